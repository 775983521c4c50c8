// Dockerfiles of our own, and what their images are in the end, worked out by hand from the reference of Docker.
import * as assert from 'node:assert/strict';
import { commandText, shipsHover, shipsText } from '../../server/src/core/ships/text.js';
import type { Fact, ShippedImage } from '../../server/src/core/ships/types.js';
import { service } from '../kit/service.js';

/** What is told of an image; `?` = left to the base image, `-` = surely none. Keys that are left out are `?`, empty lists are left out. */
interface Answer {
  readonly base: string;
  readonly through?: string;
  readonly user?: string;
  readonly dir?: string;
  readonly entry?: string;
  readonly cmd?: string;
  readonly env?: string;
  readonly ports?: string;
  readonly volumes?: string;
  readonly labels?: string;
  readonly health?: string;
  readonly stop?: string;
  readonly shell?: string;
  readonly packages?: string;
  readonly files?: readonly string[];
  readonly not?: string;
}

const told = <T>(fact: Fact<T>, text: (value: T) => string): string =>
  fact.value === undefined ? (fact.origin === 'default' ? '-' : '?') : text(fact.value);
const same = (text: string): string => text;

function answerOf(image: ShippedImage): Answer {
  const all: Record<string, string | readonly string[]> = {
    base: image.base.image + (image.base.isResolved ? '' : ' (open)'),
    through: image.base.through.map(({ name, index }) => name ?? String(index)).join(' '),
    user: told(image.user, same),
    dir: told(image.workdir, same),
    entry: told(image.entrypoint, (command) => `${command.form}: ${commandText(command)}`),
    cmd: told(image.command, (command) => `${command.form}: ${commandText(command)}`),
    env: image.environment.flatMap(({ name, origin }) => (origin === 'file' ? [name] : [])).join(' '),
    ports: image.ports.map(({ port }) => port).join(' '),
    volumes: image.volumes.map(({ path }) => path).join(' '),
    labels: image.labels.map(({ name, value }) => `${name}=${value}`).join(' '),
    health: told(image.healthCheck, (check) =>
      check === 'none' ? '-' : `${check.command.form}: ${commandText(check.command)} ${JSON.stringify(check.options)}`,
    ),
    stop: told(image.stopSignal, same),
    shell: told(image.shell, (has) => (has ? 'yes' : 'no')),
    packages: told(image.packageDatabase, same),
    files: image.files.map(({ path, from, sources, except, isUnpacked, owner, mode }) => {
      const where = 'name' in from ? `${from.kind} ${from.name}` : from.kind;
      const how = `${isUnpacked ? ' unpacked' : ''}${except.length > 0 ? ` without ${except.join(' ')}` : ''}`;
      return `${path} < ${where}: ${sources.join(' ')}${how}${owner === undefined ? '' : ` owner ${owner}`}${mode === undefined ? '' : ` mode ${mode}`}`;
    }),
    not: image.notShipped.map(({ name, index, isUsed }) => `${name ?? index}${isUsed ? '' : ' (unused)'}`).join(' '),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value.length > 0 && value !== '?')) as unknown as Answer;
}

const SCRATCH = { user: 'root', dir: '/', entry: '-', cmd: '-', health: '-', stop: 'SIGTERM', shell: 'no', packages: 'none' };

