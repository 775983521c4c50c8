FROM golang:1.27-bookworm

RUN apt-get update && apt-get install -y --no-install-recommends \
    librdkafka-dev \
    pkg-config \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /src
COPY . .
RUN go build -tags dynamic -o /app ./cmd/consumer

# the broker is given at run time
ENV KAFKA_GROUP=orders
ENTRYPOINT ["/app"]
