FROM golang:1.27-alpine AS build
ENV GOBIN=/out CGO_ENABLED=0
WORKDIR /src
COPY . .
RUN go install ./cmd/...

FROM gcr.io/distroless/static-debian13:nonroot
WORKDIR /src
COPY --from=build /out/worker /out/worker
COPY deploy/worker.yaml /etc/worker/worker.yaml
EXPOSE 7000
USER 65532:65532
ENTRYPOINT ["/out/worker", "--config", "/etc/worker/worker.yaml"]
