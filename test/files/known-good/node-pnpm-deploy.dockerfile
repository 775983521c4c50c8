FROM node:24-slim AS base
ENV PNPM_HOME="/pnpm"
ENV PATH="$PNPM_HOME:$PATH"
RUN corepack enable

FROM base AS build
COPY . /usr/src/app
WORKDIR /usr/src/app
RUN --mount=type=cache,id=pnpm,target=/pnpm/store pnpm install --frozen-lockfile
RUN pnpm run -r build
RUN pnpm deploy --filter=web --prod /prod/web

FROM base AS web
ENV NODE_ENV=production
COPY --from=build --chown=node:node /prod/web /prod/web
WORKDIR /prod/web
USER node
EXPOSE 8000
CMD ["node", "dist/server.js"]
