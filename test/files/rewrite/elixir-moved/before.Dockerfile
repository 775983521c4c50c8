FROM elixir:1.18-alpine
ENV MIX_ENV=prod
RUN apk add --no-cache build-base git
WORKDIR /build
COPY . .
RUN mix local.hex --force && mix local.rebar --force && mix deps.get && mix release && mv _build/prod/rel/app /app
WORKDIR /app
EXPOSE 4000
CMD ["/app/bin/app", "start"]
