FROM node:24
WORKDIR /app
COPY package*.json ./
RUN npm ci
RUN npm install -g serve
COPY . .
RUN npm run build
EXPOSE 3000
# all addresses belong to the app
CMD ["serve", "-s", "build", "-l", "3000"]
