# escape=`
FROM golang:1.27-trixie
RUN apt-get update `
 && apt-get install -y ffmpeg `
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /transcoder .
USER 10001
ENTRYPOINT ["/transcoder"]
