FROM gradle:9.2-jdk21 AS build
WORKDIR /home/gradle/src
COPY --chown=gradle:gradle settings.gradle.kts build.gradle.kts gradle.properties ./
COPY --chown=gradle:gradle gradle gradle
RUN --mount=type=cache,target=/home/gradle/.gradle/caches,uid=1000 gradle --no-daemon dependencies
COPY --chown=gradle:gradle src src
RUN --mount=type=cache,target=/home/gradle/.gradle/caches,uid=1000 gradle --no-daemon installDist

FROM gcr.io/distroless/java21-debian13:nonroot
COPY --from=build /home/gradle/src/build/install/app/lib/ /app/lib/
ENTRYPOINT ["java", "-cp", "/app/lib/*", "com.example.MainKt"]
