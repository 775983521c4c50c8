FROM haskell:9.12-slim-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends libpq-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /opt/app
COPY stack.yaml package.yaml ./
RUN stack build --only-dependencies
COPY . .
RUN stack install --local-bin-path /usr/local/bin

FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates libgmp10 libnuma1 netbase libpq5 \
 && rm -rf /var/lib/apt/lists/*
ENV LANG=C.UTF-8
WORKDIR /opt/app
COPY --from=build /usr/local/bin/ledger-api /usr/local/bin/ledger-api
EXPOSE 3000
USER 65532:65532
CMD ["ledger-api"]
