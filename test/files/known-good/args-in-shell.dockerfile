# syntax=docker/dockerfile:1
FROM debian:trixie-slim
ARG TARGETARCH
ARG NODE_EXPORTER=1.10.2
RUN --mount=type=tmpfs,target=/tmp <<EOF
#!/bin/bash
set -Eeuo pipefail
apt-get update
apt-get install --yes --no-install-recommends ca-certificates curl
case "${TARGETARCH}" in
  amd64) sum=aaa ;;
  arm64) sum=bbb ;;
  *) echo "unsupported: ${TARGETARCH}" >&2; exit 1 ;;
esac
curl -fsSL --retry 3 -o /tmp/ne.tgz "https://github.com/prometheus/node_exporter/releases/download/v${NODE_EXPORTER}/node_exporter-${NODE_EXPORTER}.linux-${TARGETARCH}.tar.gz"
echo "${sum}  /tmp/ne.tgz" | sha256sum --check --strict
tar -C /usr/local/bin --strip-components=1 -xzf /tmp/ne.tgz
apt-get purge --yes --auto-remove curl
rm -rf /var/lib/apt/lists/*
EOF
USER nobody:nogroup
ENTRYPOINT ["node_exporter"]
