FROM node:lts AS build
WORKDIR /home/node/app
RUN chown -R node:node /home/node/app
USER node
COPY --chown=node:node package*.json ./
RUN npm ci
COPY --chown=node:node . .
RUN npm run build
ENV NODE_ENV=production
RUN mkdir -p uploads logs
RUN npm prune --omit=dev

FROM node:lts-slim
ENV NODE_ENV=production
WORKDIR /home/node/app
COPY --from=build /home/node/app/package.json /home/node/app/package.json
COPY --from=build /home/node/app/node_modules /home/node/app/node_modules
COPY --from=build /home/node/app/build /home/node/app/build
COPY --from=build /home/node/app/healthcheck.js /home/node/app/healthcheck.js
COPY --chown=1000:1000 --from=build /home/node/app/uploads /home/node/app/uploads
COPY --chown=1000:1000 --from=build /home/node/app/logs /home/node/app/logs
VOLUME ["/home/node/app/uploads"]
EXPOSE 3000
HEALTHCHECK --interval=1m CMD node healthcheck.js
USER 1000:1000
CMD ["node", "./build/index.js"]
