FROM squidfunk/mkdocs-material:9.7.0 AS docs
WORKDIR /docs
COPY mkdocs.yml ./
COPY docs docs
RUN mkdocs build --strict

FROM nginxinc/nginx-unprivileged:1.29-alpine-slim
COPY --from=docs /docs/site /usr/share/nginx/html
