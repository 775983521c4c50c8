FROM gradle:8-jdk21 AS build
WORKDIR /home/gradle/app
COPY . .
RUN <<EOF
set -e
gradle --no-daemon shadowJar
cp build/libs/relay-*-all.jar /relay.jar
EOF

FROM eclipse-temurin:21-jre
WORKDIR /home/gradle/app
COPY --from=build /relay.jar /relay.jar
USER 65532:65532
# no options yet
CMD ["java", "-jar", "/relay.jar"]
