# syntax=docker/dockerfile:1
FROM rust:1.91-alpine AS build
RUN apk add --no-cache musl-dev
WORKDIR /src
RUN --mount=type=bind,source=src,target=src \
    --mount=type=bind,source=Cargo.toml,target=Cargo.toml \
    --mount=type=bind,source=Cargo.lock,target=Cargo.lock \
    --mount=type=cache,target=/src/target/ \
    --mount=type=cache,target=/usr/local/cargo/registry/ \
    <<EOF
set -e
cargo build --locked --release
cp ./target/release/app /bin/server
EOF

FROM alpine:3.24 AS final
ARG UID=10001
RUN adduser --disabled-password --gecos "" --home "/nonexistent" --shell "/sbin/nologin" --no-create-home --uid "${UID}" appuser
USER ${UID}
COPY --from=build /bin/server /bin/
EXPOSE 8000
CMD ["/bin/server"]
