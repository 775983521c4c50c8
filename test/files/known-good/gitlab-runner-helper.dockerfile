FROM ubuntu:24.04
ARG DEBIAN_FRONTEND=noninteractive
RUN <<EOT bash
  set -euxo pipefail
  apt-get update
  apt-get install -y --no-install-recommends ca-certificates curl gnupg
  install -m 0755 -d /etc/apt/keyrings
  curl -fsSL https://download.docker.com/linux/ubuntu/gpg -o /etc/apt/keyrings/docker.asc
  chmod a+r /etc/apt/keyrings/docker.asc
  echo "deb [arch=$(dpkg --print-architecture) signed-by=/etc/apt/keyrings/docker.asc] https://download.docker.com/linux/ubuntu noble stable" > /etc/apt/sources.list.d/docker.list
  apt-get update
  apt-get install -y --no-install-recommends docker-ce-cli docker-buildx-plugin
  rm -rf /var/lib/apt/lists/*
EOT
RUN useradd -m -u 1001 runner
USER 1001
CMD ["bash"]
