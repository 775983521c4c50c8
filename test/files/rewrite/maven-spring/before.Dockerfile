FROM maven:3.9-eclipse-temurin-21
WORKDIR /app

COPY pom.xml .
RUN mvn -B dependency:go-offline
COPY src ./src
RUN mvn -B package -DskipTests

ENV JAVA_OPTS="-XX:MaxRAMPercentage=75"
EXPOSE 8080
# the shell puts the options in
ENTRYPOINT exec java $JAVA_OPTS -jar target/shop-1.4.0.jar
