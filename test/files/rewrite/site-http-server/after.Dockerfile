FROM node:24-alpine AS build
WORKDIR /site
ENV CI=true
COPY . .
RUN yarn install --frozen-lockfile && yarn build

FROM nginxinc/nginx-unprivileged:1.30-alpine
COPY --from=build /site/dist /usr/share/nginx/html
EXPOSE 8080
HEALTHCHECK CMD wget -qO- http://127.0.0.1:8080/ || exit 1
LABEL com.example.team="docs"
USER 101:101
COPY <<'EOF' /etc/nginx/conf.d/default.conf
server {
    listen 8080;
    root /usr/share/nginx/html;
    location / {
        try_files $uri $uri.html $uri/ =404;
    }
}
EOF
