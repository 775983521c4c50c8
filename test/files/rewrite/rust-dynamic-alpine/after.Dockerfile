FROM rust:1.98-alpine AS build
ENV RUSTFLAGS="-C target-feature=-crt-static"
RUN apk add --no-cache build-base libpq-dev
WORKDIR /src
COPY . .
RUN cargo build --release

FROM alpine:3.24
RUN apk add --no-cache libgcc libpq
WORKDIR /src
COPY --from=build /src/target/release/importer /src/target/release/importer
USER 65532:65532
CMD ["/src/target/release/importer"]
