FROM golang:1.25-alpine
WORKDIR /app
COPY go.mod go.sum main.go config.yaml .golangci.yml docker-compose.yml ./
COPY internal/ ./internal/
COPY web/templates ./web/templates
RUN go build -o app
ENV CONFIG=/app/config.yaml
HEALTHCHECK CMD wget -qO- localhost:8080/health || exit 1
CMD ["./app"]
