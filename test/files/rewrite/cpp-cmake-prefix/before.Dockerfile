FROM ubuntu:24.04
ARG DEBIAN_FRONTEND=noninteractive
RUN apt-get update && apt-get install -y build-essential cmake ninja-build libssl-dev libyaml-cpp-dev
COPY . /src
RUN cmake -S /src -B /build -G Ninja -DCMAKE_INSTALL_PREFIX=/opt/router \
 && cmake --build /build \
 && cmake --install /build
ENV PATH=/opt/router/bin:$PATH
EXPOSE 8443
CMD ["router", "--config", "/opt/router/etc/router.yaml"]
