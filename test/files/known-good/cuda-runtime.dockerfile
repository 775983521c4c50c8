FROM nvidia/cuda:13.0.2-devel-ubuntu24.04 AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends cmake ninja-build \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN cmake -S . -B build -G Ninja -DCMAKE_BUILD_TYPE=Release && cmake --build build

FROM nvidia/cuda:13.0.2-runtime-ubuntu24.04
ENV NVIDIA_VISIBLE_DEVICES=all \
    NVIDIA_DRIVER_CAPABILITIES=compute,utility
COPY --from=build /src/build/infer /usr/local/bin/infer
USER 10001:10001
ENTRYPOINT ["infer"]
