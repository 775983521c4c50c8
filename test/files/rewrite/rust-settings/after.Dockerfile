FROM rust:1.90-bookworm AS build
WORKDIR /srv/app
COPY Cargo.toml Cargo.lock rust-toolchain.toml Settings.toml log4rs.yaml ./
COPY src/ src/
COPY migrations/ migrations/
RUN cargo build --release && strip target/release/app

FROM gcr.io/distroless/cc-debian13:nonroot
WORKDIR /srv/app
COPY --from=build /srv/app/target/release/app /srv/app/target/release/app
COPY --from=build /srv/app/Settings.toml /srv/app/Settings.toml
COPY --from=build /srv/app/log4rs.yaml /srv/app/log4rs.yaml
COPY --from=build /srv/app/migrations /srv/app/migrations
ENV TZ=Europe/Madrid
STOPSIGNAL SIGINT
USER 65532:65532
CMD ["target/release/app"]
