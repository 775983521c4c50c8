# syntax=docker/dockerfile:1
FROM golang:1.27 AS build
ENV GOPRIVATE=github.com/example/*
RUN mkdir -p -m 0700 ~/.ssh && ssh-keyscan github.com >> ~/.ssh/known_hosts \
 && git config --global url."git@github.com:".insteadOf "https://github.com/"
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=ssh go mod download
COPY . .
RUN --mount=type=secret,id=license,target=/src/license.key,required=true \
    --mount=type=secret,id=GITHUB_TOKEN,env=GITHUB_TOKEN \
    make build

FROM gcr.io/distroless/base-debian13:nonroot
COPY --from=build /src/bin/app /app
ENTRYPOINT ["/app"]
