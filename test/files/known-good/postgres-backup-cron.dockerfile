FROM postgres:18-alpine
RUN apk add --no-cache aws-cli
COPY --chmod=0755 backup.sh /usr/local/bin/backup.sh
USER postgres
ENTRYPOINT ["backup.sh"]
