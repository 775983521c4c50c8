FROM rust:1.90
WORKDIR /app
COPY . .
RUN cargo build --release --workspace
RUN cp target/release/worker target/release/api /usr/local/bin/
EXPOSE 3000
ENTRYPOINT ["/usr/local/bin/api"]
