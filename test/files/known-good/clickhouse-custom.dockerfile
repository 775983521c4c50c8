FROM clickhouse/clickhouse-server:25.10
COPY --chown=clickhouse:clickhouse config.d/ /etc/clickhouse-server/config.d/
