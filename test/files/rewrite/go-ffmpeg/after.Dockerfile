# escape=`
FROM golang:1.27-trixie AS build
RUN apt-get update `
 && apt-get install -y ffmpeg `
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /transcoder .

FROM debian:trixie-slim
RUN apt-get update `
 && apt-get install -y --no-install-recommends ca-certificates tzdata ffmpeg `
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY --from=build /transcoder /transcoder
USER 10001
ENTRYPOINT ["/transcoder"]
