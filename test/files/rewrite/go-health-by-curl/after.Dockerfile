FROM golang:1.27 AS build
WORKDIR /go/src/app
COPY . .
RUN CGO_ENABLED=0 go build -o /go/bin/api

FROM debian:trixie-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates tzdata curl \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /go/src/app
COPY --from=build /go/bin/api /usr/local/bin/api
HEALTHCHECK CMD curl -fsS http://localhost:8080/healthz || exit 1
EXPOSE 8080
USER 65532:65532
CMD ["api", "--listen", "0.0.0.0:8080"]
