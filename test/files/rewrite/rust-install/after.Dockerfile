FROM rust:1.98-slim-bookworm AS build
RUN apt-get update && apt-get install -y pkg-config libssl-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY . .
RUN cargo install --locked --path .

FROM gcr.io/distroless/cc-debian13:nonroot
WORKDIR /app
COPY --from=build /usr/local/cargo/bin/gatekeeper /usr/local/bin/gatekeeper
USER 65532:65532
CMD ["gatekeeper"]
