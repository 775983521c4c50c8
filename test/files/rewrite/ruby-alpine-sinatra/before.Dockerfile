FROM ruby:3.4-alpine
RUN apk add --no-cache build-base sqlite-dev
WORKDIR /app
COPY Gemfile* ./
RUN bundle config set path vendor/bundle && bundle install --jobs 4
COPY . .
EXPOSE 4567
CMD ["bundle", "exec", "ruby", "app.rb"]
