FROM maven:3.9-eclipse-temurin-17-alpine AS build
COPY . /build
WORKDIR /build
RUN mvn -q package

FROM eclipse-temurin:17-jre-alpine
WORKDIR /build
COPY --from=build /build/target/*.jar /build/target/
USER 65532:65532
CMD java -jar target/*.jar
