FROM eclipse-temurin:21-jdk-alpine AS build
WORKDIR /src
COPY gradle gradle
COPY gradlew settings.gradle.kts build.gradle.kts ./
RUN ./gradlew --version
COPY src src
RUN ./gradlew :installDist

FROM eclipse-temurin:21-jre-alpine
WORKDIR /src
COPY --from=build /src/build/install/crawler /src/build/install/crawler
ENV APP_ENV=prod
USER 65532:65532
CMD ["./build/install/crawler/bin/crawler"]
