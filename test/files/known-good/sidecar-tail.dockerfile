FROM busybox:1.37-musl
USER 65534:65534
CMD ["tail", "-F", "/var/log/app/app.log"]
