ARG JDK=21
FROM eclipse-temurin:${JDK}-jdk AS build
ARG MODULE=api
WORKDIR /app
COPY . .
RUN ./gradlew :${MODULE}:bootJar && cp ${MODULE}/build/libs/*.jar app.jar

FROM eclipse-temurin:${JDK}-jre
WORKDIR /app
COPY --from=build /app/app.jar /app/app.jar
USER 65532:65532
CMD ["java", "-jar", "/app/app.jar"]
