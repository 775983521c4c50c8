FROM docker.elastic.co/elasticsearch/elasticsearch:9.2.1
RUN bin/elasticsearch-plugin install --batch analysis-icu repository-s3
COPY --chown=elasticsearch:root elasticsearch.yml /usr/share/elasticsearch/config/
