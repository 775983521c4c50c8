FROM hashicorp/vault:1.21 AS vault
FROM registry.access.redhat.com/ubi9/ubi-minimal:9.6
COPY --from=vault /bin/vault /usr/local/bin/vault
USER 1001
ENTRYPOINT ["vault"]
