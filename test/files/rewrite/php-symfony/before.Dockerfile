FROM php:8.3-apache-bookworm
RUN apt-get update && apt-get install -y libicu-dev libpq-dev unzip git \
 && docker-php-ext-install intl pdo_pgsql opcache && pecl install apcu && docker-php-ext-enable apcu
RUN a2enmod rewrite && sed -i 's#/var/www/html#/var/www/html/public#g' /etc/apache2/sites-available/000-default.conf
RUN mv "$PHP_INI_DIR/php.ini-production" "$PHP_INI_DIR/php.ini"
COPY --from=composer:2 /usr/bin/composer /usr/bin/composer
ENV COMPOSER_ALLOW_SUPERUSER=1 APP_ENV=prod
COPY . /var/www/html
RUN composer install --no-dev --optimize-autoloader && php bin/console cache:warmup
RUN chown -R www-data:www-data var
