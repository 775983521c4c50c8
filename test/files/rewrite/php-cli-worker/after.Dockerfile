FROM php:8.5-cli AS build
COPY --from=composer:2 /usr/bin/composer /usr/bin/composer
WORKDIR /app
COPY composer.* ./
RUN composer install --no-dev

FROM php:8.5-cli
WORKDIR /app
COPY --from=build /app/vendor /app/vendor
COPY . .
CMD ["php", "bin/worker.php"]
