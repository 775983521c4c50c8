FROM rust:1.98-alpine
RUN apk add --no-cache musl-dev openssl-dev openssl-libs-static pkgconfig
WORKDIR /build
COPY . .
RUN cargo build --release && strip target/release/relay
EXPOSE 53/udp
ENTRYPOINT ["/build/target/release/relay"]
