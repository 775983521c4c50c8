FROM alpine:3.24 AS build
RUN apk add --no-cache build-base meson pkgconf libpcap-dev glib-dev
WORKDIR /src
COPY meson.build ./
COPY src src
RUN meson setup build --prefix=/opt/sniff --buildtype=release \
 && meson compile -C build \
 && meson install -C build

FROM alpine:3.24
RUN apk add --no-cache libstdc++ libpcap glib
WORKDIR /src
COPY --from=build /opt/sniff /opt/sniff
ENV PATH="/opt/sniff/bin:$PATH"
USER 65532:65532
ENTRYPOINT ["sniff"]
CMD ["--interface", "eth0"]
