FROM ruby:3.4-alpine AS build
RUN apk add --no-cache build-base postgresql-dev
WORKDIR /app
ENV BUNDLE_DEPLOYMENT=1 BUNDLE_WITHOUT=development:test
COPY Gemfile Gemfile.lock ./
RUN bundle install --jobs 4 --retry 3 \
 && rm -rf vendor/bundle/ruby/*/cache

FROM ruby:3.4-alpine
RUN apk add --no-cache libpq tzdata
WORKDIR /app
ENV BUNDLE_DEPLOYMENT=1 BUNDLE_WITHOUT=development:test
COPY --from=build /app/vendor vendor
COPY . .
RUN adduser -D -u 10001 app
USER 10001
CMD ["bundle", "exec", "puma", "-C", "config/puma.rb"]
