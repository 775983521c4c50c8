FROM rust:1.85 AS build
RUN USER=root cargo new --bin rocket-app
WORKDIR /rocket-app
COPY ./Cargo.lock ./Cargo.lock
COPY ./Cargo.toml ./Cargo.toml
RUN cargo build --release
RUN rm src/*.rs
COPY ./src ./src
COPY ./templates ./templates
COPY Rocket.toml .
RUN rm ./target/release/deps/rocket_app*
RUN cargo build --release

FROM gcr.io/distroless/cc-debian13:nonroot
WORKDIR /rocket-app
COPY --from=build /rocket-app/target/release/rocket-app /rocket-app/target/release/rocket-app
COPY --from=build /rocket-app/templates /rocket-app/templates
COPY --from=build /rocket-app/Rocket.toml /rocket-app/Rocket.toml
ENV ROCKET_ADDRESS 0.0.0.0
ENV ROCKET_PORT 8000
EXPOSE 8000
USER 65532:65532
CMD ["./target/release/rocket-app"]
