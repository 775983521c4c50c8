# syntax=docker/dockerfile:1

# the web server of the shop
FROM golang:1.27-bookworm AS build
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

FROM gcr.io/distroless/static-debian13:nonroot
ARG VERSION=dev
ENV SHOP_MODE=production
WORKDIR /src
COPY --from=build /src/bin/web /src/bin/web
LABEL org.opencontainers.image.source="https://example.com/acme/shop"
LABEL org.opencontainers.image.version="$VERSION"
# http
EXPOSE 8080
STOPSIGNAL SIGINT

USER 65532:65532
# start
ENTRYPOINT ["./bin/web"]
CMD ["--port", "8080"]
