# syntax=docker/dockerfile:1
FROM golang:1.27-alpine3.24 AS build
ARG BUILDKIT_SBOM_SCAN_STAGE=true
RUN apk add --no-cache ca-certificates tzdata
WORKDIR /src
COPY go.* ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /app .

FROM scratch
ARG REVISION
LABEL org.opencontainers.image.source="https://github.com/example/app" \
      org.opencontainers.image.revision="$REVISION" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /usr/share/zoneinfo /usr/share/zoneinfo
COPY --from=build /app /app
USER 65534:65534
ENTRYPOINT ["/app"]
