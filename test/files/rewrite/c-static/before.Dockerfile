FROM gcc:16
COPY . /usr/src/tick
WORKDIR /usr/src/tick
RUN gcc -static -O2 -o tick main.c
CMD ["./tick"]
