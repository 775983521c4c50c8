FROM eclipse-temurin:21-jdk AS build
WORKDIR /code
COPY .mvn .mvn
COPY mvnw pom.xml ./
RUN chmod +x mvnw && ./mvnw -B dependency:resolve
COPY src src
RUN ./mvnw package -DskipTests

FROM eclipse-temurin:21-jre
WORKDIR /code
COPY --from=build /code/target/quarkus-app /code/target/quarkus-app
EXPOSE 8080
USER 65532:65532
CMD ["java", "-jar", "target/quarkus-app/quarkus-run.jar"]
