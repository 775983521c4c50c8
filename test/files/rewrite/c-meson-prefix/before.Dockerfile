FROM alpine:3.24
RUN apk add --no-cache build-base meson pkgconf libpcap-dev glib-dev
WORKDIR /src
COPY meson.build ./
COPY src src
RUN meson setup build --prefix=/opt/sniff --buildtype=release \
 && meson compile -C build \
 && meson install -C build
ENV PATH="/opt/sniff/bin:$PATH"
ENTRYPOINT ["sniff"]
CMD ["--interface", "eth0"]
