FROM node:24-bookworm
WORKDIR /srv
ENV NODE_ENV=production PORT=3000

# packages first, for the cache
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm \
    npm ci --include=dev

COPY . .
RUN npm run lint \
 && npm run build

EXPOSE 3000
USER node
HEALTHCHECK CMD ["node", "dist/health.js"]
CMD ["node", "--enable-source-maps", "dist/server.js"]
