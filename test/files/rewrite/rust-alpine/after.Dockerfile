FROM rust:1.98-alpine AS build
RUN apk add --no-cache musl-dev openssl-dev openssl-libs-static pkgconfig
WORKDIR /build
COPY . .
RUN cargo build --release && strip target/release/relay

FROM gcr.io/distroless/static-debian13:nonroot
WORKDIR /build
COPY --from=build /build/target/release/relay /build/target/release/relay
EXPOSE 53/udp
USER 65532:65532
ENTRYPOINT ["/build/target/release/relay"]
