FROM node:24-bookworm-slim AS base
WORKDIR /app
COPY package.json yarn.lock ./
RUN yarn install --frozen-lockfile --non-interactive && yarn cache clean

FROM base AS test
COPY . .
RUN yarn lint && yarn test --ci

FROM base AS build
COPY tsconfig.json ./
COPY src ./src
RUN yarn build

FROM base AS prod-deps
RUN yarn install --frozen-lockfile --production --non-interactive && yarn cache clean

FROM gcr.io/distroless/nodejs24-debian13:nonroot
WORKDIR /app
COPY --from=prod-deps /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
CMD ["dist/index.js"]
