FROM ruby:3.3-slim-bookworm
RUN apt-get update && apt-get install -y build-essential git
WORKDIR /srv/jekyll
COPY Gemfile* ./
RUN bundle install
COPY . .
EXPOSE 4000
CMD ["bundle", "exec", "jekyll", "serve", "--host", "0.0.0.0"]
