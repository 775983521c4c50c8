FROM alpine:3.24
RUN addgroup -S -g 1000 app && adduser -S -D -H -u 1000 -G app app
RUN apk add --no-cache su-exec tzdata
COPY --chmod=0755 docker-entrypoint.sh /usr/local/bin/
COPY app /usr/local/bin/app
VOLUME /data
WORKDIR /data
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["app"]
