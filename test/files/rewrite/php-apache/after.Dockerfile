FROM php:8.5-apache-trixie AS build
RUN apt-get update && apt-get install -y --no-install-recommends git unzip libzip-dev libpng-dev \
    && docker-php-ext-install zip gd pdo_mysql \
    && a2enmod rewrite \
    && rm -rf /var/lib/apt/lists/*
COPY --from=composer:2 /usr/bin/composer /usr/bin/composer
WORKDIR /var/www/html
COPY composer.json composer.lock ./
RUN composer install --no-dev --no-scripts --optimize-autoloader

FROM php:8.5-apache-trixie
RUN apt-get update \
 && apt-get install -y --no-install-recommends libzip5 libpng16-16t64 \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /var/www/html
COPY --from=build /usr/local/lib/php/extensions /usr/local/lib/php/extensions
COPY --from=build /usr/local/etc/php /usr/local/etc/php
COPY --from=build /etc/apache2 /etc/apache2
COPY --from=build /var/www/html/vendor /var/www/html/vendor
# the rest of the site
COPY . .
EXPOSE 80
