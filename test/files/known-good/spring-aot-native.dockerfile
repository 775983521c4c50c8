FROM ghcr.io/graalvm/native-image-community:25 AS build
WORKDIR /workspace
COPY mvnw pom.xml ./
COPY .mvn .mvn
RUN ./mvnw -B -ntp dependency:go-offline
COPY src src
RUN ./mvnw -B -ntp -Pnative native:compile
FROM gcr.io/distroless/base-debian13:nonroot
COPY --from=build /workspace/target/app /app
ENTRYPOINT ["/app"]
