FROM node:24-slim
WORKDIR /srv
COPY . .
RUN npm ci
RUN npm run build
ENV HOST=0.0.0.0
EXPOSE 3000
CMD ["node", ".output/server/index.mjs"]
