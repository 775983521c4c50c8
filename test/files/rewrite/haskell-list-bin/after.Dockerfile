FROM haskell:9.8 AS build
WORKDIR /app
COPY . .
RUN cabal update && cabal build exe:server
RUN cp $(cabal list-bin server) /usr/local/bin/server

FROM debian:trixie-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates libgmp10 libnuma1 netbase \
 && rm -rf /var/lib/apt/lists/*
ENV LANG=C.UTF-8
WORKDIR /app
COPY --from=build /usr/local/bin/server /usr/local/bin/server
USER 65532:65532
CMD ["server"]
