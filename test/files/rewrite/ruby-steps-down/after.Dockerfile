FROM ruby:3.3-slim-bookworm AS build
RUN apt-get update && apt-get install -y build-essential gosu libpq-dev
RUN groupadd -r app && useradd -r -g app app
WORKDIR /app
COPY . .
RUN bundle install && chown -R app:app /app/tmp

FROM ruby:3.3-slim-bookworm
RUN apt-get update \
 && apt-get install -y --no-install-recommends gosu libpq5 \
 && rm -rf /var/lib/apt/lists/*
RUN groupadd -r app \
 && useradd -r -g app app
WORKDIR /app
COPY --from=build /usr/local/bundle /usr/local/bundle
COPY --from=build /app /app
COPY --chown=app:app --from=build /app/tmp /app/tmp
ENTRYPOINT ["/app/entrypoint.sh"]
CMD ["bin/rails", "s"]
