FROM golang:1.27-bookworm
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

# settings
COPY --chown=relay:relay relay.toml /etc/relay/relay.toml
VOLUME ["/var/lib/relay"]
EXPOSE 8125/udp 8126
USER relay
ENTRYPOINT ["/usr/bin/tini", "--", "relay"]
CMD ["--config", "/etc/relay/relay.toml"]
