FROM rust:1.98
WORKDIR /usr/src/orders

# dependencies first
COPY Cargo.toml Cargo.lock ./
RUN mkdir src && echo "fn main() {}" > src/main.rs && cargo build --release

COPY src ./src
RUN touch src/main.rs && cargo build --release

EXPOSE 8000
ENV ROCKET_ADDRESS=0.0.0.0
CMD ["./target/release/orders"]
