FROM ubuntu:24.04 AS build
ARG DEBIAN_FRONTEND=noninteractive
RUN apt-get update && apt-get install -y build-essential cmake ninja-build libssl-dev libyaml-cpp-dev
COPY . /src
RUN cmake -S /src -B /build -G Ninja -DCMAKE_INSTALL_PREFIX=/opt/router \
 && cmake --build /build \
 && cmake --install /build

FROM ubuntu:24.04
RUN apt-get update \
 && apt-get install -y --no-install-recommends libssl3t64 libyaml-cpp0.8 \
 && rm -rf /var/lib/apt/lists/*
COPY --from=build /opt/router /opt/router
ENV PATH=/opt/router/bin:$PATH
EXPOSE 8443
USER 65532:65532
CMD ["router", "--config", "/opt/router/etc/router.yaml"]
