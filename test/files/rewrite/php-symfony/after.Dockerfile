FROM php:8.3-apache-bookworm AS build
RUN apt-get update && apt-get install -y libicu-dev libpq-dev unzip git \
 && docker-php-ext-install intl pdo_pgsql opcache && pecl install apcu && docker-php-ext-enable apcu
RUN a2enmod rewrite && sed -i 's#/var/www/html#/var/www/html/public#g' /etc/apache2/sites-available/000-default.conf
RUN mv "$PHP_INI_DIR/php.ini-production" "$PHP_INI_DIR/php.ini"
COPY --from=composer:2 /usr/bin/composer /usr/bin/composer
ENV COMPOSER_ALLOW_SUPERUSER=1 APP_ENV=prod
COPY . /var/www/html
RUN composer install --no-dev --optimize-autoloader && php bin/console cache:warmup
RUN chown -R www-data:www-data var

FROM php:8.3-apache-bookworm
RUN apt-get update \
 && apt-get install -y --no-install-recommends libicu72 libpq5 \
 && rm -rf /var/lib/apt/lists/*
ENV APP_ENV=prod
COPY --from=build /usr/local/lib/php/extensions /usr/local/lib/php/extensions
COPY --from=build /usr/local/etc/php /usr/local/etc/php
COPY --from=build /etc/apache2 /etc/apache2
COPY --from=build /var/www/html /var/www/html
COPY --chown=33:33 --from=build /var/www/html/var /var/www/html/var
