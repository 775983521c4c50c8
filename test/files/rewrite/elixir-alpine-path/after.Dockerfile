FROM elixir:1.20-alpine AS build
RUN apk add --no-cache build-base git
WORKDIR /src
ENV MIX_ENV=prod LANG=C.UTF-8
COPY . .
RUN mix local.hex --force && mix local.rebar --force && mix deps.get
RUN mix release web --path /opt/web

FROM alpine:3.24
RUN apk add --no-cache libstdc++ ncurses-libs openssl
ENV LANG=C.UTF-8
WORKDIR /src
COPY --chown=65532:65532 --from=build /opt/web /opt/web
ENV PORT=4000
USER 65532:65532
CMD ["/opt/web/bin/web", "start"]
