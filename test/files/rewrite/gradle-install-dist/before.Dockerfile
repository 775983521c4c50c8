FROM eclipse-temurin:21-jdk-alpine
WORKDIR /src
COPY gradle gradle
COPY gradlew settings.gradle.kts build.gradle.kts ./
RUN ./gradlew --version
COPY src src
RUN ./gradlew :installDist
ENV APP_ENV=prod
CMD ["./build/install/crawler/bin/crawler"]
