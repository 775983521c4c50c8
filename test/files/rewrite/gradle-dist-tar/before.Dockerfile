FROM gradle:jdk17
WORKDIR /home/gradle/app
COPY . .
RUN gradle distTar && tar -xf build/distributions/app.tar -C /opt
CMD ["/opt/app/bin/app"]
