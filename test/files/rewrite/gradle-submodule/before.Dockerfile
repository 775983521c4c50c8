FROM gradle:8-jdk17-alpine
WORKDIR /workspace
COPY . .
RUN gradle :web:shadowJar --no-daemon --info
LABEL maintainer="web@example.com"
STOPSIGNAL SIGTERM
CMD ["java", "-Xmx512m", "-jar", "web/build/libs/web-all.jar", "server"]
