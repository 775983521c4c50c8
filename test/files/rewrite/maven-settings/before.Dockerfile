FROM maven:3.9-eclipse-temurin-17
WORKDIR /svc
COPY pom.xml ./
COPY src ./src
COPY config/ ./config/
COPY logback.xml ./
RUN mvn -q -DskipTests package && cp target/svc-*.jar /svc/svc.jar
EXPOSE 8080
HEALTHCHECK --interval=30s CMD wget -q --spider http://localhost:8080/actuator/health || exit 1
ENTRYPOINT exec java $JAVA_OPTS -Dlogback.configurationFile=logback.xml -jar svc.jar
