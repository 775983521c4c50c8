FROM golang:1.25-alpine AS build
WORKDIR /app
COPY go.mod go.sum main.go config.yaml .golangci.yml docker-compose.yml ./
COPY internal/ ./internal/
COPY web/templates ./web/templates
RUN go build -o app

FROM alpine:3.24
RUN apk add --no-cache tzdata
WORKDIR /app
COPY --from=build /app/app /app/app
COPY --from=build /app/config.yaml /app/config.yaml
COPY --from=build /app/web/templates /app/web/templates
ENV CONFIG=/app/config.yaml
HEALTHCHECK CMD wget -qO- localhost:8080/health || exit 1
USER 65532:65532
CMD ["./app"]
