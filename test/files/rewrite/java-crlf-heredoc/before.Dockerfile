FROM gradle:8-jdk21
WORKDIR /home/gradle/app
COPY . .
RUN <<EOF
set -e
gradle --no-daemon shadowJar
cp build/libs/relay-*-all.jar /relay.jar
EOF
# no options yet
CMD java -jar /relay.jar
