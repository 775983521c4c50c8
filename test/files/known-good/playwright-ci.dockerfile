FROM mcr.microsoft.com/playwright:v1.56.1-noble
WORKDIR /work
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
USER pwuser
CMD ["npx", "playwright", "test"]
