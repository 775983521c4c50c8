FROM ubuntu:24.04 AS build
RUN apt-get update && apt-get install -y g++ cmake ninja-build libboost-system-dev libboost-program-options-dev libspdlog-dev libssl-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN cmake -S . -B build -G Ninja -DCMAKE_BUILD_TYPE=Release && cmake --build build && cmake --install build

FROM ubuntu:24.04
RUN apt-get update \
 && apt-get install -y --no-install-recommends libboost-system1.83.0 libboost-program-options1.83.0 libspdlog1.12 libssl3t64 \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY --from=build /usr/local /usr/local
RUN ldconfig
COPY etc/matcher.conf /etc/matcher.conf
ENV LD_LIBRARY_PATH=/usr/local/lib
EXPOSE 7001
USER 65532:65532
CMD ["matcher", "--config=/etc/matcher.conf"]
