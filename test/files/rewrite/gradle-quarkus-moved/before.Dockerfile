FROM gradle:8.10.2-jdk21
WORKDIR /code
COPY --chown=gradle . .
RUN gradle build -x test
RUN cp -r build/quarkus-app /deployments
EXPOSE 8080
USER 185
CMD ["java","-jar","/deployments/quarkus-run.jar"]
