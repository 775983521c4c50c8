FROM debian:trixie
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY *.c *.h ./
RUN gcc -O2 -o /usr/local/bin/beacon beacon.c -lpthread
EXPOSE 4000/udp
CMD ["beacon"]
