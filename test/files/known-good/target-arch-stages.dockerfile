# syntax=docker/dockerfile:1
ARG ALPINE_VERSION=3.24
FROM alpine:${ALPINE_VERSION} AS base
RUN apk add --no-cache ca-certificates

FROM base AS fetch-amd64
ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d --chmod=0755 https://example.com/tool-1.2.0-linux-amd64 /tool

FROM base AS fetch-arm64
ADD --checksum=sha256:14454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d --chmod=0755 https://example.com/tool-1.2.0-linux-arm64 /tool

FROM fetch-${TARGETARCH} AS fetch

FROM base AS final
COPY --from=fetch /tool /usr/local/bin/tool
USER 10001:10001
ENTRYPOINT ["/usr/local/bin/tool"]
