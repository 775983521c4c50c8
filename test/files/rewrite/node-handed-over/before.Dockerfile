FROM node:18-alpine
RUN apk add --no-cache python3 make g++ tini
WORKDIR /app
COPY package.json yarn.lock tsconfig.json ./
RUN yarn --frozen-lockfile
COPY src ./src
COPY views ./views
COPY public ./public
COPY locales ./locales
RUN yarn build
RUN chown -R node:node /app
USER node
ENV NODE_ENV production
EXPOSE 8080
ENTRYPOINT ["/sbin/tini", "--"]
CMD ["node", "dist/server.js"]
