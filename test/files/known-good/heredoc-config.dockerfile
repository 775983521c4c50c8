# syntax=docker/dockerfile:1
FROM caddy:2.10-builder AS builder
RUN xcaddy build v2.10.2 --with github.com/caddy-dns/cloudflare@v0.2.1

FROM caddy:2.10
COPY --from=builder /usr/bin/caddy /usr/bin/caddy
COPY <<EOF /etc/caddy/Caddyfile
:8080 {
  respond "ok"
}
EOF
RUN <<EOF
set -eu
addgroup -S -g 10001 app
adduser -S -D -H -u 10001 -G app app
chown -R app:app /config /data
EOF
USER 10001:10001
