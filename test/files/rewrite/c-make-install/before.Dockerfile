FROM debian:bookworm-slim
LABEL maintainer="ops@example.com"

# tools and headers
RUN apt-get update && apt-get install -y --no-install-recommends \
    build-essential \
    ca-certificates \
    libcurl4-openssl-dev \
    libjansson-dev \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /usr/src/pinger
COPY . .
RUN ./configure --prefix=/usr/local \
    && make -j"$(nproc)" \
    && make install

EXPOSE 9115
ENTRYPOINT ["/usr/local/bin/pinger"]
CMD ["--foreground"]
