FROM tianon/gosu:1.19 AS gosu
FROM oraclelinux:9-slim
RUN groupadd --system --gid 999 mysql && useradd --system --uid 999 --gid 999 --home-dir /var/lib/mysql --no-create-home mysql
COPY --from=gosu /usr/local/bin/gosu /usr/local/bin/
RUN set -eux; \
    microdnf install -y --nodocs mysql-community-server-minimal-8.4.7; \
    microdnf clean all
VOLUME /var/lib/mysql
COPY docker-entrypoint.sh /usr/local/bin/
ENTRYPOINT ["docker-entrypoint.sh"]
EXPOSE 3306 33060
CMD ["mysqld"]
