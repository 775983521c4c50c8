FROM haskell:9.12
WORKDIR /src
COPY . .
RUN cabal update && cabal install exe:planner --installdir=/out --install-method=copy
ENTRYPOINT ["/out/planner"]
