FROM debian:bookworm
RUN apt-get update && apt-get install -y --no-install-recommends gcc make libc6-dev libevent-dev zlib1g-dev ca-certificates
WORKDIR /usr/local/src/proxyd
COPY . .
RUN ./configure --prefix=/opt/proxyd --sysconfdir=/etc/proxyd && make && make install
COPY proxyd.conf /etc/proxyd/proxyd.conf
RUN groupadd -r proxyd && useradd -r -g proxyd proxyd && mkdir -p /var/log/proxyd && chown proxyd:proxyd /var/log/proxyd
USER proxyd
EXPOSE 3128
CMD ["/opt/proxyd/sbin/proxyd", "-f", "/etc/proxyd/proxyd.conf"]
