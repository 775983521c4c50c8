FROM maven:3.9-eclipse-temurin-17-alpine
COPY . /build
WORKDIR /build
RUN mvn -q package
CMD java -jar target/*.jar
