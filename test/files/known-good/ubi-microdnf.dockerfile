FROM registry.access.redhat.com/ubi9/ubi-minimal:9.6 AS build
RUN microdnf install -y --nodocs --setopt=install_weak_deps=0 gcc make tar gzip \
 && microdnf clean all
WORKDIR /src
COPY . .
RUN make && make install DESTDIR=/out

FROM registry.access.redhat.com/ubi9/ubi-minimal:9.6
LABEL name="example/agent" \
      vendor="Example" \
      version="2.1.0" \
      release="1" \
      summary="Agent" \
      description="Collects things"
RUN microdnf install -y --nodocs --setopt=install_weak_deps=0 openssl shadow-utils \
 && microdnf clean all \
 && useradd -r -u 1001 -g 0 -d /opt/app app
COPY --from=build --chown=1001:0 /out/ /
COPY LICENSE /licenses/
USER 1001
ENTRYPOINT ["/opt/app/bin/agent"]
