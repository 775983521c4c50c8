FROM gradle:jdk17 AS build
WORKDIR /home/gradle/app
COPY . .
RUN gradle distTar && tar -xf build/distributions/app.tar -C /opt

FROM eclipse-temurin:17-jre
WORKDIR /home/gradle/app
COPY --from=build /opt/app /opt/app
USER 65532:65532
CMD ["/opt/app/bin/app"]
