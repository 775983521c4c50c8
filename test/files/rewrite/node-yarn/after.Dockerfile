FROM node:24-alpine AS build

# native modules
RUN apk add --no-cache python3 make g++

WORKDIR /usr/src/app
COPY package.json yarn.lock ./
RUN yarn install --frozen-lockfile
COPY . .
RUN yarn build
RUN yarn install --production --frozen-lockfile --ignore-scripts --prefer-offline

FROM node:24-alpine
WORKDIR /usr/src/app
COPY --from=build /usr/src/app/package.json /usr/src/app/package.json
COPY --from=build /usr/src/app/node_modules /usr/src/app/node_modules
COPY --from=build /usr/src/app/dist /usr/src/app/dist
ENV NODE_ENV=production
EXPOSE 4000
USER 1000:1000
CMD ["node", "dist/main"]
