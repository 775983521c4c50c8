import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './named-user.js';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'a name whose number is not known',
    'FROM alpine:3.24\nUSER «app»\nCMD ["/app"]\n',
    'Kubernetes cannot tell whether "app" is root, so runAsNonRoot refuses this image: write its number',
    {
      severity: 'info',
      equivalents: ['hadolint:DL3066'],
    },
  );
  flags('a name with a group', 'FROM alpine:3.24\nUSER «app:app»\nCMD ["/app"]\n', /"app:app"/);
  flags('a quoted name', 'FROM alpine:3.24\nUSER «"app"»\nCMD ["/app"]\n');
  flags('a name by the default of an ARG, which hadolint lets pass', 'FROM alpine:3.24\nARG APP=app\nUSER «$APP»\nCMD ["/app"]\n', {
    equivalents: [],
  });
  flags('the name that comes down a stage', 'FROM node:24-slim AS Base\nUSER «node»\nFROM base\nCMD ["server.js"]\n', /write "1000"/);
  flags('the name a base image runs as', 'FROM «haproxy:3.2»\nCOPY haproxy.cfg /usr/local/etc/haproxy/\n', /runs as "haproxy"/, {
    equivalents: [],
  });

  flags('a piece of a file', 'USER «app»\n');
  passes('a number', 'FROM alpine:3.24\nUSER 10001\nCMD ["/app"]\n');
  passes('a number with a group by name', 'FROM alpine:3.24\nUSER 10001:app\nCMD ["/app"]\n');
  passes('root, which has a finding of its own', 'FROM alpine:3.24\nUSER root\nCMD ["/app"]\n');
  passes('a variable with a number', 'FROM alpine:3.24\nARG UID=10001\nUSER ${UID}\nCMD ["/app"]\n');
  passes('a variable without default', 'FROM alpine:3.24\nARG APP\nUSER $APP\nCMD ["/app"]\n');
  passes('the variable of dotnet', 'FROM mcr.microsoft.com/dotnet/aspnet:10.0\nUSER $APP_UID\nENTRYPOINT ["dotnet", "app.dll"]\n');
  passes('Windows', 'FROM mcr.microsoft.com/windows/servercore:ltsc2025\nUSER ContainerUser\nCMD ["app.exe"]\n');
  passes('a name in a stage that does not ship', 'FROM alpine:3.24 AS build\nUSER app\nFROM alpine:3.24\nUSER 10001\nCMD ["/app"]\n');
  passes('a name that a later USER replaces', 'FROM alpine:3.24\nUSER app\nRUN true\nUSER 10001\nCMD ["/app"]\n');
  passes('a base image with a number', 'FROM cgr.dev/chainguard/static:latest\nCMD ["/app"]\n');

  fixes(
    'by the number in useradd',
    'Run as 10001',
    'FROM debian:trixie-slim\nRUN groupadd -g 10001 app && useradd -r -u10001 -g app app\nUSER app\nCMD ["/app"]\n',
    'FROM debian:trixie-slim\nRUN groupadd -g 10001 app && useradd -r -u10001 -g app app\nUSER 10001\nCMD ["/app"]\n',
  );
  fixes(
    'and keeps the group',
    'Run as 10001:staff',
    'FROM debian:trixie-slim\nRUN adduser --system --uid=10001 --ingroup staff app\nUSER app:staff\nCMD ["/app"]\n',
    'FROM debian:trixie-slim\nRUN adduser --system --uid=10001 --ingroup staff app\nUSER 10001:staff\nCMD ["/app"]\n',
  );
  fixes(
    'by the default of a variable',
    'Run as 1234',
    'FROM alpine:3.24\nARG UID=1234\nRUN adduser -D -u ${UID} app\nUSER app\nCMD ["/app"]\n',
    'FROM alpine:3.24\nARG UID=1234\nRUN adduser -D -u ${UID} app\nUSER 1234\nCMD ["/app"]\n',
  );
  fixes(
    'by the account of the base image',
    'Run as 1000',
    'FROM node:24-slim\nUSER node\nCMD ["node", "."]\n',
    'FROM node:24-slim\nUSER 1000\nCMD ["node", "."]\n',
  );
  fixes(
    'a base image by its number',
    'Add USER 99',
    'FROM haproxy:3.2\nCOPY haproxy.cfg /usr/local/etc/haproxy/\n',
    'FROM haproxy:3.2\nCOPY haproxy.cfg /usr/local/etc/haproxy/\nUSER 99\n',
  );
  offersNoFix('useradd leaves the number to the system', 'FROM alpine:3.24\nRUN adduser -S app\nUSER app\nCMD ["/app"]\n');
  offersNoFix('adduser with two names creates nobody', 'FROM alpine:3.24\nRUN adduser app audio\nUSER app\nCMD ["/app"]\n');

  fixes(
    'a whole file',
    'Run as 101',
    `FROM node:24 AS build
WORKDIR /src
COPY package*.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM nginx:1.30-alpine
COPY --from=build /src/dist /usr/share/nginx/html
RUN touch /run/nginx.pid \\
 && chown -R nginx /run/nginx.pid /var/cache/nginx
# not root
USER nginx
EXPOSE 8080
`,
    `FROM node:24 AS build
WORKDIR /src
COPY package*.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM nginx:1.30-alpine
COPY --from=build /src/dist /usr/share/nginx/html
RUN touch /run/nginx.pid \\
 && chown -R nginx /run/nginx.pid /var/cache/nginx
# not root
USER 101
EXPOSE 8080
`,
  );
});
