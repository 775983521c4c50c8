FROM node:24-alpine

# native modules
RUN apk add --no-cache python3 make g++

WORKDIR /usr/src/app
COPY package.json yarn.lock ./
RUN yarn install --frozen-lockfile
COPY . .
RUN yarn build
ENV NODE_ENV=production
EXPOSE 4000
CMD ["node", "dist/main"]
