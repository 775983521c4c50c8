FROM node:24-slim AS build
ENV PNPM_HOME=/pnpm
ENV PUPPETEER_SKIP_DOWNLOAD=1
RUN corepack enable && apt-get update && apt-get install -y --no-install-recommends chromium dumb-init && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json pnpm-lock.yaml ./
RUN pnpm install --frozen-lockfile
COPY . .
RUN pnpm run build
RUN pnpm prune --prod

FROM node:24-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends chromium dumb-init \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app/package.json /app/package.json
COPY --from=build /app/node_modules /app/node_modules
COPY --from=build /app/dist /app/dist
EXPOSE 3000
USER 1000:1000
ENTRYPOINT ["dumb-init", "--"]
CMD ["node", "dist/index.js"]
