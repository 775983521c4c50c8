FROM gradle:8.10.2-jdk21 AS build
WORKDIR /code
COPY --chown=gradle . .
RUN gradle build -x test
RUN cp -r build/quarkus-app /deployments

FROM eclipse-temurin:21-jre
WORKDIR /code
COPY --from=build /deployments /deployments
EXPOSE 8080
USER 185
CMD ["java","-jar","/deployments/quarkus-run.jar"]
