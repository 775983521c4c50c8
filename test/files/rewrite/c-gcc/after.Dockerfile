FROM debian:trixie AS build
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY *.c *.h ./
RUN gcc -O2 -o /usr/local/bin/beacon beacon.c -lpthread

FROM gcr.io/distroless/base-debian13:nonroot
WORKDIR /src
COPY --from=build /usr/local/bin/beacon /usr/local/bin/beacon
EXPOSE 4000/udp
USER 65532:65532
CMD ["beacon"]
