FROM alpine:3.24 AS build
RUN apk add --no-cache cmake g++ make linux-headers
WORKDIR /src
COPY CMakeLists.txt .
COPY src src
RUN cmake -S . -B out -DCMAKE_BUILD_TYPE=Release && cmake --build out

FROM alpine:3.24
RUN apk add --no-cache libstdc++
WORKDIR /src
COPY --from=build /src/out/router /src/out/router
USER 65532:65532
ENTRYPOINT ["/src/out/router"]
