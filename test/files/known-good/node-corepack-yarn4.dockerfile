FROM node:24-alpine AS deps
WORKDIR /app
RUN corepack enable && corepack prepare yarn@4.11.0 --activate
COPY .yarnrc.yml package.json yarn.lock ./
COPY .yarn ./.yarn
RUN --mount=type=cache,target=/root/.yarn/berry/cache yarn workspaces focus --production
FROM node:24-alpine
ENV NODE_ENV=production
WORKDIR /app
COPY --from=deps --chown=node:node /app/node_modules ./node_modules
COPY --chown=node:node . .
USER node
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=2s --retries=3 CMD wget -qO- http://127.0.0.1:3000/healthz || exit 1
CMD ["node", "--enable-source-maps", "server.js"]
