FROM ruby:3.3-slim-bookworm AS build
RUN apt-get update && apt-get install -y build-essential git
WORKDIR /srv/jekyll
COPY Gemfile* ./
RUN bundle install

FROM ruby:3.3-slim-bookworm
COPY --from=build /usr/local/bundle /usr/local/bundle
COPY --chown=65532:65532 --from=build /srv/jekyll /srv/jekyll
WORKDIR /srv/jekyll
COPY --chown=65532:65532 . .
EXPOSE 4000
USER 65532:65532
CMD ["bundle", "exec", "jekyll", "serve", "--host", "0.0.0.0"]
