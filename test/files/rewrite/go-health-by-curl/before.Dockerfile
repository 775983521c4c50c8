FROM golang:1.27
WORKDIR /go/src/app
COPY . .
RUN CGO_ENABLED=0 go build -o /go/bin/api
HEALTHCHECK CMD curl -fsS http://localhost:8080/healthz || exit 1
EXPOSE 8080
CMD api --listen 0.0.0.0:8080
