FROM haskell:9.8
WORKDIR /app
COPY . .
RUN cabal update && cabal build exe:server
RUN cp $(cabal list-bin server) /usr/local/bin/server
CMD ["server"]
