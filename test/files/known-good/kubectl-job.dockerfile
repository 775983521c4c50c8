FROM alpine:3.24
ARG TARGETARCH
ARG KUBECTL_VERSION=v1.36.0
RUN set -eux; \
    apk add --no-cache --virtual .fetch curl; \
    cd /usr/local/bin; \
    curl -fsSLO "https://dl.k8s.io/release/${KUBECTL_VERSION}/bin/linux/${TARGETARCH}/kubectl"; \
    curl -fsSL "https://dl.k8s.io/release/${KUBECTL_VERSION}/bin/linux/${TARGETARCH}/kubectl.sha256" -o /tmp/kubectl.sha256; \
    echo "$(cat /tmp/kubectl.sha256)  kubectl" | sha256sum -c -; \
    chmod 0755 kubectl; \
    rm /tmp/kubectl.sha256; \
    apk del .fetch
USER 65534:65534
ENTRYPOINT ["kubectl"]
