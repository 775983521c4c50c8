FROM elixir:1.20 AS build
ENV MIX_ENV=prod
WORKDIR /app
RUN mix local.hex --force && mix local.rebar --force
COPY mix.exs mix.lock ./
RUN mix deps.get --only prod && mix deps.compile
COPY config config
COPY lib lib
COPY priv priv
RUN mix compile && mix release

FROM debian:trixie-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates libstdc++6 libncurses6 openssl \
 && rm -rf /var/lib/apt/lists/*
ENV LANG=C.UTF-8
WORKDIR /app
COPY --chown=65532:65532 --from=build /app/_build/prod/rel/chat /app/_build/prod/rel/chat
EXPOSE 4000
USER 65532:65532
CMD ["_build/prod/rel/chat/bin/chat", "start"]
