FROM rust:1.98 AS build
RUN rustup target add x86_64-unknown-linux-musl \
 && apt-get update && apt-get install -y musl-tools
WORKDIR /src
ADD . .
RUN cargo build --release --target x86_64-unknown-linux-musl
RUN mv target/x86_64-unknown-linux-musl/release/probe /probe

FROM gcr.io/distroless/static-debian13:nonroot
WORKDIR /src
COPY --from=build /probe /probe
USER 65532:65532
ENTRYPOINT ["/probe"]
