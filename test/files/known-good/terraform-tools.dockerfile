FROM alpine:3.24
ARG TARGETARCH
ARG OPENTOFU_VERSION=1.10.7
SHELL ["/bin/ash", "-eo", "pipefail", "-c"]
RUN apk add --no-cache bash ca-certificates curl git openssh-client unzip \
 && curl -fsSLo /tmp/tofu.zip "https://github.com/opentofu/opentofu/releases/download/v${OPENTOFU_VERSION}/tofu_${OPENTOFU_VERSION}_linux_${TARGETARCH}.zip" \
 && curl -fsSL "https://github.com/opentofu/opentofu/releases/download/v${OPENTOFU_VERSION}/tofu_${OPENTOFU_VERSION}_SHA256SUMS" \
    | grep "linux_${TARGETARCH}.zip" | sed 's#  .*#  /tmp/tofu.zip#' | sha256sum -c - \
 && unzip -d /usr/local/bin /tmp/tofu.zip tofu \
 && rm /tmp/tofu.zip
RUN adduser -D -u 10001 tofu
USER 10001
WORKDIR /work
ENTRYPOINT ["tofu"]
