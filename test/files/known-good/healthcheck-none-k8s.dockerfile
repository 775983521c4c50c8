FROM traefik/whoami:v1.11 AS whoami
FROM alpine:3.24
RUN apk add --no-cache curl
COPY --from=whoami /whoami /whoami
# probes are in the Deployment
HEALTHCHECK NONE
USER 10001:10001
ENTRYPOINT ["/whoami"]
