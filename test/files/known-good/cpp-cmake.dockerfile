FROM debian:trixie AS build
RUN apt-get update && apt-get install -y --no-install-recommends \
        build-essential \
        ca-certificates \
        cmake \
        git \
        libssl-dev \
        ninja-build \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY CMakeLists.txt ./
COPY cmake cmake
COPY src src
RUN cmake -S . -B /build -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo \
 && cmake --build /build \
 && ctest --test-dir /build --output-on-failure \
 && cmake --install /build --prefix /opt/app --strip

FROM gcr.io/distroless/cc-debian13:nonroot
COPY --from=build /usr/lib/*-linux-gnu/libssl.so.3 /usr/lib/*-linux-gnu/libcrypto.so.3 /usr/lib/
COPY --from=build /opt/app/ /usr/
ENTRYPOINT ["/usr/bin/app"]
