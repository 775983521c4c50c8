FROM rust:1.85
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
ENV ROCKET_ADDRESS 0.0.0.0
ENV ROCKET_PORT 8000
EXPOSE 8000
CMD ["./target/release/rocket-app"]
