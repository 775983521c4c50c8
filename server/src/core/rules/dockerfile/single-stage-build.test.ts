import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './single-stage-build.js';

const start = 'CMD ["/app"]\n';

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'go build',
    `FROM golang:1.27\nRUN «go build» -o /app ./cmd\n${start}`,
    '"go build" runs in the stage that ships, compilers and sources with it: build in a stage before it',
    {
      severity: 'warning',
      equivalents: ['tally:prefer-multi-stage-build', 'cis-docker-1.6:4.3'],
    },
  );
  flags('flags in between', `FROM golang:1.27\nRUN CGO_ENABLED=0 «go -C cmd build» -o /app\n${start}`);
  flags('cargo', `FROM rust:1.98\nRUN «cargo build» --release\n${start}`);
  flags('maven', 'FROM maven:3.9-eclipse-temurin-21\nRUN «mvn -B package»\nCMD ["java", "-jar", "app.jar"]\n', { severity: 'warning' });
  flags('gradle by its wrapper', 'FROM eclipse-temurin:21-jdk\nRUN «./gradlew :web:bootJar»\nCMD ["java", "-jar", "app.jar"]\n');
  flags(
    'dotnet',
    'FROM mcr.microsoft.com/dotnet/sdk:10.0\nRUN «dotnet publish» -c Release -o /out\nENTRYPOINT ["dotnet", "/out/app.dll"]\n',
  );
  flags(
    'make with a compiler installed',
    `FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y build-essential\nRUN ./configure && «make» && make install\n${start}`,
  );
  flags('make behind configure', `FROM example.com/acme/base:1.0\nRUN ./configure && «make»\n${start}`);
  flags('bazel', `FROM example.com/acme/bazel:1.0\nRUN «bazel build» //web\n${start}`);
  flags('cmake', `FROM gcc:16\nRUN cmake -B out && «cmake» --build out\n${start}`);
  flags('a compiler itself', `FROM gcc:16\nRUN «gcc» -o /app main.c\n${start}`);
  flags('haskell, swift, elixir', `FROM swift:6.2\nRUN «swift build» -c release\n${start}`);
  flags('stack', `FROM haskell:9\nRUN «stack install»\n${start}`);
  flags('mix', 'FROM elixir:1.20\nRUN MIX_ENV=prod «mix release»\nCMD ["bin/web", "start"]\n');
  flags(
    'npm run build, as an info',
    'FROM node:24\nRUN npm ci && «npm run build»\nCMD ["node", "dist/main.js"]\n',
    /its tools and sources with it/,
    { severity: 'info' },
  );
  flags('yarn build and tsc', 'FROM node:24\nRUN «yarn build»\nRUN npx tsc -p .\nCMD ["node", "dist/main.js"]\n', { severity: 'info' });
  flags('npx tsc', 'FROM node:24\nRUN «npx tsc»\nCMD ["node", "dist/main.js"]\n');
  flags('composer', 'FROM php:8.5-apache\nRUN «composer install» --no-dev\n', { severity: 'info' });
  flags(
    'bundle with a compiler installed',
    'FROM ruby:3.4-slim\nRUN apt-get update && apt-get install -y build-essential\nRUN «bundle install»\nCMD ["bin/rails", "server"]\n',
    { severity: 'info' },
  );
  flags(
    'pip wheel with a compiler installed',
    'FROM python:3.14-slim\nRUN apt-get update && apt-get install -y gcc && «pip wheel» -r requirements.txt\nCMD ["python", "-m", "web"]\n',
    { severity: 'info' },
  );
  flags(
    'setup.py with a compiler installed',
    'FROM python:3.14-alpine\nRUN apk add --no-cache gcc musl-dev\nRUN «python3 setup.py install»\nCMD ["python", "-m", "web"]\n',
    { severity: 'info' },
  );
  flags('the compiler before the bundler', `FROM golang:1.27\nRUN npm run build\nRUN «go build» -o /app\n${start}`, {
    severity: 'warning',
  });
  flags('a stage that the final one is built on', `FROM golang:1.27 AS base\nRUN «go build» -o /app\nFROM base\n${start}`);
  flags('a heredoc and sh -c', `FROM golang:1.27\nRUN <<EOF\nset -e\ncd cmd\n«go build» -o /app\nEOF\n${start}`);
  flags('the string of an exec form', `FROM golang:1.27\nRUN ["sh", "-c", "«go build» -o /app"]\n${start}`);
  flags(
    'tools removed in a later RUN',
    `FROM alpine:3.24\nRUN apk add --no-cache --virtual .build gcc musl-dev make\nRUN «make» install\nRUN apk del .build\n${start}`,
  );
  flags(
    'an image chosen to be an app',
    'FROM golang:1.27 AS dev\nRUN «go build» -o /app\n',
    { severity: 'warning' },
    { options: { imageKind: 'app' } },
  );

  passes('ONBUILD beside a build', `FROM golang:1.27\nRUN go build -o /app\nONBUILD COPY . .\n${start}`);
  passes(
    'a stage of its own',
    `FROM golang:1.27 AS build\nRUN go build -o /app\nFROM debian:trixie-slim\nCOPY --from=build /app /app\n${start}`,
  );
  passes('an install that only fetches', 'FROM node:24\nRUN npm ci --omit=dev\nCMD ["node", "server.js"]\n');
  passes('pip install', 'FROM python:3.14-slim\nRUN pip install -r requirements.txt\nCMD ["python", "-m", "web"]\n');
  passes(
    'tools installed and removed in one RUN',
    `FROM alpine:3.24\nRUN apk add --no-cache --virtual .build gcc musl-dev make && make install && apk del .build\n${start}`,
  );
  passes(
    'tools purged in one RUN',
    `FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y gcc make && make install && apt-get purge -y --auto-remove gcc make\n${start}`,
  );
  passes('make without a compiler', `FROM alpine:3.24\nRUN apk add --no-cache make && make install\n${start}`);
  passes('make clean', `FROM gcc:16\nRUN make clean\n${start}`);
  passes('only a version', `FROM golang:1.27\nRUN go version && gcc --version && mvn -version\n${start}`);
  passes('only the configuration of cmake', `FROM gcc:16\nRUN cmake -B out\n${start}`);
  passes('tests', 'FROM golang:1.27\nRUN go test ./...\nCMD ["/app"]\n');
  passes('an image others build on', 'FROM golang:1.27\nRUN go install example.com/tool@v1.2.3\n');
  passes('ONBUILD', `FROM golang:1.27\nONBUILD COPY . .\nONBUILD RUN go build -o /app\n${start}`);
  passes('a stage for development', 'FROM golang:1.27 AS dev\nRUN go build -o /app\nCMD ["/app"]\n');
  passes('a stage for tests', 'FROM golang:1.27 AS test\nRUN go build ./...\nCMD ["go", "test", "./..."]\n');
  passes('a file for development', 'FROM golang:1.27\nRUN go build -o /app\nCMD ["/app"]\n', { path: 'web/Dockerfile.dev' });
  passes('a dev container', 'FROM golang:1.27\nRUN go install example.com/tool@v1.2.3\nCMD ["/app"]\n', {
    path: '.devcontainer/Dockerfile',
  });
  passes('a language that is not asked for', `FROM golang:1.27\nRUN go build -o /app\n${start}`, { options: { languages: ['rust'] } });
  passes('a shell to work in', 'FROM golang:1.27\nRUN go install example.com/tool@v1.2.3\nCMD ["bash"]\n');
  passes('a program only named like one', 'FROM alpine:3.24\nRUN echo go build\nCMD ["/app"]\n');

  flags(
    'a whole file',
    `# syntax=docker/dockerfile:1
FROM node:24-bookworm
WORKDIR /srv
ENV NODE_ENV=production

# packages first, for the cache
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm \\
    npm ci --include=dev

COPY . .
RUN npm run lint \\
 && «npm run build:server» \\
 && npm prune --omit=dev

EXPOSE 3000
USER 1000:1000
CMD ["node", "dist/server.js"]
`,
    /"npm run build:server"|"npm build:server"/,
  );
});
