FROM node:24-alpine
WORKDIR /site
ENV CI=true
COPY . .
RUN yarn install --frozen-lockfile && yarn build
EXPOSE 8080
HEALTHCHECK CMD wget -qO- http://127.0.0.1:8080/ || exit 1
LABEL com.example.team="docs"
CMD npx http-server dist -p 8080
