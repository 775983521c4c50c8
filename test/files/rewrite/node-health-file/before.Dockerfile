FROM node:lts
WORKDIR /home/node/app
RUN chown -R node:node /home/node/app
USER node
COPY --chown=node:node package*.json ./
RUN npm ci
COPY --chown=node:node . .
RUN npm run build
ENV NODE_ENV=production
RUN mkdir -p uploads logs
VOLUME ["/home/node/app/uploads"]
EXPOSE 3000
HEALTHCHECK --interval=1m CMD node healthcheck.js
CMD ["node", "./build/index.js"]
