FROM node:18-alpine AS build
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
RUN yarn install --production --frozen-lockfile --ignore-scripts --prefer-offline

FROM node:18-alpine
RUN apk add --no-cache tini
COPY --chown=1000:1000 --from=build /app/package.json /app/package.json
COPY --chown=1000:1000 --from=build /app/node_modules /app/node_modules
COPY --chown=1000:1000 --from=build /app/dist /app/dist
COPY --chown=1000:1000 --from=build /app/views /app/views
COPY --chown=1000:1000 --from=build /app/public /app/public
COPY --chown=1000:1000 --from=build /app/locales /app/locales
WORKDIR /app
USER 1000:1000
ENV NODE_ENV production
EXPOSE 8080
ENTRYPOINT ["/sbin/tini", "--"]
CMD ["node", "dist/server.js"]
