FROM node:24-slim
ENV PNPM_HOME=/pnpm
ENV PUPPETEER_SKIP_DOWNLOAD=1
RUN corepack enable && apt-get update && apt-get install -y --no-install-recommends chromium dumb-init && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json pnpm-lock.yaml ./
RUN pnpm install --frozen-lockfile
COPY . .
RUN pnpm run build
EXPOSE 3000
ENTRYPOINT ["dumb-init", "--"]
CMD ["node", "dist/index.js"]
