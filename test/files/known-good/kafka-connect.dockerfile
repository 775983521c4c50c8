FROM confluentinc/cp-kafka-connect:8.1.0
ARG PLUGIN_VERSION=10.8.4
RUN confluent-hub install --no-prompt "confluentinc/kafka-connect-jdbc:${PLUGIN_VERSION}"
COPY --chown=appuser:appuser connect.properties /etc/kafka-connect/
