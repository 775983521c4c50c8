FROM ruby:3.4-slim-bookworm AS build
ENV RAILS_ENV=production BUNDLE_DEPLOYMENT=1 BUNDLE_PATH=/usr/local/bundle BUNDLE_WITHOUT=development
RUN apt-get update && apt-get install --no-install-recommends -y build-essential git libpq-dev libvips libyaml-dev curl libjemalloc2 && rm -rf /var/lib/apt/lists/*
WORKDIR /rails
COPY Gemfile Gemfile.lock ./
RUN bundle install && rm -rf ~/.bundle/ "${BUNDLE_PATH}"/ruby/*/cache
COPY . .
RUN bundle exec bootsnap precompile app/ lib/
RUN SECRET_KEY_BASE_DUMMY=1 ./bin/rails assets:precompile
RUN groupadd --system --gid 1000 rails && useradd rails --uid 1000 --gid 1000 --create-home --shell /bin/bash && chown -R rails:rails db log storage tmp

FROM ruby:3.4-slim-bookworm
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpq5 libvips curl libjemalloc2 \
 && rm -rf /var/lib/apt/lists/*
ENV RAILS_ENV=production BUNDLE_DEPLOYMENT=1 BUNDLE_PATH=/usr/local/bundle BUNDLE_WITHOUT=development
WORKDIR /rails
COPY --from=build /usr/local/bundle /usr/local/bundle
COPY --from=build /rails /rails
COPY --chown=1000:1000 --from=build /rails/db /rails/db
COPY --chown=1000:1000 --from=build /rails/log /rails/log
COPY --chown=1000:1000 --from=build /rails/storage /rails/storage
COPY --chown=1000:1000 --from=build /rails/tmp /rails/tmp
USER 1000:1000
ENV LD_PRELOAD=libjemalloc.so.2
EXPOSE 3000
ENTRYPOINT ["/rails/bin/docker-entrypoint"]
CMD ["./bin/rails", "server"]
