FROM node:24-alpine AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:24-alpine
ENV NEXT_TELEMETRY_DISABLED=1
WORKDIR /app
COPY --from=build /app/.next/standalone /app/.next/standalone
EXPOSE 3000
ENV HOSTNAME=0.0.0.0
USER 1000:1000
CMD ["node", ".next/standalone/server.js"]
