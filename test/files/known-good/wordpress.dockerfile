FROM wordpress:6.8-php8.4-fpm-alpine
COPY --chown=www-data:www-data wp-content/themes/shop /usr/src/wordpress/wp-content/themes/shop
COPY --chmod=0644 uploads.ini $PHP_INI_DIR/conf.d/
USER www-data
