FROM scratch
COPY plugin.yaml /
COPY bin/ /bin/