const CASES: readonly (readonly [title: string, text: string, answer: Answer, target?: string])[] = [
  [
    'a static Go binary on distroless',
    'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /out/api .\n\nFROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=build /out/api /api\nEXPOSE 8080\nENTRYPOINT ["/api"]\n',
    {
      base: 'gcr.io/distroless/static-debian13:nonroot',
      user: '65532',
      entry: 'exec: /api',
      cmd: '-',
      ports: '8080/tcp',
      shell: 'no',
      packages: 'dpkg',
      files: ['/api < stage build: /out/api'],
      not: 'build',
    },
  ],
  [
    'a Node service in one stage',
    'FROM node:24-slim\nENV NODE_ENV=production\nWORKDIR /srv\nCOPY package.json package-lock.json ./\nRUN npm ci --omit=dev\nCOPY src ./src\nUSER node\nEXPOSE 3000 3001/UDP\nCMD ["node", "src/server.js"]\n',
    {
      base: 'node:24-slim',
      user: 'node',
      dir: '/srv',
      cmd: 'exec: node src/server.js',
      env: 'NODE_ENV',
      ports: '3000/tcp 3001/udp',
      shell: 'yes',
      packages: 'dpkg',
      files: ['/srv/ < context: package.json package-lock.json', '/srv/src < context: src'],
    },
  ],
  [
    'scratch with everything spelled out',
    'FROM scratch\nCOPY --chown=1:1 --chmod=0555 app /bin/app\nCOPY certs/ /etc/ssl/certs/\nUSER 65532:65532\nWORKDIR /data\nENV A=1 B=2\nVOLUME /data\nSTOPSIGNAL SIGINT\nLABEL a=b c="d e"\nHEALTHCHECK --interval=5s --retries=2 CMD ["/bin/app", "health"]\nENTRYPOINT ["/bin/app"]\nCMD ["serve"]\n',
    {
      base: 'scratch',
      user: '65532:65532',
      dir: '/data',
      entry: 'exec: /bin/app',
      cmd: 'exec: serve',
      env: 'A B',
      volumes: '/data',
      labels: 'a=b c=d e',
      health: 'exec: /bin/app health {"interval":"5s","retries":"2"}',
      stop: 'SIGINT',
      shell: 'no',
      packages: 'none',
      files: ['/bin/app < context: app owner 1:1 mode 0555', '/etc/ssl/certs/ < context: certs/'],
    },
  ],
  [
    'files to export',
    'FROM scratch AS export\nCOPY out /\n',
    { base: 'scratch', ...SCRATCH, shell: '?', packages: '?', files: ['/ < context: out'] },
  ],
  [
    'an inherited user, directory and command',
    'FROM alpine:3.24 AS base\nRUN adduser -D -u 10001 app\nUSER app\nWORKDIR /srv\nCMD ["sh"]\nFROM base AS web\nCOPY site site\n',
    {
      base: 'alpine:3.24',
      through: 'base',
      user: 'app',
      dir: '/srv',
      cmd: 'exec: sh',
      shell: 'yes',
      packages: 'apk',
      files: ['/srv/site < context: site'],
    },
  ],
  [
    'an ENTRYPOINT that drops the CMD it would inherit',
    'FROM nginx:1.29 AS web\nCMD ["nginx", "-g", "daemon off;"]\nFROM web\nENTRYPOINT ["/wrapper.sh"]\n',
    { base: 'nginx:1.29', dir: '/', through: 'web', user: 'root', entry: 'exec: /wrapper.sh', cmd: '-', shell: 'yes', packages: 'dpkg' },
  ],
  [
    'a CMD of its own behind the ENTRYPOINT of its parent',
    'FROM alpine:3.24 AS base\nENTRYPOINT ["/app"]\nFROM base\nCMD ["--help"]\n',
    {
      base: 'alpine:3.24',
      dir: '/',
      through: 'base',
      user: 'root',
      entry: 'exec: /app',
      cmd: 'exec: --help',
      shell: 'yes',
      packages: 'apk',
    },
  ],
  [
    'the shell form, and the shell that runs it',
    'FROM debian:trixie-slim\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nUSER 1000\nCMD exec app --port "$PORT"\n',
    {
      base: 'debian:trixie-slim',
      dir: '/',
      user: '1000',
      cmd: `shell: /bin/bash -o pipefail -c 'exec app --port "$PORT"'`,
      shell: 'yes',
      packages: 'dpkg',
    },
  ],
  [
    'the shell form without SHELL',
    'FROM alpine:3.24\nENTRYPOINT app -v\n',
    { base: 'alpine:3.24', dir: '/', user: 'root', entry: 'shell: /bin/sh -c "app -v"', cmd: '-', shell: 'yes', packages: 'apk' },
  ],
  [
    'defaults of build arguments',
    'ARG TAG=3.24\nFROM alpine:${TAG}\nARG UID=10001\nARG PORT=8080\nARG DIR=/srv/app\nUSER ${UID}\nWORKDIR $DIR\nEXPOSE ${PORT} 9000-9002\nCOPY app ${DIR}/bin/\n',
    {
      base: 'alpine:3.24',
      user: '10001',
      dir: '/srv/app',
      ports: '8080/tcp 9000-9002/tcp',
      shell: 'yes',
      packages: 'apk',
      files: ['/srv/app/bin/ < context: app'],
    },
  ],
  [
    'build arguments without a default',
    'ARG TAG\nFROM registry.example.com/base:${TAG}\nARG UID\nUSER $UID\nCOPY a /b\n',
    { base: 'registry.example.com/base:${TAG} (open)', user: '$UID', files: ['/b < context: a'] },
  ],
  [
    'variables set by ENV',
    'FROM alpine:3.24\nENV HOME_DIR=/home/app\nENV DATA=${HOME_DIR}/data\nWORKDIR ${HOME_DIR}\nVOLUME ["$DATA"]\nVOLUME ${DATA}/cache\nLABEL dir=$HOME_DIR\n',
    {
      base: 'alpine:3.24',
      user: 'root',
      dir: '/home/app',
      env: 'HOME_DIR DATA',
      volumes: '/home/app/data /home/app/data/cache',
      labels: 'dir=/home/app',
      shell: 'yes',
      packages: 'apk',
    },
  ],
  [
    'relative directories one behind the other',
    'FROM alpine:3.24\nWORKDIR /a\nWORKDIR b\nWORKDIR ../c/\nCOPY x ./\nCOPY y z w/\n',
    {
      base: 'alpine:3.24',
      user: 'root',
      dir: '/a/c',
      shell: 'yes',
      packages: 'apk',
      files: ['/a/c/ < context: x', '/a/c/w/ < context: y z'],
    },
  ],
  [
    'a relative directory on an image that decides where it begins',
    'FROM golang:1.27\nWORKDIR app\nCOPY go.mod .\n',
    { base: 'golang:1.27', dir: '/go/app', user: 'root', shell: 'yes', packages: 'dpkg', files: ['/go/app/ < context: go.mod'] },
  ],
  [
    'files from everywhere',
    'FROM alpine:3.24\nCOPY --from=busybox:1.37 /bin/busybox /bin/\nADD https://example.com/a.tgz /tmp/\nADD git@github.com:example/app.git#v1 /src\nADD https://github.com/example/app.git#v2 /src2\nCOPY <<EOF /etc/app.conf\na=1\nEOF\nADD rootfs.tar.xz /\n',
    {
      base: 'alpine:3.24',
      dir: '/',
      user: 'root',
      shell: 'yes',
      packages: 'apk',
      files: [
        '/bin/ < image busybox:1.37: /bin/busybox',
        '/tmp/ < url: https://example.com/a.tgz',
        '/src < git: git@github.com:example/app.git#v1',
        '/src2 < git: https://github.com/example/app.git#v2',
        '/etc/app.conf < inline: EOF',
        '/ < context: rootfs.tar.xz unpacked',
      ],
    },
  ],
  [
    'stages by number and in another case',
    'FROM golang:1.27 AS Build\nRUN go build -o /a .\nFROM alpine:3.24\nRUN touch /b\nFROM alpine:3.24\nCOPY --from=BUILD /a /a\nCOPY --from=1 /b /b\n',
    {
      base: 'alpine:3.24',
      dir: '/',
      user: 'root',
      shell: 'yes',
      packages: 'apk',
      files: ['/a < stage Build: /a', '/b < stage 1: /b'],
      not: 'Build 1',
    },
  ],
  [
    'stages that nobody needs, and one that is needed by another only',
    'FROM alpine:3.24 AS tools\nFROM tools AS test\nFROM tools AS build\nRUN --mount=from=assets,target=/a cp -r /a /out\nFROM alpine:3.24 AS assets\nCOPY img /img\nFROM scratch\nCOPY --from=build /out/ /site/\n',
    { base: 'scratch', ...SCRATCH, files: ['/site/ < stage build: /out/'], not: 'tools test (unused) build assets' },
  ],
  [
    'another target',
    'FROM node:24-slim AS dev\nCMD ["npm", "run", "dev"]\nFROM node:24-slim\nUSER node\nCMD ["node", "a.js"]\n',
    { base: 'node:24-slim', dir: '/', user: 'root', cmd: 'exec: npm run dev', shell: 'yes', packages: 'dpkg', not: '1 (unused)' },
    'dev',
  ],
  [
    'a stage by its number',
    'FROM alpine:3.24\nUSER 1\nFROM alpine:3.24\nUSER 2\n',
    { base: 'alpine:3.24', dir: '/', user: '1', shell: 'yes', packages: 'apk', not: '1 (unused)' },
    '0',
  ],
  [
    'triggers of the stage below',
    'FROM alpine:3.24 AS base\nONBUILD COPY conf /etc/app/\nONBUILD USER 10001\nONBUILD EXPOSE 80\nFROM base\nEXPOSE 90\n',
    {
      base: 'alpine:3.24',
      dir: '/',
      through: 'base',
      user: '10001',
      ports: '80/tcp 90/tcp',
      shell: 'yes',
      packages: 'apk',
      files: ['/etc/app/ < context: conf'],
    },
  ],
  ['no health check where the base has one', 'FROM example.com/base:1\nHEALTHCHECK NONE\n', { base: 'example.com/base:1', health: '-' }],
  [
    'the last of several counts',
    'FROM alpine:3.24\nCMD ["a"]\nCMD ["b"]\nUSER 1\nUSER 2\nSTOPSIGNAL SIGINT\nSTOPSIGNAL SIGQUIT\nLABEL a=1\nLABEL a=2 b=3\nHEALTHCHECK CMD a\nHEALTHCHECK --timeout=1s CMD b c\n',
    {
      base: 'alpine:3.24',
      dir: '/',
      user: '2',
      cmd: 'exec: b',
      labels: 'a=2 b=3',
      health: 'shell: /bin/sh -c "b c" {"timeout":"1s"}',
      stop: 'SIGQUIT',
      shell: 'yes',
      packages: 'apk',
    },
  ],
  [
    'Windows',
    '# escape=`\nFROM mcr.microsoft.com/windows/nanoserver:ltsc2025\nWORKDIR C:\\app\nCOPY bin .\nCMD app.exe /run\n',
    {
      base: 'mcr.microsoft.com/windows/nanoserver:ltsc2025',
      user: 'ContainerUser',
      dir: 'C:/app',
      cmd: 'shell: cmd /S /C "app.exe /run"',
      shell: 'yes',

      files: ['C:/app/ < context: bin'],
    },
  ],
  [
    'a shell that was copied to an image without one',
    'FROM gcr.io/distroless/static-debian13\nCOPY --from=busybox:1.37 /bin/sh /bin/sh\nCOPY app /app\nENTRYPOINT ["/app"]\n',
    {
      base: 'gcr.io/distroless/static-debian13',
      user: 'root',
      entry: 'exec: /app',
      cmd: '-',
      packages: 'dpkg',
      files: ['/bin/sh < image busybox:1.37: /bin/sh', '/app < context: app'],
    },
  ],
  [
    'a package database that was brought along',
    'FROM alpine:3.24 AS root\nRUN apk add --root /out --initdb musl\nFROM scratch\nCOPY --from=root /out/lib/apk /lib/apk\nCOPY app /app\nENTRYPOINT ["/app"]\n',
    {
      base: 'scratch',
      ...SCRATCH,
      entry: 'exec: /app',
      packages: 'apk',
      files: ['/lib/apk < stage root: /out/lib/apk', '/app < context: app'],
      not: 'root',
    },
  ],
  [
    'an image of Chainguard',
    'FROM cgr.dev/chainguard/static:latest\nCOPY app /usr/bin/app\nENTRYPOINT ["/usr/bin/app"]\n',
    {
      base: 'cgr.dev/chainguard/static:latest',
      user: '65532',
      entry: 'exec: /usr/bin/app',
      cmd: '-',
      shell: 'no',
      packages: 'apk',
      files: ['/usr/bin/app < context: app'],
    },
  ],
  [
    'the JSON form of COPY, and blanks in names',
    'FROM alpine:3.24\nWORKDIR /srv\nCOPY ["a b", "c d/"]\nVOLUME ["/x y", "/z"]\n',
    {
      base: 'alpine:3.24',
      user: 'root',
      dir: '/srv',
      volumes: '/x y /z',
      shell: 'yes',
      packages: 'apk',
      files: ['/srv/c d/ < context: a b'],
    },
  ],
  [
    'a platform of its own',
    'FROM --platform=linux/arm64 debian:trixie-slim AS base\nFROM base AS app\nUSER 1000:1000\n',
    { base: 'debian:trixie-slim', dir: '/', through: 'base', user: '1000:1000', shell: 'yes', packages: 'dpkg' },
    'app',
  ],
  [
    'an empty ENTRYPOINT takes the one of the base back',
    'FROM alpine:3.24\nENTRYPOINT []\nCMD ["/app"]\n',
    { base: 'alpine:3.24', dir: '/', user: 'root', entry: 'exec: ', cmd: 'exec: /app', shell: 'yes', packages: 'apk' },
  ],
  [
    'a service with a database beside it, whole',
    '# syntax=docker/dockerfile:1\nARG PYTHON=3.14\nFROM python:${PYTHON}-slim AS build\nRUN python -m venv /venv\nCOPY requirements.txt .\nRUN /venv/bin/pip install --no-cache-dir -r requirements.txt\n\nFROM python:${PYTHON}-slim\nARG VERSION=dev\nLABEL org.opencontainers.image.version=$VERSION\nENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1\nWORKDIR /app\nCOPY --from=build --chown=10001 /venv /venv\nCOPY app app\nUSER 10001\nEXPOSE 8000\nHEALTHCHECK CMD python -m app.health\nENTRYPOINT ["gunicorn"]\nCMD ["-b", ":8000", "app:app"]\n',
    {
      base: 'python:3.14-slim',
      user: '10001',
      dir: '/app',
      entry: 'exec: gunicorn',
      cmd: 'exec: -b :8000 app:app',
      env: 'PATH PYTHONUNBUFFERED',
      ports: '8000/tcp',
      labels: 'org.opencontainers.image.version=dev',
      health: 'shell: /bin/sh -c "python -m app.health" {}',
      shell: 'yes',
      packages: 'dpkg',
      files: ['/venv < stage build: /venv owner 10001', '/app/app < context: app'],
      not: 'build',
    },
  ],
  [
    'relative paths on an image that nobody knows',
    'FROM example.com/a:1\nCOPY a .\nWORKDIR b\nCOPY c d/\nCOPY e ..\nCOPY f /g\n',
    {
      base: 'example.com/a:1',
      files: ['./ < context: a', './b/d/ < context: c', './ < context: e', '/g < context: f'],
    },
  ],
  [
    'an ENTRYPOINT in the middle of a chain, and a CMD in front of the ENTRYPOINT of its own stage',
    'FROM debian:trixie-slim AS a\nCMD ["x"]\nFROM a AS b\nCMD ["y"]\nENTRYPOINT ["e"]\nFROM b AS c\nUSER 1\n',
    {
      ...{ base: 'debian:trixie-slim', through: 'a b', user: '1', dir: '/' },
      ...{ entry: 'exec: e', cmd: 'exec: y', shell: 'yes', packages: 'dpkg' },
    },
  ],
  [
    'triggers that set the start command of the stage above and end there',
    'FROM alpine:3.24 AS a\nONBUILD ENTRYPOINT ["t"]\nONBUILD WORKDIR /t\nONBUILD COPY . .\nCMD ["k"]\nFROM a AS b\nCOPY x y\nFROM b AS c\nWORKDIR z\n',
    {
      ...{ base: 'alpine:3.24', through: 'a b', user: 'root', dir: '/t/z', entry: 'exec: t', cmd: '-', shell: 'yes', packages: 'apk' },
      files: ['/t/ < context: .', '/t/y < context: x'],
    },
  ],
  [
    'a trigger that copies from a stage',
    'FROM alpine:3.24 AS s\nFROM alpine:3.24 AS a\nONBUILD COPY --from=s /x /x\nONBUILD COPY --from=busybox:1.37 /y /y\nFROM a\n',
    {
      ...{ base: 'alpine:3.24', through: 'a', user: 'root', dir: '/', shell: 'yes', packages: 'apk', not: 's' },
      files: ['/x < stage s: /x', '/y < image busybox:1.37: /y'],
    },
  ],
  [
    'triggers of the stage itself wait for another',
    'FROM alpine:3.24\nONBUILD USER 5\nONBUILD COPY a /b\n',
    { base: 'alpine:3.24', user: 'root', dir: '/', shell: 'yes', packages: 'apk' },
  ],
  [
    'values from above FROM, of the stage, in quotes, and by default',
    "ARG V=1\nARG W=base\nFROM alpine:3.24\nARG V\nARG W=stage\nARG Z\nENV V=env-$V\nLABEL v=$V w=$W z=${Z:-none} q=\"${W}\"x 's'='$W' t=a\\$V\nEXPOSE ${P:-8080}\n",
    {
      ...{ base: 'alpine:3.24', user: 'root', dir: '/', env: 'V', ports: '8080/tcp', shell: 'yes', packages: 'apk' },
      labels: 'v=env-1 w=stage z=none q=stagex s=$W t=a$V',
    },
  ],
  [
    'one ENV reads what the one before it set',
    'FROM alpine:3.24\nENV A=1\nENV A=2 B=$A\nENV C $A x  y\nLABEL a=$A b=$B c="$C"\n',
    {
      ...{ base: 'alpine:3.24', user: 'root', dir: '/', env: 'A B C', shell: 'yes', packages: 'apk' },
      labels: 'a=2 b=1 c=2 x  y',
    },
  ],
  [
    'ENV hides an ARG of its name, even where its value is not known',
    'FROM example.com/a:1\nARG X=1\nENV X=$Q\nLABEL x=$X\n',
    { base: 'example.com/a:1', env: 'X', labels: 'x=$X' },
  ],
  [
    'two stages of one name: FROM takes the one before it, --from the last',
    'FROM alpine:3.24 AS a\nCOPY one /one\nFROM a AS A\nCOPY two /two\nFROM a\nCOPY --from=a /x /x\n',
    {
      ...{ base: 'alpine:3.24', through: 'a A', user: 'root', dir: '/', shell: 'yes', packages: 'apk' },
      files: ['/one < context: one', '/two < context: two', '/x < stage A: /x'],
    },
  ],
  [
    'a later stage is no base, and an image may be called like the stage made of it',
    'FROM b AS a\nUSER 1\nFROM a AS b\n',
    { base: 'b', through: 'a', user: '1' },
  ],
  [
    'stages that copy from each other',
    'FROM alpine:3.24 AS a\nCOPY --from=b /x /x\nFROM alpine:3.24 AS b\nCOPY --from=a /x /x\n',
    { base: 'alpine:3.24', user: 'root', dir: '/', shell: 'yes', packages: 'apk', files: ['/x < stage a: /x'], not: 'a' },
  ],
  [
    'flags of COPY',
    'FROM alpine:3.24 AS s\nFROM alpine:3.24\nARG UID=1000\nCOPY --from=s --link --chown=$UID:0 --chmod=u=rwX,go=rX /a /b\nCOPY --parents --exclude=*.md --exclude=t/* src/a.txt /p\nCOPY --from=nginx:1.29 /etc/nginx/nginx.conf /n.conf\n',
    {
      ...{ base: 'alpine:3.24', user: 'root', dir: '/', shell: 'yes', packages: 'apk', not: 's' },
      files: [
        '/b < stage s: /a owner 1000:0 mode u=rwX,go=rX',
        '/p/ < context: src/a.txt without *.md t/*',
        '/n.conf < image nginx:1.29: /etc/nginx/nginx.conf',
      ],
    },
  ],
  [
    'several heredocs, with a file beside them',
    'FROM scratch\nCOPY <<robots.txt <<"hu mans.txt" /html/\na\nrobots.txt\nb\nhu mans.txt\nCOPY --chmod=755 <<-"E" /run.sh\n\ta\n\tE\nCOPY conf <<x.conf /etc/\n1\nx.conf\n',
    {
      ...{ base: 'scratch', ...SCRATCH },
      files: ['/html/ < inline: robots.txt hu mans.txt', '/run.sh < inline: E mode 755', '/etc/ < context: conf', '/etc/ < inline: x.conf'],
    },
  ],
  [
    'archives, and addresses with a question mark or another scheme',
    'FROM alpine:3.24\nADD app.tar.gz /opt/app\nADD --unpack=false b.tgz /opt/b.tgz\nADD --unpack https://example.com/c.tgz /c\nADD https://example.com/d.tgz /d\nADD https://github.com/a/b.git?ref=v1 /g\nADD ssh://git@example.com/a /h\nADD x.git /i\nADD a https://example.com/q /all/\n',
    {
      ...{ base: 'alpine:3.24', user: 'root', dir: '/', shell: 'yes', packages: 'apk' },
      files: [
        '/opt/app/ < context: app.tar.gz unpacked',
        '/opt/b.tgz < context: b.tgz',
        '/c/ < url: https://example.com/c.tgz unpacked',
        '/d < url: https://example.com/d.tgz',
        '/g < git: https://github.com/a/b.git?ref=v1',
        '/h < git: ssh://git@example.com/a',
        '/i < context: x.git',
        '/all/ < context: a',
        '/all/ < url: https://example.com/q',
      ],
    },
  ],
  [
    'targets that are folders without a slash',
    'FROM alpine:3.24\nWORKDIR /w\nCOPY *.js /w\nCOPY x ..\nCOPY y .\nCOPY z /w/.\nCOPY dir/ out\nCOPY v $WHERE/x\n',
    {
      ...{ base: 'alpine:3.24', user: 'root', dir: '/w', shell: 'yes', packages: 'apk' },
      files: [
        ...['/w/ < context: *.js', '/ < context: x', '/w/ < context: y', '/w/ < context: z'],
        ...['/w/out < context: dir/', '$WHERE/x < context: v'],
      ],
    },
  ],
  [
    'relative paths on Windows',
    '# escape=`\nFROM mcr.microsoft.com/windows/servercore:ltsc2025\nCOPY a b\nWORKDIR \\app\nWORKDIR ..\\..\\sub\nVOLUME data\nCOPY x c:/x/\n',
    {
      base: 'mcr.microsoft.com/windows/servercore:ltsc2025',
      ...{ user: 'ContainerAdministrator', dir: 'C:/sub', volumes: 'C:/sub/data', shell: 'yes' },
      files: ['C:/b < context: a', 'c:/x/ < context: x'],
    },
  ],
  [
    'paths from the root on Windows',
    'FROM mcr.microsoft.com/dotnet/aspnet:10.0-nanoserver-ltsc2025\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["dotnet", "a.dll"]\nUSER ContainerUser\n',
    {
      base: 'mcr.microsoft.com/dotnet/aspnet:10.0-nanoserver-ltsc2025',
      ...{ user: 'ContainerUser', dir: 'C:/app', entry: 'exec: dotnet a.dll', cmd: '-', shell: 'yes' },
      files: ['C:/app/ < context: .'],
    },
  ],
  [
    'instructions that are half typed say nothing',
    'FROM alpine:3.24\nCMD ["a"]\nCMD\nENTRYPOINT\nHEALTHCHECK\nSTOPSIGNAL\nUSER\nWORKDIR\nCOPY\nCOPY a\nEXPOSE\nVOLUME\nLABEL\nENV\n',
    { base: 'alpine:3.24', user: 'root', dir: '/', cmd: 'exec: a', shell: 'yes', packages: 'apk' },
  ],
];

