FROM ruby:3.3-slim-bookworm
RUN apt-get update && apt-get install -y build-essential gosu libpq-dev
RUN groupadd -r app && useradd -r -g app app
WORKDIR /app
COPY . .
RUN bundle install && chown -R app:app /app/tmp
ENTRYPOINT ["/app/entrypoint.sh"]
CMD ["bin/rails", "s"]
