FROM postgres:18 AS build
RUN set -eux; \
    apt-get update; \
    apt-get install -y --no-install-recommends build-essential ca-certificates git postgresql-server-dev-18; \
    rm -rf /var/lib/apt/lists/*
WORKDIR /build
RUN git clone --depth 1 --branch v0.8.1 https://github.com/pgvector/pgvector.git . \
 && make OPTFLAGS="" \
 && make install DESTDIR=/out

FROM postgres:18
COPY --link --from=build /out/usr/lib/postgresql /usr/lib/postgresql
COPY --link --from=build /out/usr/share/postgresql /usr/share/postgresql
COPY --chmod=0644 initdb.d/*.sql /docker-entrypoint-initdb.d/
CMD ["postgres", "-c", "shared_preload_libraries=pg_stat_statements"]
