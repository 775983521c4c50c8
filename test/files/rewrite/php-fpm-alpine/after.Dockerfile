FROM php:8.5-fpm-alpine AS build
RUN apk add --no-cache icu-dev postgresql-dev $PHPIZE_DEPS \
 && docker-php-ext-install intl pdo_pgsql opcache \
 && mv "$PHP_INI_DIR/php.ini-production" "$PHP_INI_DIR/php.ini"
COPY --from=composer:2 /usr/bin/composer /usr/local/bin/composer
WORKDIR /srv/app
COPY . .
RUN composer install --no-dev --prefer-dist && php artisan route:cache

FROM php:8.5-fpm-alpine
RUN apk add --no-cache icu-libs libpq
WORKDIR /srv/app
COPY --from=build /usr/local/lib/php/extensions /usr/local/lib/php/extensions
COPY --from=build /usr/local/etc/php /usr/local/etc/php
COPY --from=build /srv/app /srv/app
EXPOSE 9000
USER 82:82
CMD ["php-fpm"]
