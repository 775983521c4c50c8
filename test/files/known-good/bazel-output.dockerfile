FROM gcr.io/distroless/java21-debian13:nonroot@sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d
COPY bazel-bin/src/main/java/com/example/server_deploy.jar /app/server.jar
CMD ["/app/server.jar"]
