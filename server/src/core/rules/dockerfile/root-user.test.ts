import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './root-user.js';

const PEERS_WITHOUT_USER = ['trivy:DS-0002', 'checkov:CKV_DOCKER_3', 'kics:fd54f200-402c-4333-a5a4-36ef6709af2f'];
const PEERS_OF_LAST_USER = [
  'hadolint:DL3002',
  'trivy:DS-0002',
  'checkov:CKV_DOCKER_8',
  'kics:67fd0c4a-68cf-46d7-8c41-bc9fba7e40ae',
  'hadolint:DL3066',
];

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'root by name',
    'FROM alpine:3.24\nUSER «root»\nCMD ["app"]\n',
    'Starts as root ("root"), so a break-out is root on the host: end this stage with a USER that is not',
    {
      severity: 'warning',
      includes: PEERS_OF_LAST_USER,
      excludes: PEERS_WITHOUT_USER.slice(1),
    },
  );
  flags('root by number and group', 'FROM alpine:3.24\nUSER «0:0»\nCMD ["app"]\n', /"0:0"/, {
    includes: ['hadolint:DL3002', 'trivy:DS-0002'],
    excludes: ['checkov:CKV_DOCKER_8', 'kics:67fd0c4a-68cf-46d7-8c41-bc9fba7e40ae', 'hadolint:DL3066'],
  });
  flags('root with a group by name', 'FROM alpine:3.24\nUSER «root:staff»\nCMD ["app"]\n', {
    includes: ['hadolint:DL3002'],
    excludes: ['checkov:CKV_DOCKER_8'],
  });
  flags('a quoted root', 'FROM alpine:3.24\nUSER «"root"»\nCMD ["app"]\n');
  flags('a return to root', 'FROM alpine:3.24\nUSER 1000\nUSER «root»\nCMD ["app"]\n');
  flags('USER root without a start command', 'FROM alpine:3.24\nUSER «root»\n', { severity: 'warning' });
  flags('root by the default of an ARG', 'FROM alpine:3.24\nARG UID=0\nUSER «$UID»\nCMD ["sleep", "1d"]\n', /"\$UID"/, {
    includes: [],
    excludes: ['hadolint:DL3066', 'trivy:DS-0002'],
  });
  flags('root by the form with a default', 'FROM alpine:3.24\nARG UID\nUSER «${UID:-0}»\nCMD ["sleep", "1d"]\n');
  flags('an ARG without default, as a hint', 'FROM alpine:3.24\nARG UID\nUSER «$UID»\nCMD ["sleep", "1d"]\n', /has no default/, {
    severity: 'hint',
    equivalents: [],
  });
  flags('root inherited from a stage', 'FROM alpine:3.24 AS base\nUSER «root»\nFROM base\nCMD ["app"]\n', {
    includes: ['hadolint:DL3002'],
  });

  flags(
    'no USER',
    'FROM «alpine:3.24»\nCMD ["app"]\n',
    'No USER here and "alpine:3.24" runs as root, so a break-out is root on the host: add a non-root USER',
    {
      severity: 'warning',
      includes: [...PEERS_WITHOUT_USER, 'semgrep:missing-user'],
      excludes: ['hadolint:DL3002', 'semgrep:missing-user-entrypoint'],
    },
  );
  flags(
    'a USER in the builder only',
    'FROM golang:1.27 AS build\nUSER 1000\nRUN go build -o /tmp/app ./cmd\nFROM «debian:trixie-slim»\nCOPY --from=build /tmp/app /app\nENTRYPOINT ["/app"]\n',
    {
      includes: ['kics:fd54f200-402c-4333-a5a4-36ef6709af2f'],
      excludes: ['trivy:DS-0002', 'checkov:CKV_DOCKER_3'],
    },
  );
  flags('an image that is not in the table', 'FROM «example.com/acme/base:4.2.0»\nCMD ["app"]\n', /so "base:4.2.0" decides/, {
    severity: 'warning',
  });
  flags('an image that is not in the table and starts what it brings', 'FROM «example.com/acme/server:4.2.0»\nCOPY conf.d/ /etc/acme/\n', {
    severity: 'info',
  });
  offersNoFix('who runs it is not known', 'FROM example.com/acme/server:4.2.0\nCOPY conf.d/ /etc/acme/\n');
  passes('a WebAssembly module', 'FROM scratch\nCOPY app.wasm /\nENTRYPOINT ["/app.wasm"]\n');
  flags('an image named by a variable, as a hint', 'ARG BASE\nFROM «$BASE»\nCMD ["app"]\n', /stands for decides/, { severity: 'hint' });
  flags('a known image whose version is a variable', 'ARG V\nFROM «golang:${V}»\nCMD ["app"]\n', { severity: 'warning' });
  flags(
    'scratch, which KICS lets pass',
    'FROM golang:1.27 AS build\nRUN go build -o /app .\nFROM «scratch»\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n',
    {
      includes: ['trivy:DS-0002', 'checkov:CKV_DOCKER_3'],
      excludes: ['kics:fd54f200-402c-4333-a5a4-36ef6709af2f'],
    },
  );
  flags('only the final stage', 'FROM golang:1.27 AS build\nUSER root\nFROM «alpine:3.24»\nCOPY --from=build /a /a\nCMD ["/a"]\n', {
    includes: ['trivy:DS-0002', 'checkov:CKV_DOCKER_8'],
    excludes: ['hadolint:DL3002'],
  });
  flags('an image others may build on, as an info', 'FROM «alpine:3.24»\nRUN apk add --no-cache curl\n', /images built on this one/, {
    severity: 'info',
    includes: PEERS_WITHOUT_USER,
  });
  flags(
    'a server that steps down by itself, as an info',
    'FROM «postgres:18»\nCOPY init.sql /docker-entrypoint-initdb.d/\n',
    /steps down by itself/,
    { severity: 'info' },
  );
  flags(
    'another program in such an image, which its entry point starts as root',
    'FROM «redis:8.2-alpine»\nCOPY start.sh /start.sh\nCMD ["/bin/sh", "/start.sh"]\n',
    '"redis:8.2-alpine" steps down for its server only, so "sh" is root: add a non-root USER',
    { severity: 'warning' },
  );
  flags('the server in shell form, which is a shell to the entry point', 'FROM «postgres:18»\nCMD postgres -c ssl=on\n', /so "sh" is root/);
  flags(
    'USER root where the server steps down',
    'FROM postgres:18\nUSER «root»\nCMD ["postgres", "-c", "ssl=on"]\n',
    /steps down by itself/,
    {
      severity: 'info',
    },
  );
  flags(
    'an entry point script with gosu',
    'FROM «debian:trixie-slim»\nCOPY --from=tianon/gosu /usr/local/bin/gosu /usr/local/bin/\nCOPY docker-entrypoint.sh /usr/local/bin/\nENTRYPOINT ["docker-entrypoint.sh"]\nCMD ["app"]\n',
    'Starts as root, and its entry point steps down by gosu: fine for Docker, refused by runAsNonRoot',
    { severity: 'info' },
  );
  flags(
    'gosu by a download, as root by USER',
    'FROM debian:trixie-slim\nRUN wget -O /usr/local/bin/gosu "https://github.com/tianon/gosu/releases/download/1.19/gosu-amd64"\nUSER «root»\nENTRYPOINT ["tini", "--", "/entrypoint.sh"]\n',
    /by gosu/,
  );
  flags('su-exec as a package', 'FROM «alpine:3.24»\nRUN apk add --no-cache su-exec tini\nENTRYPOINT ["/start.sh"]\n', /by su-exec/);
  flags(
    'su-exec in a heredoc',
    'FROM «alpine:3.24»\nRUN <<EOF\nset -e\napk add --no-cache su-exec\nEOF\nENTRYPOINT ["/start.sh"]\n',
    /by su-exec/,
  );
  flags(
    's6-overlay',
    'FROM «alpine:3.24»\nADD https://github.com/just-containers/s6-overlay/releases/download/v3/s6-overlay-noarch.tar.xz /tmp\nENTRYPOINT ["/init"]\n',
    /by s6-overlay/,
  );
  flags(
    'a script that can be read, with setpriv',
    'FROM «debian:trixie-slim»\nCOPY run.sh /run.sh\nENTRYPOINT ["/run.sh"]\n',
    /by setpriv/,
    {
      files: { 'run.sh': '#!/bin/sh\nset -e\nchown app /data\nexec setpriv --reuid=app --clear-groups "$@"\n' },
    },
  );
  flags(
    'a script that can be read, without any',
    'FROM «alpine:3.24»\nRUN apk add --no-cache su-exec\nCOPY run.sh /run.sh\nENTRYPOINT ["/run.sh"]\n',
    /runs as root/,
    {
      files: { 'run.sh': '#!/bin/sh\nexec "$@"\n' },
    },
  );
  flags(
    'gosu beside a program that is no script',
    'FROM «debian:trixie-slim»\nRUN apt-get install -y gosu\nENTRYPOINT ["/app"]\n',
    /runs as root/,
  );
  flags('a program that works on the kernel', 'FROM «scratch»\nCOPY a.ko /\nCMD ["insmod", "/a.ko"]\n', /^"insmod" works on the system/, {
    severity: 'info',
  });
  flags(
    'a LinuxKit service',
    'FROM scratch\nUSER «0»\nCOPY app /usr/bin/app\nCMD ["/usr/bin/app"]\nLABEL org.mobyproject.config=\'{"capabilities": ["CAP_SYS_TIME"]}\'\n',
    /^"app" works on the system/,
    { severity: 'info' },
  );
  flags(
    'a LinuxKit service that is a script',
    'FROM «alpine:3.24»\nCOPY check.sh /\nENTRYPOINT ["/bin/sh", "/check.sh"]\nLABEL org.mobyproject.config=\'{"pid": "host"}\'\n',
    /^"check.sh" works on the system/,
  );
  const service = 'FROM scratch\nCOPY extend /usr/bin/extend\nCMD ["/usr/bin/extend"]\n';
  flags(
    'a LinuxKit service with capabilities',
    service.replace('scratch', '«scratch»'),
    /^"extend" works on the system itself/,
    { severity: 'info' },
    {
      files: { 'build.yml': 'image: extend\nconfig:\n  binds:\n    - /dev:/dev\n  capabilities:\n    - CAP_SYS_ADMIN\n' },
    },
  );
  flags(
    'one without',
    service.replace('scratch', '«scratch»'),
    /runs as root/,
    { severity: 'warning' },
    {
      files: { 'build.yml': 'image: extend\nconfig:\n  capabilities: []\n' },
    },
  );
  flags('a system program behind an init', 'FROM «alpine:3.24»\nENTRYPOINT ["/sbin/tini", "--"]\nCMD ["getty"]\n', /^"getty" works/);
  const hash = 'cfdd576c36a52ed2dd62f237f79eeedc2dd3697b';
  flags(
    'the name alone where the tag is long',
    `FROM acme/«alpine-build-kernel»:${hash}@sha256:${hash.slice(0, 32).repeat(2)}\nCMD ["a"]\n`,
    /./,
  );
  passes('a container action of GitHub, which has to be root', 'FROM alpine:3.24\nCOPY run.sh /run.sh\nENTRYPOINT ["/run.sh"]\n', {
    files: { 'action.yml': 'runs:\n  using: docker\n  image: Dockerfile\n', 'run.sh': '#!/bin/sh\necho a\n' },
  });
  passes(
    'a Lambda function, which AWS runs as an account of its own',
    'FROM public.ecr.aws/lambda/python:3.14\nCOPY app.py ${LAMBDA_TASK_ROOT}/\nCMD ["app.handler"]\n',
  );
  passes(
    'IIS, whose service monitor needs an administrator',
    'FROM mcr.microsoft.com/dotnet/framework/aspnet:4.8-windowsservercore-ltsc2022\nCOPY site/ /inetpub/wwwroot/\n',
  );
  flags('such a server behind another entry point', 'FROM «postgres:18»\nENTRYPOINT ["/wrapper.sh"]\n', /runs as root/, {
    severity: 'warning',
  });
  flags('data in a volume', 'FROM «alpine:3.24»\nVOLUME /data\nCMD ["app"]\n', { includes: ['tally:stateful-root-runtime'] });
  flags(
    'the administrator of Windows',
    'FROM «mcr.microsoft.com/windows/servercore:ltsc2025»\nCMD ["app.exe"]\n',
    /ContainerAdministrator/,
  );
  flags(
    'the administrator of Windows by name',
    'FROM mcr.microsoft.com/windows/nanoserver:ltsc2025\nUSER «ContainerAdministrator»\nCMD ["app.exe"]\n',
  );
  flags('a shell that starts a program', 'FROM «alpine:3.24»\nCMD ["sh", "-c", "app --port 80"]\n');

  flags('a stage named base that starts a program', 'FROM «alpine:3.24» AS base\nCMD ["app"]\n', { severity: 'warning' });
  passes('a FROM that is not written yet', 'FROM \n');
  passes('a later USER', 'FROM alpine:3.24\nUSER root\nRUN apk add --no-cache curl\nUSER 1000\nCMD ["app"]\n');
  passes('a default that is not root', 'FROM alpine:3.24\nARG UID=1000\nUSER $UID\nCMD ["sleep", "1d"]\n');
  passes('a USER that comes down a stage named in another case', 'FROM node:24-slim AS Base\nUSER node\nFROM base\nCMD ["server.js"]\n');
  passes('bases that are known not to run as root', 'FROM gcr.io/distroless/static-debian13:nonroot\nCOPY app /app\nENTRYPOINT ["/app"]\n');
  passes('a base that runs as a named user', 'FROM memcached:1.6\nCMD ["memcached", "-m", "64"]\n');
  passes(
    'nanoserver, which is not run by the administrator',
    '# escape=`\nFROM mcr.microsoft.com/windows/nanoserver:ltsc2025\nCMD ["C:\\\\app\\\\app.exe"]\n',
  );
  passes('dotnet and its own variable', 'FROM mcr.microsoft.com/dotnet/aspnet:10.0\nUSER $APP_UID\nENTRYPOINT ["dotnet", "app.dll"]\n');
  passes('an entry point that gives up root', 'FROM debian:trixie-slim\nENTRYPOINT ["gosu", "app", "/srv/run.sh"]\n');
  passes('a start command that gives up root', 'FROM alpine:3.24\nCMD exec su-exec app:app /srv/run.sh\n');
  passes('chroot with another user', 'FROM alpine:3.24\nCMD ["chroot", "--userspec=app", "/", "/srv/run.sh"]\n');
  passes('a shell', 'FROM alpine:3.24\nCMD ["/bin/sh"]\n');
  passes('the prompt of an interpreter', 'FROM python:3.14-slim\nCMD ["python3"]\n');
  passes('a root file system that only starts a shell', 'FROM scratch\nADD rootfs.tar.gz /\nCMD ["/bin/sh"]\n');
  passes('a base image with ONBUILD', 'FROM node:24-slim\nONBUILD COPY . /srv\nCMD ["node", "/srv"]\n');
  passes(
    'files to export',
    'FROM rust:1.98 AS build\nRUN cargo build --release --locked\nFROM scratch AS export\nCOPY --from=build /src/target/release/tool /\n',
  );
  passes('images that may run as root', 'FROM nginx:1.30\nCOPY . /usr/share/nginx/html\n', {
    options: { allowRootImages: ['docker.io/library/nginx'] },
  });
  flags('a piece of a file', 'USER «root»\n', { includes: PEERS_OF_LAST_USER });
  passes('a piece of a file with another user', 'USER root\nRUN true\nUSER 1000\n');

  fixes(
    'the USER itself, where no RUN needs root',
    'Run as 65532:65532',
    'FROM alpine:3.24\n# who\nUSER root\nCMD ["app"]\n',
    'FROM alpine:3.24\n# who\nUSER 65532:65532\nCMD ["app"]\n',
  );
  fixes(
    'by one more USER, where a RUN needs root',
    'Add USER 65532:65532',
    'FROM alpine:3.24\nUSER root\nRUN apk add --no-cache curl\nCMD ["app"]\n',
    'FROM alpine:3.24\nUSER root\nRUN apk add --no-cache curl\nUSER 65532:65532\nCMD ["app"]\n',
  );
  fixes(
    'and keeps indentation and CRLF',
    'Add USER 65532:65532',
    'FROM alpine:3.24\r\n  CMD ["app"]\r\n',
    'FROM alpine:3.24\r\n  USER 65532:65532\r\n  CMD ["app"]\r\n',
  );
  fixes(
    'with the account of the base image',
    'Add USER 1000:1000',
    'FROM node:24-slim\nCMD ["node", "server.js"]\n',
    'FROM node:24-slim\nUSER 1000:1000\nCMD ["node", "server.js"]\n',
  );
  fixes(
    'with the account that the file creates',
    'Add USER 10001',
    'FROM debian:trixie-slim\nRUN useradd --no-log-init -u 10001 app\nCMD ["/app"]\n',
    'FROM debian:trixie-slim\nRUN useradd --no-log-init -u 10001 app\nUSER 10001\nCMD ["/app"]\n',
  );
  fixes(
    'with the USER that was there before',
    'Run as app',
    'FROM example.com/acme/base:1.0\nUSER app\nRUN true\nUSER root\nCMD ["/app"]\n',
    'FROM example.com/acme/base:1.0\nUSER app\nRUN true\nUSER app\nCMD ["/app"]\n',
  );
  fixes(
    'nginx by its unprivileged variant',
    'Build on nginxinc/nginx-unprivileged:1.30-alpine',
    'FROM nginx:1.30-alpine\nCOPY . /usr/share/nginx/html\n',
    'FROM nginxinc/nginx-unprivileged:1.30-alpine\nCOPY . /usr/share/nginx/html\n',
  );
  fixes(
    'Windows by its own account',
    'Add USER ContainerUser',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2025\nCMD ["app.exe"]\n',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2025\nUSER ContainerUser\nCMD ["app.exe"]\n',
  );
  fixes(
    'with the number that is set',
    'Add USER 10000:10000',
    'FROM alpine:3.24\nCMD ["app"]\n',
    'FROM alpine:3.24\nUSER 10000:10000\nCMD ["app"]\n',
    { options: { nonRootUser: '10000:10000' } },
  );
  offersNoFix(
    'the server steps down by itself',
    'FROM redis:8.2\nCOPY redis.conf /etc/redis.conf\nCMD ["redis-server", "/etc/redis.conf"]\n',
  );
  offersNoFix('the variable has to get a default', 'FROM alpine:3.24\nARG UID\nUSER $UID\nCMD ["sleep", "1d"]\n');

  fixes(
    'a whole file',
    'Add USER 10001',
    `# syntax=docker/dockerfile:1
ARG PYTHON=3.14
FROM python:\${PYTHON}-slim AS base
ENV PYTHONUNBUFFERED=1 \\
    PIP_NO_CACHE_DIR=1
WORKDIR /srv

FROM base AS build
COPY requirements.txt .
RUN pip install --prefix=/install -r requirements.txt

FROM base
RUN useradd --system --uid 10001 web \\
 && mkdir -p /srv/data
COPY --from=build /install /usr/local
COPY . .
EXPOSE 8000
# the server
HEALTHCHECK CMD ["python", "-m", "web.health"]
CMD ["python", "-m", "web"]
`,
    `# syntax=docker/dockerfile:1
ARG PYTHON=3.14
FROM python:\${PYTHON}-slim AS base
ENV PYTHONUNBUFFERED=1 \\
    PIP_NO_CACHE_DIR=1
WORKDIR /srv

FROM base AS build
COPY requirements.txt .
RUN pip install --prefix=/install -r requirements.txt

FROM base
RUN useradd --system --uid 10001 web \\
 && mkdir -p /srv/data
COPY --from=build /install /usr/local
COPY . .
EXPOSE 8000
# the server
HEALTHCHECK CMD ["python", "-m", "web.health"]
USER 10001
CMD ["python", "-m", "web"]
`,
  );
});
