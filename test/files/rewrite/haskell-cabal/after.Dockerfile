FROM haskell:9.12 AS build
WORKDIR /src
COPY . .
RUN cabal update && cabal install exe:planner --installdir=/out --install-method=copy

FROM debian:trixie-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates libgmp10 libnuma1 netbase \
 && rm -rf /var/lib/apt/lists/*
ENV LANG=C.UTF-8
WORKDIR /src
COPY --from=build /out/planner /out/planner
USER 65532:65532
ENTRYPOINT ["/out/planner"]
