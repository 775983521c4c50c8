ARG JDK=21
FROM eclipse-temurin:${JDK}-jdk
ARG MODULE=api
WORKDIR /app
COPY . .
RUN ./gradlew :${MODULE}:bootJar && cp ${MODULE}/build/libs/*.jar app.jar
CMD ["java", "-jar", "/app/app.jar"]
