FROM gradle:8.7-jdk21-alpine
WORKDIR /app
COPY . .
RUN gradle shadowJar --no-daemon
ADD https://github.com/open-telemetry/opentelemetry-java-instrumentation/releases/latest/download/opentelemetry-javaagent.jar /otel/agent.jar
ENV JAVA_TOOL_OPTIONS="-javaagent:/otel/agent.jar"
EXPOSE 7000
CMD ["java", "-jar", "build/libs/app-all.jar"]
