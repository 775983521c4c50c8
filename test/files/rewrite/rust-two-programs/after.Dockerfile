FROM rust:1.90 AS build
WORKDIR /app
COPY . .
RUN cargo build --release --workspace
RUN cp target/release/worker target/release/api /usr/local/bin/

FROM gcr.io/distroless/cc-debian13:nonroot
WORKDIR /app
COPY --from=build /usr/local/bin/api /usr/local/bin/api
COPY --from=build /usr/local/bin/worker /usr/local/bin/worker
EXPOSE 3000
USER 65532:65532
ENTRYPOINT ["/usr/local/bin/api"]
