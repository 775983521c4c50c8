FROM quay.io/prometheus/golang-builder:1.25-base AS build
WORKDIR /go/src/app
COPY . .
RUN make build
FROM quay.io/prometheus/busybox:glibc
COPY --from=build /go/src/app/exporter /bin/exporter
EXPOSE 9100
USER nobody
ENTRYPOINT ["/bin/exporter"]
