FROM debian:trixie-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates curl tini \
 && rm -rf /var/lib/apt/lists/*
ARG TARGETARCH
ENV SUPERCRONIC_VERSION=v0.2.39
ADD --chmod=0755 --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d \
    https://github.com/aptible/supercronic/releases/download/v0.2.39/supercronic-linux-amd64 /usr/local/bin/supercronic
COPY crontab /etc/crontab.app
RUN useradd --system --no-log-init --uid 10001 cron-app
USER 10001
ENTRYPOINT ["tini", "--", "supercronic"]
CMD ["/etc/crontab.app"]
