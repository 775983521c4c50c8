# syntax=docker/dockerfile:1
ARG PROTOC_IMAGE=namely/protoc-all:1.51_2
FROM ${PROTOC_IMAGE} AS protoc
FROM node:24-slim AS gen
WORKDIR /gen
COPY --from=protoc /usr/local/bin/protoc /usr/local/bin/protoc
COPY proto proto
RUN mkdir -p out && protoc --js_out=out proto/*.proto
FROM scratch AS artifact
COPY --from=gen /gen/out /
