FROM php:8.4-apache
RUN mv "$PHP_INI_DIR/php.ini-production" "$PHP_INI_DIR/php.ini" \
 && sed -ri 's/^Listen 80$/Listen 8080/' /etc/apache2/ports.conf \
 && sed -ri 's/:80>/:8080>/' /etc/apache2/sites-available/000-default.conf \
 && a2enmod rewrite headers
COPY --chown=www-data:www-data public/ /var/www/html/
USER www-data
EXPOSE 8080
