FROM alpine:3.24
RUN apk add --no-cache squid \
 && mkdir -p /var/spool/squid && chown squid:squid /var/spool/squid
COPY squid.conf /etc/squid/squid.conf
USER squid
EXPOSE 3128
CMD ["squid", "-N", "-f", "/etc/squid/squid.conf"]
