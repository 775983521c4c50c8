FROM rust:1.98 AS build
WORKDIR /usr/src/orders

# dependencies first
COPY Cargo.toml Cargo.lock ./
RUN mkdir src && echo "fn main() {}" > src/main.rs && cargo build --release

COPY src ./src
RUN touch src/main.rs && cargo build --release

FROM gcr.io/distroless/cc-debian13:nonroot
WORKDIR /usr/src/orders
COPY --from=build /usr/src/orders/target/release/orders /usr/src/orders/target/release/orders
EXPOSE 8000
ENV ROCKET_ADDRESS=0.0.0.0
USER 65532:65532
CMD ["./target/release/orders"]
