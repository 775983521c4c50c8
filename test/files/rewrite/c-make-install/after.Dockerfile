FROM debian:bookworm-slim AS build

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

FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates libcurl4 libjansson4 \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /usr/src/pinger
COPY --from=build /usr/local /usr/local
RUN ldconfig
LABEL maintainer="ops@example.com"
EXPOSE 9115
USER 65532:65532
ENTRYPOINT ["/usr/local/bin/pinger"]
CMD ["--foreground"]
