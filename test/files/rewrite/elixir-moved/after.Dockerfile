FROM elixir:1.18-alpine AS build
ENV MIX_ENV=prod
RUN apk add --no-cache build-base git
WORKDIR /build
COPY . .
RUN mix local.hex --force && mix local.rebar --force && mix deps.get && mix release && mv _build/prod/rel/app /app

FROM alpine:3.24
RUN apk add --no-cache libstdc++ ncurses-libs openssl
ENV LANG=C.UTF-8
COPY --chown=65532:65532 --from=build /app /app
WORKDIR /app
EXPOSE 4000
USER 65532:65532
CMD ["/app/bin/app", "start"]
