ARG ELIXIR_VERSION=1.17.3
ARG OTP_VERSION=27.1.2
ARG DEBIAN_VERSION=bookworm-20241016-slim
FROM hexpm/elixir:${ELIXIR_VERSION}-erlang-${OTP_VERSION}-debian-${DEBIAN_VERSION} AS build
RUN apt-get update -y && apt-get install -y build-essential git locales && apt-get clean
RUN sed -i '/en_US.UTF-8/s/^# //g' /etc/locale.gen && locale-gen
ENV LANG en_US.UTF-8
WORKDIR /app
ENV MIX_ENV="prod"
RUN mix local.hex --force && mix local.rebar --force
COPY mix.exs mix.lock ./
RUN mix deps.get --only $MIX_ENV
COPY . .
RUN mix compile
RUN mix release

FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates libstdc++6 libncurses6 openssl \
 && rm -rf /var/lib/apt/lists/*
ENV LANG=en_US.UTF-8
WORKDIR /app
COPY --chown=65532:65532 --from=build /app/_build/prod/rel/chat /app/_build/prod/rel/chat
COPY --from=build /usr/lib/locale /usr/lib/locale
USER 65532:65532
CMD ["/app/_build/prod/rel/chat/bin/server"]
