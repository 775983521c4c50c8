FROM gradle:8-jdk17-alpine AS build
WORKDIR /workspace
COPY . .
RUN gradle :web:shadowJar --no-daemon --info

FROM eclipse-temurin:17-jre-alpine
WORKDIR /workspace
COPY --from=build /workspace/web/build/libs/web-all.jar /workspace/web/build/libs/web-all.jar
LABEL maintainer="web@example.com"
STOPSIGNAL SIGTERM
USER 65532:65532
CMD ["java", "-Xmx512m", "-jar", "web/build/libs/web-all.jar", "server"]
