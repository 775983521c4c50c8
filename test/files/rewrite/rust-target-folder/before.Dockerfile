FROM rust:1.90-slim-bookworm
ARG BIN=relay
ENV CARGO_TARGET_DIR=/tmp/target
RUN apt-get update -qq && apt-get install -qqy --no-install-recommends clang mold cmake && apt-get clean
WORKDIR /code
COPY . .
RUN cargo build --release --bin ${BIN} && mv /tmp/target/release/${BIN} /usr/local/bin/relay
RUN useradd --uid 2000 --no-create-home relay && install -d -o relay -g relay /var/lib/relay
USER relay:relay
VOLUME /var/lib/relay
EXPOSE 4000/tcp 4001/udp
ENTRYPOINT ["relay"]
