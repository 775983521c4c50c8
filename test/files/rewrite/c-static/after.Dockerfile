FROM gcc:16 AS build
COPY . /usr/src/tick
WORKDIR /usr/src/tick
RUN gcc -static -O2 -o tick main.c

FROM gcr.io/distroless/static-debian13:nonroot
WORKDIR /usr/src/tick
COPY --from=build /usr/src/tick/tick /usr/src/tick/tick
USER 65532:65532
CMD ["./tick"]
