FROM golang:1.27-alpine
ENV GOBIN=/out CGO_ENABLED=0
WORKDIR /src
COPY . .
RUN go install ./cmd/...
COPY deploy/worker.yaml /etc/worker/worker.yaml
EXPOSE 7000
ENTRYPOINT ["/out/worker", "--config", "/etc/worker/worker.yaml"]
