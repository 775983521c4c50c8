FROM nixos/nix:2.32.3 AS builder
ARG BUILDKIT_SBOM_SCAN_STAGE=true
COPY . /tmp/build
WORKDIR /tmp/build
RUN nix --extra-experimental-features "nix-command flakes" --option filter-syscalls false build
RUN mkdir /tmp/nix-store-closure && cp -R $(nix-store -qR result/) /tmp/nix-store-closure

FROM scratch
WORKDIR /app
COPY --from=builder /tmp/nix-store-closure /nix/store
COPY --from=builder /tmp/build/result /app
COPY --from=builder /etc/ssl/certs/ca-bundle.crt /etc/ssl/certs/ca-certificates.crt
ARG REVISION
LABEL org.opencontainers.image.source="https://github.com/example/app" \
      org.opencontainers.image.revision="$REVISION"
USER 65534:65534
CMD ["/app/bin/app"]
