FROM oraclelinux:9-slim
RUN microdnf -y --nodocs install java-21-openjdk-headless \
 && microdnf clean all \
 && useradd -r -u 1001 app
COPY --chown=1001:1001 target/app.jar /opt/app.jar
USER 1001
CMD ["java", "-XX:+ExitOnOutOfMemoryError", "-jar", "/opt/app.jar"]
