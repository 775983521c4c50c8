FROM alpine:3.24
RUN apk add --no-cache cmake g++ make linux-headers
WORKDIR /src
COPY CMakeLists.txt .
COPY src src
RUN cmake -S . -B out -DCMAKE_BUILD_TYPE=Release && cmake --build out
ENTRYPOINT ["/src/out/router"]
