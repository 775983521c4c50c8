// Constructs and whole files that are right, odd as some look: none of them may get a finding of warning or above from the default profile.
import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { service } from '../kit/service.js';

/** An image that is all right around the lines that are looked at. */
const app = (...lines: string[]) => `FROM alpine:3.24\n${lines.join('\n')}\nUSER 10001:10001\nCMD ["/app"]\n`;
const debian = (...lines: string[]) => `FROM debian:trixie-slim\n${lines.join('\n')}\nUSER 10001:10001\nCMD ["/app"]\n`;
const two = (build: string, ...lines: string[]) =>
  `FROM golang:1.27 AS build\n${build}\nFROM gcr.io/distroless/static-debian13:nonroot\n${lines.join('\n')}\nENTRYPOINT ["/app"]\n`;
const SUM = 'sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d';

const GOOD: Readonly<Record<string, readonly string[]>> = {
  'directives and comments': [
    `# syntax=docker/dockerfile:1\n${app()}`,
    `# syntax=docker/dockerfile:1.7-labs\n# escape=\\\n# check=skip=JSONArgsRecommended\n${app()}`,
    `#syntax = docker/dockerfile:1\n# a comment\n${app()}`,
    `\ufeff${app()}`,
    app().replaceAll('\n', '\r\n'),
    `\n\n# a comment above the first FROM\n\n${app()}`,
    `${app()}# a comment at the end`,
    app('# syntax=not/a:directive is read as a comment here, in words').replace('syntax=not/a:directive', 'the syntax'),
    '# escape=`\nFROM mcr.microsoft.com/windows/nanoserver:ltsc2025\nCOPY bin C:\\app\\\nCMD ["C:\\\\app\\\\app.exe"]\n',
    app('RUN echo a \\', '    # between the lines', '    b'),
    app('RUN echo a && \\', '  echo b'),
    app('RUN echo "a # no comment" && echo b'),
    app('RUN echo a \\\t', '  b'),
    app('LABEL a=1 \\', '# between', '      b=2'),
  ],
  'ARG and ENV': [
    'ARG VERSION=3.24\nFROM alpine:${VERSION}\nUSER 10001\nCMD ["/app"]\n',
    'ARG VERSION=3.24\nFROM alpine:${VERSION:-3.23}\nUSER 10001\nCMD ["/app"]\n',
    'ARG BASE=alpine:3.24\nFROM ${BASE} AS base\nFROM base\nUSER 10001\nCMD ["/app"]\n',
    'ARG REGISTRY=docker.io\nARG VERSION=3.24\nFROM ${REGISTRY}/library/alpine:${VERSION}\nARG VERSION\nRUN echo "$VERSION"\nUSER 10001\nCMD ["/app"]\n',
    'FROM --platform=$BUILDPLATFORM golang:1.27 AS build\nARG TARGETOS TARGETARCH\nRUN GOOS=$TARGETOS GOARCH=$TARGETARCH CGO_ENABLED=0 go build -o /app .\nFROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n',
    app('ARG HTTP_PROXY', 'RUN echo "${HTTP_PROXY:-none}"'),
    app('ENV PATH=/opt/app/bin:$PATH'),
    app('ENV PATH="/opt/app/bin:${PATH}"'),
    app('ENV A=1 B="two words" C=three\\ words'),
    app('ENV A=1', 'ENV B=$A', 'ENV C=${A:+set} D=${MISSING:-default}'),
    app('ENV LANG=C.UTF-8 LC_ALL=C.UTF-8'),
    app('ARG UID=10001', 'ARG GID=10001', 'RUN addgroup -g $GID app && adduser -D -u $UID -G app app'),
    app('ENV GPG_KEY=0123456789ABCDEF0123456789ABCDEF01234567'),
    app('ENV DB_PASSWORD_FILE=/run/secrets/db AWS_ACCESS_KEY_ID_FILE=/run/secrets/id'),
    app('ENV TOKEN_TTL=3600 PUBLIC_KEY_PATH=/etc/key.pub SECRET_NAME=db'),
    app('ENV PASSWORD='),
    app('ARG PUBLIC_KEY', 'ARG SSH_KEY_ID'),
    app('ENV USE_TOKENS=true KEYBOARD=us MONKEY=1'),
    app('ENV npm_config_loglevel=warn NODE_ENV=production'),
    app('ENV JAVA_OPTS="-Xmx512m -XX:+UseG1GC"'),
    app('ARG SOURCE_DATE_EPOCH', 'ARG BUILDKIT_SBOM_SCAN_STAGE=true'),
    app('ENV A=${B:-$C}').replace('${B:-$C}', '${HOSTNAME:-app}'),
  ],
  FROM: [
    `FROM alpine:3.24@${SUM}\nUSER 10001\nCMD ["/app"]\n`,
    `FROM alpine@${SUM}\nUSER 10001\nCMD ["/app"]\n`,
    'FROM localhost:5000/team/app:1.2\nUSER 10001\nCMD ["/app"]\n',
    'FROM registry.example.com:8443/a/b/c:1.2.3-rc.1\nUSER 10001\nCMD ["/app"]\n',
    'FROM --platform=$TARGETPLATFORM alpine:3.24\nUSER 10001\nCMD ["/app"]\n',
    'FROM node:24-slim AS Deps\nWORKDIR /app\nRUN true\nFROM deps\nUSER 1000\nCMD ["node", "server.js"]\n',
    'FROM gcr.io/distroless/java21-debian13:nonroot\nCOPY app.jar /app.jar\nCMD ["/app.jar"]\n',
    'FROM cgr.dev/chainguard/static:latest\nCOPY app /app\nENTRYPOINT ["/app"]\n',
    'FROM nginxinc/nginx-unprivileged:1.29\nCOPY site /usr/share/nginx/html\n',
    'FROM postgres:18\nCOPY init.sql /docker-entrypoint-initdb.d/\n',
    'FROM scratch AS export\nCOPY out /\n',
    'FROM golang:1.27 AS build\nRUN CGO_ENABLED=0 go build -o /tool .\nFROM scratch AS binary\nCOPY --from=build /tool /\n',
    'FROM scratch\nADD rootfs.tar.gz /\nCMD ["/bin/sh"]\n',
    'FROM mcr.microsoft.com/dotnet/aspnet:10.0\nCOPY app /app\nUSER $APP_UID\nENTRYPOINT ["dotnet", "/app/app.dll"]\n',
    'FROM mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled\nCOPY app /app\nENTRYPOINT ["/app"]\n',
  ],
  'stages and COPY': [
    two('RUN CGO_ENABLED=0 go build -o /app .', 'COPY --from=build /app /app'),
    two('RUN CGO_ENABLED=0 go build -o /app .', 'COPY --link --chown=65532:65532 --chmod=0555 --from=build /app /app'),
    two('RUN CGO_ENABLED=0 go build -o /app .', 'COPY --from=BUILD /app /app'),
    two('RUN CGO_ENABLED=0 go build -o /app .', 'COPY --from=0 /app /app'),
    app('COPY --from=busybox:1.37 /bin/busybox /bin/busybox'),
    app('COPY --chmod=755 run.sh /usr/local/bin/'),
    app('COPY --exclude=*.md --parents src/*/go.mod /src/'),
    app('COPY ["with blank.txt", "/srv/with blank.txt"]'),
    app('COPY a.txt b.txt /srv/'),
    app('COPY src/ /srv/'),
    app('WORKDIR /srv', 'COPY package.json ./'),
    app('WORKDIR /srv', 'COPY package.json package-lock.json .'),
    app('WORKDIR /srv', 'WORKDIR conf', 'COPY a.conf ./'),
    app('COPY <<EOF /etc/app.conf', 'listen = 8080', 'EOF'),
    app("COPY <<'EOF' /etc/app.conf", 'price = $5', 'EOF'),
    app('COPY <<-A <<-B /etc/app/', '\tone', '\tA', '\ttwo', '\tB'),
    app('COPY --chmod=755 <<"EOF" /usr/local/bin/run', '#!/bin/sh', 'exec "$@"', 'EOF'),
    app(`ADD --checksum=${SUM} https://example.com/app.tgz /tmp/app.tgz`),
    app('ADD app.tar.gz /srv/'),
    app('ADD rootfs.tar.xz /'),
    app('ADD https://github.com/example/app.git#v1.2.0 /src'),
    app('ADD --keep-git-dir=false git@github.com:example/app.git#0123456789abcdef0123456789abcdef01234567 /src'),
    'FROM node:24 AS deps\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci --omit=dev\nFROM node:24-slim\nWORKDIR /app\nCOPY --from=deps /app/node_modules ./node_modules\nCOPY src ./src\nUSER node\nCMD ["node", "src/server.js"]\n',
  ],
  'RUN, mounts and flags': [
    app('RUN --mount=type=cache,target=/var/cache/apk apk add curl'),
    debian(
      'RUN --mount=type=cache,target=/var/cache/apt,sharing=locked --mount=type=cache,target=/var/lib/apt,sharing=locked \\',
      '    apt-get update && apt-get install -y --no-install-recommends curl',
    ),
    app('RUN --mount=type=secret,id=npm,target=/root/.npmrc npm ci'),
    app('RUN --mount=type=secret,id=token,env=TOKEN,required=true ./fetch.sh'),
    app('RUN --mount=type=ssh git clone git@github.com:example/app.git /tmp/app && rm -rf /tmp/app'),
    app('RUN --mount=type=bind,source=.,target=/src,rw make -C /src'),
    app('RUN --mount=from=busybox:1.37,source=/bin,target=/busybox /busybox/true'),
    app('RUN --mount=type=tmpfs,target=/tmp,size=64m ./configure'),
    app('RUN --network=none ./configure'),
    app('RUN --security=sandbox ./configure'),
    app('RUN ["/bin/sh", "-c", "echo a && echo b"]'),
    app('RUN ["/app", "--version"]'),
    app('RUN <<EOF', 'set -e', 'echo a', 'echo b', 'EOF'),
    app('RUN <<EOF', 'echo a', 'EOF'),
    app('RUN <<-EOF', '\tset -eux', '\techo a', '\tEOF'),
    app('RUN <<EOF sh -e', 'echo a', 'echo b', 'EOF'),
    app('RUN <<EOF', '#!/usr/bin/env python3', 'print("a")', 'EOF'),
    app('RUN python3 <<EOF', 'import os', 'print(os.name)', 'EOF'),
    app('RUN cat <<EOF > /etc/motd && echo done', 'hello', 'EOF'),
    app('RUN <<A && <<B', 'echo a', 'A', 'echo b', 'B'),
    app('RUN set -eux; \\', '    apk add --no-cache curl; \\', '    curl --version'),
    app('RUN if [ -f /x ]; then echo a; else echo b; fi'),
    app('RUN for f in a b c; do echo "$f"; done'),
    app('RUN case "$(uname -m)" in x86_64) echo a ;; *) echo b ;; esac'),
    app('RUN (cd /srv && make) && echo done'),
    app('RUN test -f /etc/passwd || exit 1'),
    app('RUN ! grep -q nothing /etc/passwd'),
    app('RUN f() { echo "$1"; }; f a'),
    app('RUN echo \'single $quoted\' "double \\$escaped"'),
    app('RUN printf "%s\\n" a b > /etc/x'),
    app('RUN echo a | tee /etc/x'),
    app('RUN true # why'),
    debian('SHELL ["/bin/bash", "-o", "pipefail", "-c"]', 'RUN curl -fsS https://example.com/a.tgz | tar -xz'),
    debian('RUN bash -o pipefail -c "curl -fsS https://example.com/a.tgz | tar -xz"'),
    debian('SHELL ["/bin/bash", "-c"]', 'RUN [[ -f /x ]] && source /x || true'),
    debian('RUN set -o pipefail && echo a').replace('set -o pipefail && ', ''),
    app('RUN echo $((1 + 2)) ${HOME%/} "$(id -u)"'),
    app('RUN wget -qO- https://example.com/a.json | jq .name'),
    app(
      'RUN curl -fsSLo /tmp/a.tgz https://example.com/a.tgz \\',
      ' && echo "0123  /tmp/a.tgz" | sha256sum -c - \\',
      ' && tar -xzf /tmp/a.tgz -C /opt && rm /tmp/a.tgz',
    ),
    app('RUN find / -xdev -perm -4000 -exec chmod a-s {} +'),
    app('RUN chmod 0755 /usr/bin/env && chmod u+x,go-w /usr/bin/env'),
  ],
  packages: [
    debian(
      'RUN apt-get update \\',
      ' && apt-get install -y --no-install-recommends \\',
      '      ca-certificates \\',
      '      curl \\',
      ' && rm -rf /var/lib/apt/lists/*',
    ),
    debian('RUN apt-get update && apt-get install --yes --no-install-recommends curl && apt-get clean && rm -rf /var/lib/apt/lists/*'),
    debian(
      'ARG DEBIAN_FRONTEND=noninteractive',
      'RUN apt-get update -qq && apt-get install -qqy --no-install-recommends curl=8.14.1-2 && rm -rf /var/lib/apt/lists',
    ),
    debian(
      'RUN apt-get update && apt-get install -y --no-install-recommends gcc && make && apt-get purge -y --auto-remove gcc && rm -rf /var/lib/apt/lists/*',
    ),
    app('RUN apk add --no-cache curl=~8 && curl --version'),
    app('RUN apk add --no-cache --virtual .build gcc musl-dev && make && apk del .build'),
    app('RUN apk update && apk add curl && rm -rf /var/cache/apk/*'),
    'FROM fedora:43\nRUN dnf install -y --setopt=install_weak_deps=False httpd && dnf clean all\nUSER 10001\nCMD ["httpd"]\n',
    'FROM registry.access.redhat.com/ubi10/ubi-minimal:10.1\nRUN microdnf install -y curl && microdnf clean all\nUSER 10001\nCMD ["/app"]\n',
    'FROM opensuse/leap:16.0\nRUN zypper --non-interactive install --no-recommends curl && zypper clean --all\nUSER 10001\nCMD ["/app"]\n',
    'FROM python:3.14-slim\nRUN pip install --no-cache-dir -r requirements.txt\nUSER 10001\nCMD ["python", "-m", "app"]\n',
    'FROM python:3.14-slim\nENV PIP_NO_CACHE_DIR=1\nRUN python -m venv /venv && /venv/bin/pip install flask==3.1.0\nUSER 10001\nCMD ["/venv/bin/flask", "run"]\n',
    'FROM ghcr.io/astral-sh/uv:0.9-python3.14-trixie-slim\nRUN uv sync --frozen --no-dev\nUSER 10001\nCMD ["python", "-m", "app"]\n',
    'FROM node:24-slim\nWORKDIR /srv\nCOPY package.json package-lock.json ./\nRUN npm ci --omit=dev && npm cache clean --force\nUSER node\nCMD ["node", "server.js"]\n',
    'FROM ruby:3.4-slim\nRUN gem install bundler:2.7.2 --no-document\nUSER 10001\nCMD ["ruby", "app.rb"]\n',
    'FROM php:8.4-fpm\nRUN docker-php-ext-install opcache pdo_mysql\nUSER www-data\n',
    'FROM golang:1.27 AS build\nRUN go install golang.org/x/tools/cmd/stringer@v0.38.0\nRUN go build -o /app .\nFROM gcr.io/distroless/base-debian13:nonroot\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n',
    'FROM rust:1.91 AS build\nRUN cargo install --locked cargo-chef@0.1.73\nRUN cargo build --release --locked\nFROM gcr.io/distroless/cc-debian13:nonroot\nCOPY --from=build /target/release/app /app\nENTRYPOINT ["/app"]\n',
    'FROM maven:3.9-eclipse-temurin-21 AS build\nCOPY . /src\nRUN mvn -B -f /src/pom.xml package\nFROM eclipse-temurin:21-jre\nCOPY --from=build /src/target/app.jar /app.jar\nUSER 10001\nENTRYPOINT ["java", "-jar", "/app.jar"]\n',
  ],
  'users and permissions': [
    'FROM node:24-slim\nUSER node\nCMD ["node", "a.js"]\n',
    'FROM debian:trixie-slim\nRUN useradd --no-log-init --system --uid 10001 app\nUSER app\nCMD ["/app"]\n',
    'FROM debian:trixie-slim\nRUN groupadd -g 10001 app && useradd -l -u 10001 -g app app\nUSER 10001:10001\nCMD ["/app"]\n',
    'FROM alpine:3.24\nRUN adduser -D -H -u 10001 app\nUSER app\nCMD ["/app"]\n',
    'FROM debian:trixie-slim\nUSER root\nRUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*\nUSER 10001\nCMD ["/app"]\n',
    'FROM debian:trixie-slim\nRUN useradd -l -u 10001 app\nENTRYPOINT ["gosu", "app", "/srv/run.sh"]\n',
    'FROM debian:trixie-slim\nRUN useradd -l -u 10001 app\nENTRYPOINT ["setpriv", "--reuid=app", "--clear-groups", "/srv/run.sh"]\n',
    app('RUN mkdir -p /data && chown 10001:10001 /data', 'VOLUME /data'),
    app('RUN install -d -o 10001 -g 10001 -m 0750 /data'),
    app('RUN chmod g=u /etc/passwd'),
  ],
  'start, health, ports, labels': [
    app('EXPOSE 8080'),
    app('EXPOSE 8080/tcp 8081/udp 9000-9010'),
    app('ARG PORT=8080', 'EXPOSE $PORT'),
    app('VOLUME ["/data", "/cache"]'),
    app('STOPSIGNAL SIGQUIT'),
    app('STOPSIGNAL 15'),
    app('STOPSIGNAL RTMIN+3').replace('RTMIN', 'SIGRTMIN'),
    app('HEALTHCHECK NONE'),
    app('HEALTHCHECK --interval=30s --timeout=3s --start-period=1m30s --start-interval=1s --retries=3 CMD ["/app", "health"]'),
    app('HEALTHCHECK CMD wget -q --spider http://localhost:8080/ || exit 1'),
    app('LABEL org.opencontainers.image.title="app" \\', '      org.opencontainers.image.licenses="MIT OR Apache-2.0"'),
    app('LABEL "com.example.a b"="c"').replace('a b', 'ab'),
    app('LABEL org.opencontainers.image.created=2026-11-26T00:00:00Z org.opencontainers.image.source=https://github.com/example/app'),
    'FROM alpine:3.24\nUSER 10001\nENTRYPOINT ["/sbin/tini", "--"]\nCMD ["/app"]\n',
    'FROM alpine:3.24\nUSER 10001\nCMD exec /app --port "$PORT"\n',
    'FROM alpine:3.24\nUSER 10001\nENTRYPOINT ["/bin/sh", "-c", "exec /app $OPTS"]\n',
    'FROM debian:trixie-slim\nSHELL ["/bin/bash", "-c"]\nUSER 10001\nCMD exec /app\n',
    'FROM alpine:3.24\nUSER 10001\nENTRYPOINT []\nCMD ["/app"]\n',
    'FROM alpine:3.24 AS base\nCMD ["a"]\nFROM base\nUSER 10001\nCMD ["b"]\n',
  ],
  'ONBUILD, and nothing at all': [
    'FROM node:24-slim\nONBUILD COPY package.json /app/\nONBUILD RUN npm ci\n',
    'FROM alpine:3.24\nONBUILD ARG A=1\nONBUILD USER 10001\n',
    '',
    '# only a comment\n',
  ],
  Windows: [
    '# escape=`\nFROM mcr.microsoft.com/windows/servercore:ltsc2025\nSHELL ["powershell", "-Command", "$ErrorActionPreference = \'Stop\'; $ProgressPreference = \'SilentlyContinue\';"]\nRUN Invoke-WebRequest https://example.com/a.zip -OutFile a.zip ; `\n    Expand-Archive a.zip C:\\app\nUSER ContainerUser\nCMD ["C:\\\\app\\\\a.exe"]\n',
    '# escape=`\nFROM mcr.microsoft.com/windows/nanoserver:ltsc2025\nWORKDIR C:\\app\nCOPY bin .\nENTRYPOINT ["app.exe"]\n',
    'FROM mcr.microsoft.com/windows/nanoserver:ltsc2025\nWORKDIR /app\nCOPY bin/ .\nENTRYPOINT ["app.exe"]\n',
  ],
};

const FILES = join(__dirname, 'known-good');

function assertQuiet(text: string): void {
  const { findings, crashes } = service.check({ text, path: 'Dockerfile', config: service.defaultConfig(), today: '2026-11-26' });
  assert.deepEqual(crashes, []);
  assert.deepEqual(
    findings
      .filter(({ severity }) => severity === 'error' || severity === 'warning')
      .map(({ rule, at, message }) => `${rule} "${text.slice(at.start, at.end)}" ${message}`),
    [],
    text,
  );
}

describe('files that are right', () => {
  const names = readdirSync(FILES).filter((name) => name.endsWith('.dockerfile'));
  it('are many', () => assert.ok(names.length >= 60, `${names.length}`));
  for (const name of names) it(name, () => assertQuiet(readFileSync(join(FILES, name), 'utf8')));
});

describe('constructs that are right', () => {
  const count = Object.values(GOOD).reduce((sum, texts) => sum + texts.length, 0);
  it('are many', () => assert.ok(count >= 150, `${count}`));

  for (const [about, texts] of Object.entries(GOOD)) {
    describe(about, () => {
      for (const text of texts) {
        it(JSON.stringify(text).slice(1, 90), () => assertQuiet(text));
      }
    });
  }
});
