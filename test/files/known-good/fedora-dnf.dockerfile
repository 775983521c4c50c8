FROM fedora:43
RUN --mount=type=cache,target=/var/cache/libdnf5 \
    dnf -y --setopt=install_weak_deps=False --setopt=keepcache=True --nodocs install \
      httpd \
      mod_ssl
RUN sed -i 's/^Listen 80$/Listen 8080/' /etc/httpd/conf/httpd.conf \
 && chown -R apache:0 /run/httpd /var/log/httpd \
 && chmod -R g=u /run/httpd /var/log/httpd
USER 48
EXPOSE 8080
STOPSIGNAL SIGWINCH
CMD ["httpd", "-DFOREGROUND"]
