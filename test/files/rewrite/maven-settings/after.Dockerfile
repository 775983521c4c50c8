FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /svc
COPY pom.xml ./
COPY src ./src
COPY config/ ./config/
COPY logback.xml ./
RUN mvn -q -DskipTests package && cp target/svc-*.jar /svc/svc.jar

FROM eclipse-temurin:17-jre
RUN apt-get update \
 && apt-get install -y --no-install-recommends wget \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /svc
COPY --from=build /svc/svc.jar /svc/svc.jar
COPY --from=build /svc/config /svc/config
COPY --from=build /svc/logback.xml /svc/logback.xml
EXPOSE 8080
HEALTHCHECK --interval=30s CMD wget -q --spider http://localhost:8080/actuator/health || exit 1
USER 65532:65532
ENTRYPOINT exec java $JAVA_OPTS -Dlogback.configurationFile=logback.xml -jar svc.jar
