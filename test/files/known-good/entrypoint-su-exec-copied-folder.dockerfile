FROM alpine:3.24
RUN apk add --no-cache su-exec nginx
COPY rootfs/ /
RUN chmod +x /usr/local/bin/entrypoint.sh
ENTRYPOINT ["/sbin/tini", "--", "entrypoint.sh"]
CMD ["nginx", "-g", "daemon off;"]
