FROM rust:1.98-alpine
ENV RUSTFLAGS="-C target-feature=-crt-static"
RUN apk add --no-cache build-base libpq-dev
WORKDIR /src
COPY . .
RUN cargo build --release
CMD ["/src/target/release/importer"]
