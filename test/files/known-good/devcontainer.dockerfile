FROM mcr.microsoft.com/devcontainers/base:trixie
ARG TERRAFORM_VERSION=1.14.0
RUN apt-get update && export DEBIAN_FRONTEND=noninteractive \
    && apt-get -y install --no-install-recommends \
       graphviz \
       postgresql-client \
       shellcheck \
    && apt-get clean && rm -rf /var/lib/apt/lists/*
RUN set -eux; \
    arch="$(dpkg --print-architecture)"; \
    curl -fsSLO "https://releases.hashicorp.com/terraform/${TERRAFORM_VERSION}/terraform_${TERRAFORM_VERSION}_linux_${arch}.zip"; \
    curl -fsSLO "https://releases.hashicorp.com/terraform/${TERRAFORM_VERSION}/terraform_${TERRAFORM_VERSION}_SHA256SUMS"; \
    sha256sum --ignore-missing -c "terraform_${TERRAFORM_VERSION}_SHA256SUMS"; \
    unzip "terraform_${TERRAFORM_VERSION}_linux_${arch}.zip" terraform -d /usr/local/bin; \
    rm terraform_*
USER vscode
