FROM php:8.5-apache-trixie
RUN apt-get update && apt-get install -y --no-install-recommends git unzip libzip-dev libpng-dev \
    && docker-php-ext-install zip gd pdo_mysql \
    && a2enmod rewrite \
    && rm -rf /var/lib/apt/lists/*
COPY --from=composer:2 /usr/bin/composer /usr/bin/composer
WORKDIR /var/www/html
COPY composer.json composer.lock ./
RUN composer install --no-dev --no-scripts --optimize-autoloader
# the rest of the site
COPY . .
EXPOSE 80
