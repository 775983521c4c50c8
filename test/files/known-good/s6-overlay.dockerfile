FROM alpine:3.24
ARG S6_OVERLAY_VERSION=3.2.1.0
ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://github.com/just-containers/s6-overlay/releases/download/v3.2.1.0/s6-overlay-noarch.tar.xz /tmp
RUN apk add --no-cache nginx xz \
 && tar -C / -Jxpf /tmp/s6-overlay-noarch.tar.xz \
 && rm /tmp/s6-overlay-noarch.tar.xz
COPY --chmod=0755 rootfs/ /
ENTRYPOINT ["/init"]
