FROM rust:1.90-bookworm
WORKDIR /srv/app
COPY Cargo.toml Cargo.lock rust-toolchain.toml Settings.toml log4rs.yaml ./
COPY src/ src/
COPY migrations/ migrations/
RUN cargo build --release && strip target/release/app
ENV TZ=Europe/Madrid
STOPSIGNAL SIGINT
CMD ["target/release/app"]
