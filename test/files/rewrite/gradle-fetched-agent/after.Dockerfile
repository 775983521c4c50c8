FROM gradle:8.7-jdk21-alpine AS build
WORKDIR /app
COPY . .
RUN gradle shadowJar --no-daemon

FROM eclipse-temurin:21-jre-alpine
WORKDIR /app
COPY --from=build /app/build/libs/app-all.jar /app/build/libs/app-all.jar
ADD --chmod=644 https://github.com/open-telemetry/opentelemetry-java-instrumentation/releases/latest/download/opentelemetry-javaagent.jar /otel/agent.jar
ENV JAVA_TOOL_OPTIONS="-javaagent:/otel/agent.jar"
EXPOSE 7000
USER 65532:65532
CMD ["java", "-jar", "build/libs/app-all.jar"]
