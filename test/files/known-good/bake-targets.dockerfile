# syntax=docker/dockerfile:1
FROM golang:1.27-alpine AS base
WORKDIR /src
ENV CGO_ENABLED=0
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download

FROM base AS lint
COPY --from=golangci/golangci-lint:v2.6.1-alpine /usr/bin/golangci-lint /usr/local/bin/
RUN --mount=target=. --mount=type=cache,target=/root/.cache golangci-lint run

FROM base AS test
RUN --mount=target=. --mount=type=cache,target=/go/pkg/mod \
    go test -v -coverprofile=/tmp/cover.out ./...

FROM scratch AS coverage
COPY --from=test /tmp/cover.out /

FROM base AS build
ARG TARGETOS TARGETARCH
RUN --mount=target=. --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build \
    GOOS=$TARGETOS GOARCH=$TARGETARCH go build -trimpath -o /out/tool ./cmd/tool

FROM scratch AS binary
COPY --from=build /out/tool /

FROM gcr.io/distroless/static-debian13:nonroot AS image
COPY --from=build /out/tool /tool
ENTRYPOINT ["/tool"]
