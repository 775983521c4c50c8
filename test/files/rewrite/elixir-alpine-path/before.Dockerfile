FROM elixir:1.20-alpine
RUN apk add --no-cache build-base git
WORKDIR /src
ENV MIX_ENV=prod LANG=C.UTF-8
COPY . .
RUN mix local.hex --force && mix local.rebar --force && mix deps.get
RUN mix release web --path /opt/web
ENV PORT=4000
CMD ["/opt/web/bin/web", "start"]
