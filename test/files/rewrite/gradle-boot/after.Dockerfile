FROM gradle:8.14-jdk21 AS build
USER gradle
COPY --chown=gradle:gradle . /home/gradle/src
WORKDIR /home/gradle/src
RUN gradle bootJar --no-daemon

FROM eclipse-temurin:21-jre
WORKDIR /home/gradle/src
COPY --from=build /home/gradle/src/build/libs/catalog.jar /home/gradle/src/build/libs/catalog.jar
EXPOSE 8080
USER 1000
ENTRYPOINT ["java", "-jar", "/home/gradle/src/build/libs/catalog.jar"]
