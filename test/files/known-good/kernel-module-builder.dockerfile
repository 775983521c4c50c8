FROM fedora:43 AS build
ARG KERNEL_VERSION
RUN dnf -y install gcc make "kernel-devel-${KERNEL_VERSION}" && dnf clean all
WORKDIR /src
COPY . .
RUN make KVER="${KERNEL_VERSION}"
FROM registry.fedoraproject.org/fedora-minimal:43
RUN microdnf -y install kmod && microdnf clean all
COPY --from=build /src/drv.ko /opt/drv.ko
CMD ["insmod", "/opt/drv.ko"]
