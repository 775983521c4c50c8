FROM eclipse-temurin:25-jdk AS jre
RUN "$JAVA_HOME/bin/jlink" \
      --add-modules java.base,java.logging,java.net.http,jdk.crypto.ec \
      --strip-debug --no-man-pages --no-header-files --compress=zip-6 \
      --output /javaruntime

FROM debian:trixie-slim
ENV JAVA_HOME=/opt/java/openjdk
ENV PATH="${JAVA_HOME}/bin:${PATH}"
COPY --from=jre /javaruntime $JAVA_HOME
COPY --chown=10001:10001 build/libs/app-all.jar /opt/app/app.jar
USER 10001:10001
ENTRYPOINT ["java", "-jar", "/opt/app/app.jar"]