describe('what ships', () => {
  for (const [title, text, answer, target] of CASES) {
    it(title, () => {
      const images = service.ships({ text, path: 'Dockerfile', config: service.defaultConfig() }, target);
      assert.ok(!('refused' in images) && images.length === 1);
      const [image] = images;
      assert.ok(image);
      const expected = Object.fromEntries(Object.entries(answer).filter(([, value]) => value !== '?'));
      assert.deepEqual(answerOf(image), expected);
      const tree = shipsText('Dockerfile', text, image);
      assert.equal(tree.split('\n').filter((line) => /^[^├└│ ]/.test(line)).length, 1);
      assert.match(tree, /\n└─ [^\n]+\n(?: {3}[^\n]+\n)*$/);
    });
  }

  it('is told in few lines, each folder once, and a file of one stage is called no stage', () => {
    const shipped = (text: string) => {
      const images = service.ships({ text, path: 'Dockerfile', config: service.defaultConfig() });
      assert.ok(!('refused' in images) && images[0]);
      return images[0];
    };
    const one = 'FROM scratch\nCOPY a b /app/\nCOPY c /app/\nUSER 1000\n';
    const hover = shipsHover(shipped(one), true);
    assert.match(hover, /^\*\*What this file ships\*\*\n/);
    assert.match(hover, /\n- files: `\/app\/` from the build context$/);
    assert.match(shipsText('Dockerfile', one, shipped(one)), /^Dockerfile\n├─ base +scratch \(line 1\)\n├─ user +1000 \(line 4\)\n/);
    const unused = 'FROM alpine:3.24\nENTRYPOINT exec app\nCMD ["-v"]\n';
    assert.match(shipsHover(shipped(unused), true), /\n- starts: `\/bin\/sh -c "exec app"`\n/);
    assert.match(shipsHover(shipped('FROM alpine:3.24\nENTRYPOINT []\n'), true), /\n- starts: nothing, the list is empty\n/);
    const two = 'FROM alpine:3.24 AS a\nFROM scratch\nCOPY --from=a /b /b\n';
    assert.match(shipsText('Dockerfile', two, shipped(two)), /^Dockerfile: stage 1\n/);
    assert.match(shipsHover(shipped(two), false), /^\*\*What stage 1 would ship\*\* if it were the last\n/);
  });

  it('is a tree that stays in a terminal, with paths in a column', () => {
    const shown = (text: string): string => {
      const images = service.ships({ text, path: 'Dockerfile', config: service.defaultConfig() });
      assert.ok(!('refused' in images) && images[0]);
      return shipsText('Dockerfile', text, images[0]);
    };
    const names = Array.from({ length: 20 }, (_, i) => `VARIABLE_${i}`);
    const many = shown(`FROM alpine:3.24\nENV ${names.map((name) => `${name}=x`).join(' ')}\n`);
    assert.ok(many.split('\n').every((line) => line.length < 120));
    assert.deepEqual(many.match(/VARIABLE_\d+/g), names);
    const sources = Array.from({ length: 15 }, (_, i) => `some/long/path/${i}`);
    const files = shown(`FROM alpine:3.24\nCOPY ${sources.join(' ')} /x/\nCOPY ["a b", "c", "/longer/"]\nCOPY --from=9 a /b\n`);
    assert.match(files, /\n└─ files {9}\/x\/ {7}from the build context: some[^\n]+4\n {29}some[^\n]+\n {29}some[^\n]+14 \(line 2\)\n/);
    assert.match(
      files,
      /\n {17}\/longer\/ {2}from the build context: "a b" c \(line 3\)\n {17}\/b {8}from stage 9, which is not there: a \(line 4\)\n$/,
    );
    const empty = 'FROM nginx:1.29\nENTRYPOINT []\nCMD set -e; \\\n  a\n';
    assert.match(
      shown(empty),
      /\n├─ entrypoint {4}none, the list is empty \(line 2\)\n├─ command {7}\/bin\/sh -c "set -e; a", shell form \(line 3\)\n/,
    );
    const unused = shown('FROM alpine:3.24\nENTRYPOINT exec app\nCMD ["-v"]\n');
    assert.match(unused, /\n├─ command {7}-v, exec form, which an entrypoint in shell form does not get \(line 3\)\n/);
    assert.match(shown('FROM\n'), /\n├─ base {10}none is named yet \(line 1\)\n/);
  });

  it('is each image that the configuration names', () => {
    const text = 'FROM alpine:3.24 AS a\nFROM alpine:3.24 AS b\nFROM alpine:3.24 AS c\n';
    const images = service.ships({ text, path: 'Dockerfile', config: { ...service.defaultConfig(), targets: ['a', 'c'] } });
    assert.deepEqual('refused' in images ? images : images.map(({ stage }) => stage.name), ['a', 'c']);
  });

  it('is said not to be known where there is no image', () => {
    const ask = (text: string, path: string, target?: string) => service.ships({ text, path, config: service.defaultConfig() }, target);
    assert.deepEqual(ask('RUN a\n', 'Dockerfile'), { refused: 'it has no FROM' });
    assert.deepEqual(ask('FROM a AS b\n', 'Dockerfile', 'c'), { refused: 'it has no stage "c"; there are b' });
    assert.deepEqual(ask('apiVersion: v1\nkind: Pod\n', 'pod.yaml'), { refused: 'this is no Dockerfile' });
  });
});
