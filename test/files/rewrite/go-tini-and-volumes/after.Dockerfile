FROM golang:1.27-bookworm AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends tini \
 && rm -rf /var/lib/apt/lists/*
RUN groupadd -r relay && useradd -r -g relay relay
ENV RELAY_HOME=/var/lib/relay \
    RELAY_PORT=8125 \
    RELAY_LOG=info
ENV GOFLAGS=-mod=vendor \
    # how loud
    RELAY_TRACE=0 \
    RELAY_COLOR=never
WORKDIR /src
COPY . .
RUN mkdir -p /var/lib/relay /var/run/relay && chown relay:relay /var/lib/relay
RUN CGO_ENABLED=0 go build -o /usr/local/bin/relay ./cmd/relay

FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates tzdata tini \
 && rm -rf /var/lib/apt/lists/*
ENV RELAY_HOME=/var/lib/relay \
    RELAY_PORT=8125 \
    RELAY_LOG=info
ENV RELAY_TRACE=0 \
    RELAY_COLOR=never
WORKDIR /src
COPY --from=build /usr/local/bin/relay /usr/local/bin/relay
COPY --chown=65532:65532 --from=build /var/lib/relay /var/lib/relay
COPY --chown=65532:65532 --from=build /var/run/relay /var/run/relay
# settings
COPY --chown=65532:65532 relay.toml /etc/relay/relay.toml
VOLUME ["/var/lib/relay"]
EXPOSE 8125/udp 8126
USER 65532:65532
ENTRYPOINT ["/usr/bin/tini", "--", "relay"]
CMD ["--config", "/etc/relay/relay.toml"]
