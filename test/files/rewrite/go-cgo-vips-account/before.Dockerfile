FROM golang:1.25-bookworm
RUN apt-get update && apt-get install -y \
    libvips-dev \
    pkg-config \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY go.mod go.sum ./
RUN go mod download
COPY . ./
ENV CGO_ENABLED=1
RUN go build -v -o /bin/imgproxy
RUN useradd -r -u 1001 -d /nonexistent imgproxy
USER imgproxy
ENV IMGPROXY_BIND=:8080
EXPOSE 8080
ENTRYPOINT ["/bin/imgproxy"]
