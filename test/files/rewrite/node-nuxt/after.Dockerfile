FROM node:24-slim AS build
WORKDIR /srv
COPY . .
RUN npm ci
RUN npm run build

FROM node:24-slim
WORKDIR /srv
COPY --from=build /srv/.output /srv/.output
ENV HOST=0.0.0.0
EXPOSE 3000
USER 1000:1000
CMD ["node", ".output/server/index.mjs"]
