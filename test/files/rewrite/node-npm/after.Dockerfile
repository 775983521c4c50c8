FROM node:24-bookworm AS build
WORKDIR /srv
ENV NODE_ENV=production PORT=3000

# packages first, for the cache
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm \
    npm ci --include=dev

COPY . .
RUN npm run lint \
 && npm run build

RUN npm prune --omit=dev

FROM node:24-bookworm-slim
ENV NODE_ENV=production PORT=3000
WORKDIR /srv
COPY --from=build /srv/package.json /srv/package.json
COPY --from=build /srv/node_modules /srv/node_modules
COPY --from=build /srv/dist /srv/dist
EXPOSE 3000
USER 1000:1000
HEALTHCHECK CMD ["node", "dist/health.js"]
CMD ["node", "--enable-source-maps", "dist/server.js"]
