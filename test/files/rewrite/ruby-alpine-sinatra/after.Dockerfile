FROM ruby:3.4-alpine AS build
RUN apk add --no-cache build-base sqlite-dev
WORKDIR /app
COPY Gemfile* ./
RUN bundle config set path vendor/bundle && bundle install --jobs 4

FROM ruby:3.4-alpine
RUN apk add --no-cache sqlite-libs
WORKDIR /app
COPY --from=build /usr/local/bundle /usr/local/bundle
COPY --from=build /app/vendor/bundle /app/vendor/bundle
COPY . .
EXPOSE 4567
USER 65532:65532
CMD ["bundle", "exec", "ruby", "app.rb"]
