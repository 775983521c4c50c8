FROM golang:1.27-bookworm AS build

RUN apt-get update && apt-get install -y --no-install-recommends \
    librdkafka-dev \
    pkg-config \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /src
COPY . .
RUN go build -tags dynamic -o /app ./cmd/consumer

FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates tzdata librdkafka1 \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY --from=build /app /app
# the broker is given at run time
ENV KAFKA_GROUP=orders
USER 65532:65532
ENTRYPOINT ["/app"]
