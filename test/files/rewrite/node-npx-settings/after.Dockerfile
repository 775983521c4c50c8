FROM node:20-slim AS build
WORKDIR /app
COPY package.json package-lock.json tsconfig.json ./
RUN npm ci
COPY src/ ./src/
COPY config.json openapi.yaml ./
RUN npx tsc
RUN npm prune --production

FROM node:20-slim
WORKDIR /app
COPY --from=build /app/package.json /app/package.json
COPY --from=build /app/node_modules /app/node_modules
COPY --from=build /app/dist /app/dist
COPY --from=build /app/config.json /app/config.json
COPY --from=build /app/openapi.yaml /app/openapi.yaml
USER 1000:1000
CMD ["node", "dist/index.js"]
