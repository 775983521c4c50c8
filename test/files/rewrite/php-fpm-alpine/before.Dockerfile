FROM php:8.5-fpm-alpine
RUN apk add --no-cache icu-dev postgresql-dev $PHPIZE_DEPS \
 && docker-php-ext-install intl pdo_pgsql opcache \
 && mv "$PHP_INI_DIR/php.ini-production" "$PHP_INI_DIR/php.ini"
COPY --from=composer:2 /usr/bin/composer /usr/local/bin/composer
WORKDIR /srv/app
COPY . .
RUN composer install --no-dev --prefer-dist && php artisan route:cache
EXPOSE 9000
USER www-data
CMD ["php-fpm"]
