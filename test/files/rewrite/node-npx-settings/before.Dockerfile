FROM node:20-slim
WORKDIR /app
COPY package.json package-lock.json tsconfig.json ./
RUN npm ci
COPY src/ ./src/
COPY config.json openapi.yaml ./
RUN npx tsc
RUN npm prune --production
USER node
CMD ["node", "dist/index.js"]
