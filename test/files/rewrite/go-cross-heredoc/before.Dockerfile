# syntax=docker/dockerfile:1.6
FROM --platform=$BUILDPLATFORM golang:1.25 AS builder
ARG TARGETOS TARGETARCH
ARG VERSION=dev # the release
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=secret,id=netrc,target=/root/.netrc --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
RUN --mount=type=cache,target=/root/.cache/go-build <<EOT
set -e
export CGO_ENABLED=0
GOOS=$TARGETOS GOARCH=$TARGETARCH go build -trimpath -ldflags "-X main.v=$VERSION" -o /out/agent ./cmd/agent
EOT
ENTRYPOINT ["/out/agent"]
