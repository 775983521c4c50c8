# syntax=docker/dockerfile:1

# the web server of the shop
FROM golang:1.27-bookworm
LABEL org.opencontainers.image.source="https://example.com/acme/shop"
ARG VERSION=dev
ENV CGO_ENABLED=0 \
    SHOP_MODE=production
# where the sources live
WORKDIR /src

COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
# the program
RUN go build -trimpath -ldflags="-s -w -X main.version=$VERSION" \
    # static
    -o bin/web ./cmd/web

LABEL org.opencontainers.image.version="$VERSION"
# http
EXPOSE 8080
STOPSIGNAL SIGINT

# start
ENTRYPOINT ["./bin/web"]
CMD ["--port", "8080"]
