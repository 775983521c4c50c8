import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contextOf } from '../../../../test/kit/context.js';
import { lintWith } from '../../../../test/kit/rule-suite.js';
import { readDockerfile } from '../model/dockerfile/read.js';
import buildTools from '../rules/dockerfile/build-tools-in-final-stage.js';
import namedUser from '../rules/dockerfile/named-user.js';
import rootUser from '../rules/dockerfile/root-user.js';
import scratch from '../rules/dockerfile/scratch-final-stage.js';
import sdk from '../rules/dockerfile/sdk-in-final-stage.js';
import singleStage from '../rules/dockerfile/single-stage-build.js';
import { applyEdits, areDisjoint } from '../text/apply-edits.js';
import { rewriteMultiStage } from './multi-stage.js';

function rewritten(before: string): string {
  const model = readDockerfile(before);
  const result = rewriteMultiStage(model);
  if ('refused' in result) return assert.fail(result.refused);
  assert.ok(areDisjoint(result.edits));
  const after = applyEdits(before, result.edits);
  const read = readDockerfile(after);
  assert.equal(read.stages.length, 2);
  assert.deepEqual(read.comments.map(({ value }) => value).sort(), model.comments.map(({ value }) => value).sort(), 'comments');
  for (const rule of [rootUser, namedUser, singleStage, buildTools, sdk, scratch]) {
    assert.deepEqual(
      lintWith(rule, after).map(({ message }) => message),
      [],
      rule.id,
    );
  }
  assert.ok('refused' in rewriteMultiStage(read), 'a second rewrite has nothing to do');
  return after;
}

const rewrites = (title: string, before: string, after: string) => it(`rewrites ${title}`, () => assert.equal(rewritten(before), after));

const refuses = (title: string, text: string, reason: RegExp) =>
  it(`refuses ${title}`, () => {
    const result = rewriteMultiStage(readDockerfile(text));
    assert.ok('refused' in result, 'it is rewritten');
    assert.match(result.refused, reason);
  });

const STATIC = 'gcr.io/distroless/static-debian13:nonroot';
const LIBC = 'gcr.io/distroless/base-debian13:nonroot';
const go = (build: string, start = 'CMD ["/app"]') => `FROM golang:1.27\nWORKDIR /src\nCOPY . .\n${build}\n${start}\n`;

describe('rewrite into two stages: Go', () => {
  rewrites(
    'labels that stood between blank lines, without leaving two of them',
    'FROM golang:1.27\n\nLABEL a=b\nLABEL c=d\n\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app .\nCMD ["/app"]\n',
    `FROM golang:1.27 AS build\n\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app .\n\nFROM ${STATIC}\nWORKDIR /src\nCOPY --from=build /app /app\nLABEL a=b\nLABEL c=d\nUSER 65532:65532\nCMD ["/app"]\n`,
  );

  rewrites(
    'a whole file without cgo',
    `# syntax=docker/dockerfile:1

# the web server of the shop
FROM golang:1.27-bookworm
LABEL org.opencontainers.image.source="https://example.com/acme/shop"
ARG VERSION=dev
ENV CGO_ENABLED=0 \\
    SHOP_MODE=production
# where the sources live
WORKDIR /src

COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
# the program
RUN go build -trimpath -ldflags="-s -w -X main.version=$VERSION" \\
    # static
    -o bin/web ./cmd/web

LABEL org.opencontainers.image.version="$VERSION"
# http
EXPOSE 8080
STOPSIGNAL SIGINT

# start
ENTRYPOINT ["./bin/web"]
CMD ["--port", "8080"]
`,
    `# syntax=docker/dockerfile:1

# the web server of the shop
FROM golang:1.27-bookworm AS build
ARG VERSION=dev
ENV CGO_ENABLED=0 \\
    SHOP_MODE=production
# where the sources live
WORKDIR /src

COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
# the program
RUN go build -trimpath -ldflags="-s -w -X main.version=$VERSION" \\
    # static
    -o bin/web ./cmd/web

FROM ${STATIC}
ARG VERSION=dev
ENV SHOP_MODE=production
WORKDIR /src
COPY --from=build /src/bin/web /src/bin/web
LABEL org.opencontainers.image.source="https://example.com/acme/shop"
LABEL org.opencontainers.image.version="$VERSION"
# http
EXPOSE 8080
STOPSIGNAL SIGINT

USER 65532:65532
# start
ENTRYPOINT ["./bin/web"]
CMD ["--port", "8080"]
`,
  );
  rewrites(
    'cgo as it comes, on glibc',
    go('RUN go build -o /app ./cmd'),
    `FROM golang:1.27 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /app ./cmd\n\nFROM ${LIBC}\nWORKDIR /src\nCOPY --from=build /app /app\nUSER 65532:65532\nCMD ["/app"]\n`,
  );
  rewrites(
    'cgo on Alpine, on Alpine',
    'FROM golang:1.27-alpine\nRUN apk add --no-cache gcc musl-dev git\nCOPY . /src\nRUN go build -C /src -o /usr/local/bin/app\nENTRYPOINT ["app"]\n',
    'FROM golang:1.27-alpine AS build\nRUN apk add --no-cache gcc musl-dev git\nCOPY . /src\nRUN go build -C /src -o /usr/local/bin/app\n\nFROM alpine:3.24\nRUN apk add --no-cache tzdata\nCOPY --from=build /usr/local/bin/app /usr/local/bin/app\nUSER 65532:65532\nENTRYPOINT ["app"]\n',
  );
  rewrites(
    'Alpine without a compiler, where cgo is off by itself',
    'FROM golang:1.27-alpine\nCOPY . /src\nRUN cd /src && go build -o ../app\nCMD ["/app"]\n',
    `FROM golang:1.27-alpine AS build\nCOPY . /src\nRUN cd /src && go build -o ../app\n\nFROM ${STATIC}\nCOPY --from=build /app /app\nUSER 65532:65532\nCMD ["/app"]\n`,
  );
  rewrites(
    'Alpine before Go 1.20, on Alpine',
    'FROM golang:1.19-alpine\nCOPY . /src\nRUN cd /src && go build -o /app\nCMD ["/app"]\n',
    'FROM golang:1.19-alpine AS build\nCOPY . /src\nRUN cd /src && go build -o /app\n\nFROM alpine:3.24\nRUN apk add --no-cache tzdata\nCOPY --from=build /app /app\nUSER 65532:65532\nCMD ["/app"]\n',
  );
  rewrites(
    'Alpine of an unknown version, on Alpine',
    'FROM golang:alpine\nCOPY . /src\nRUN cd /src && go build -o /app\nCMD ["/app"]\n',
    'FROM golang:alpine AS build\nCOPY . /src\nRUN cd /src && go build -o /app\n\nFROM alpine:3.24\nRUN apk add --no-cache tzdata\nCOPY --from=build /app /app\nUSER 65532:65532\nCMD ["/app"]\n',
  );
  for (const [title, build] of [
    ['in front of the command', 'RUN CGO_ENABLED=0 go build -o /app'],
    ['by env', 'RUN env CGO_ENABLED=0 go build -o /app'],
    ['by export', 'RUN export CGO_ENABLED=0 GOOS=linux && go build -o /app'],
    ['in a heredoc', 'RUN <<EOF\nset -e\nexport CGO_ENABLED=0\ngo build -o /app\nEOF'],
  ] as const) {
    rewrites(
      `cgo switched off ${title}`,
      go(build),
      `FROM golang:1.27 AS build\nWORKDIR /src\nCOPY . .\n${build}\n\nFROM ${STATIC}\nWORKDIR /src\nCOPY --from=build /app /app\nUSER 65532:65532\nCMD ["/app"]\n`,
    );
  }
  rewrites(
    'go install of a module with a version',
    'FROM golang:1.27\nRUN CGO_ENABLED=0 go install example.com/acme/tool/v2@v2.0.1\nENTRYPOINT ["tool"]\n',
    `FROM golang:1.27 AS build\nRUN CGO_ENABLED=0 go install example.com/acme/tool/v2@v2.0.1\n\nFROM ${STATIC}\nCOPY --from=build /go/bin/tool /usr/local/bin/tool\nUSER 65532:65532\nENTRYPOINT ["tool"]\n`,
  );
  rewrites(
    'go install into a folder of its own',
    'FROM golang:1.27\nENV GOBIN=/out CGO_ENABLED=0\nRUN go install ./cmd/web\nCMD ["/out/web"]\n',
    `FROM golang:1.27 AS build\nENV GOBIN=/out CGO_ENABLED=0\nRUN go install ./cmd/web\n\nFROM ${STATIC}\nCOPY --from=build /out/web /out/web\nUSER 65532:65532\nCMD ["/out/web"]\n`,
  );
  rewrites(
    'a shell form that needs no shell, and a start command above the build',
    'FROM golang:1.27 AS server\nCMD exec /app --port 80\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app\n',
    `FROM golang:1.27 AS server\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app\n\nFROM ${STATIC}\nCOPY --from=server /app /app\nUSER 65532:65532\nCMD ["/app", "--port", "80"]\n`,
  );
  rewrites(
    'and keeps CRLF and a missing line break at the end',
    'FROM golang:1.27\r\nCOPY . .\r\nRUN CGO_ENABLED=0 go build -o /app\r\nCMD ["/app"]',
    `FROM golang:1.27 AS build\r\nCOPY . .\r\nRUN CGO_ENABLED=0 go build -o /app\r\n\r\nFROM ${STATIC}\r\nCOPY --from=build /app /app\r\nUSER 65532:65532\r\nCMD ["/app"]`,
  );
  rewrites(
    'the account of the file by its number, and files of the program',
    'FROM golang:1.27\nRUN useradd -u 10001 app\nCOPY views /views\nCOPY main.go .\nRUN CGO_ENABLED=0 go build -o /app main.go && chmod +x /app\nCOPY app.yaml /etc/\nUSER app\nCMD ["/app"]\n',
    `FROM golang:1.27 AS build\nRUN useradd -u 10001 app\nCOPY views /views\nCOPY main.go .\nRUN CGO_ENABLED=0 go build -o /app main.go && chmod +x /app\n\nFROM ${STATIC}\nCOPY --from=build /app /app\nCOPY --from=build /views /views\nCOPY app.yaml /etc/\nUSER 10001\nCMD ["/app"]\n`,
  );
  rewrites(
    'root, which the runtime stage does not need',
    go('RUN CGO_ENABLED=0 go build -o /app', 'USER root\nHEALTHCHECK CMD ["/app", "health"]\nCMD ["/app"]'),
    `FROM golang:1.27 AS build\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app\n\nFROM ${STATIC}\nWORKDIR /src\nCOPY --from=build /app /app\nUSER 65532:65532\nHEALTHCHECK CMD ["/app", "health"]\nCMD ["/app"]\n`,
  );

  refuses('go build without -o', go('RUN go build ./cmd'), /no -o/);
  refuses('-o with a folder', go('RUN go build -o /out/ ./cmd'), /names a folder/);
  refuses('-o with a variable', go('RUN go build -o /app-$TARGETARCH ./cmd'), /not written out/);
  refuses('several packages', go('RUN go build -o /app ./cmd/a ./cmd/b'), /several programs/);
  refuses('all packages', go('RUN go build -o /app ./...'), /several programs/);
  rewrites(
    'several programs with names',
    go('RUN CGO_ENABLED=0 go build -o /app ./cmd/a && CGO_ENABLED=0 go build -o /b ./cmd/b'),
    `FROM golang:1.27 AS build\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app ./cmd/a && CGO_ENABLED=0 go build -o /b ./cmd/b\n\nFROM ${STATIC}\nWORKDIR /src\nCOPY --from=build /app /app\nCOPY --from=build /b /b\nUSER 65532:65532\nCMD ["/app"]\n`,
  );
  refuses('several builds without names', go('RUN go build -o /app ./cmd/a && go build ./cmd/...'), /name of one of them/);
  refuses(
    'a program that builds the sources',
    go('RUN go install github.com/air-verse/air@latest', 'CMD ["air"]'),
    /needs the sources or the compiler/,
  );
  rewrites(
    'a program that is moved to where it starts',
    go('RUN CGO_ENABLED=0 go build -o app && mv app /app'),
    `FROM golang:1.27 AS build\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o app && mv app /app\n\nFROM ${STATIC}\nWORKDIR /src\nCOPY --from=build /app /app\nUSER 65532:65532\nCMD ["/app"]\n`,
  );
  refuses('a program that is moved away', go('RUN go build -o /app && mv /app /tmp/x'), /moved or removed/);
  refuses('a program in a cache', go('RUN --mount=type=cache,target=/out go build -o /out/app', 'CMD ["/out/app"]'), /mount of its RUN/);
  rewrites(
    'a program without -o, which CMD names',
    go('RUN go build', 'CMD ["./web"]'),
    `FROM golang:1.27 AS build\nWORKDIR /src\nCOPY . .\nRUN go build\n\nFROM ${LIBC}\nWORKDIR /src\nCOPY --from=build /src/web /src/web\nUSER 65532:65532\nCMD ["./web"]\n`,
  );
  refuses('a folder that is not certain', go('RUN (cd cmd; go build -o app)', 'CMD ["/src/cmd/app"]'), /not certain/);
  refuses('a WORKDIR that is not certain', 'FROM golang:1.27\nARG DIR\nWORKDIR $DIR\nRUN go build -o app\nCMD ["./app"]\n', /not certain/);
  refuses('go install of all, where something else starts', 'FROM golang:1.27\nRUN go install ./...\nCMD ["/srv/app"]\n', /which program/);
  refuses(
    'go install for another platform',
    'FROM golang:1.27\nRUN GOARCH=arm64 go install example.com/tool@latest\nCMD ["tool"]\n',
    /another platform/,
  );
  refuses('another system', go('RUN GOOS=windows go build -o /app'), /another system/);
  refuses('the race detector', go('RUN go build -race -o /app'), /more than the program/);
  refuses(
    'a library that cgo links to, which no table knows',
    'FROM golang:1.27\nRUN apt-get update && apt-get install -y libacme-dev\nRUN go build -o /app\nCMD ["/app"]\n',
    /"libacme-dev" is not known/,
  );
  refuses(
    'a library whose name differs between releases',
    'FROM golang:1.27\nRUN apt-get update && apt-get install -y libicu-dev\nRUN go build -o /app\nCMD ["/app"]\n',
    /name the release in the tag/,
  );
  refuses(
    'packages of a variable',
    'FROM golang:1.27\nARG EXTRA\nRUN apt-get update && apt-get install -y $EXTRA\nRUN go build -o /app\nCMD ["/app"]\n',
    /name of a variable/,
  );
  refuses(
    'packages of a repository of its own',
    'FROM golang:1.27\nRUN add-apt-repository ppa:acme/tools && apt-get install -y acme-tool\nRUN go build -o /app\nCMD ["/app"]\n',
    /repository that the build adds/,
  );
  refuses(
    'a file that is fetched and that nothing reads',
    'FROM golang:1.27\nWORKDIR /src\nRUN curl -fsSL -o /models/words.bin https://example.com/words.bin\nCOPY . .\nRUN go build -o /app\nCMD ["/app"]\n',
    /fetches before the build/,
  );
  refuses('another program that starts', go('RUN go build -o /app', 'CMD ["/run"]'), /what starts/);
  refuses('a script that starts', go('RUN go build -o /app', 'CMD ["./run.sh"]'), /the script "run\.sh"/);
  rewrites(
    'a start command that needs a shell',
    go('RUN CGO_ENABLED=0 go build -o /app', 'CMD /app --port $PORT'),
    'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app\n\nFROM debian:trixie-slim\nRUN apt-get update \\\n && apt-get install -y --no-install-recommends ca-certificates tzdata \\\n && rm -rf /var/lib/apt/lists/*\nWORKDIR /src\nCOPY --from=build /app /app\nUSER 65532:65532\nCMD /app --port $PORT\n',
  );
  rewrites(
    'folders that the program writes to',
    'FROM golang:1.27\nRUN mkdir -p /data /var/log/app && useradd -u 10001 app && chown app /data\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app\nUSER app\nCMD ["/app"]\n',
    `FROM golang:1.27 AS build\nRUN mkdir -p /data /var/log/app && useradd -u 10001 app && chown app /data\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app\n\nFROM ${STATIC}\nWORKDIR /src\nCOPY --from=build /app /app\nCOPY --chown=10001:10001 --from=build /data /data\nCOPY --chown=10001:10001 --from=build /var/log/app /var/log/app\nUSER 10001\nCMD ["/app"]\n`,
  );
  rewrites(
    'a health check by the program, which no shell has to start',
    go('RUN CGO_ENABLED=0 go build -o /app', '# alive?\nHEALTHCHECK --interval=10s CMD /app health --quick\nCMD ["/app"]'),
    `FROM golang:1.27 AS build\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app\n\nFROM ${STATIC}\nWORKDIR /src\nCOPY --from=build /app /app\n# alive?\nHEALTHCHECK --interval=10s CMD ["/app", "health", "--quick"]\nUSER 65532:65532\nCMD ["/app"]\n`,
  );
  refuses('a script that starts', go('RUN go build -o /app', 'CMD cd /srv && /app'), /shell script of its own/);
  refuses('no start command', 'FROM golang:1.27\nRUN go build -o /app\n', /no CMD or ENTRYPOINT/);
  refuses(
    'a health check by a script',
    go('RUN go build -o /app', 'HEALTHCHECK CMD /check.sh\nCMD ["/app"]'),
    /HEALTHCHECK runs the script "check\.sh"/,
  );
  refuses('a RUN behind the build', go('RUN go build -o /app\nRUN ./setup.sh'), /"setup.sh" runs after the build/);
  refuses('a COPY between the build and a RUN', go('RUN go build -o /app\nCOPY a /a\nRUN chmod 600 /a'), /no shell for it/);
  refuses(
    'a COPY between two steps of the build',
    go('RUN go build -o /app\nCOPY a /a\nRUN strip /app'),
    /copied behind the build and in front of "strip"/,
  );
  refuses('ONBUILD', go('RUN go build -o /app\nONBUILD COPY a /a'), /ONBUILD/);
  refuses('SHELL that reads the start command', go('SHELL ["/bin/bash", "-c"]\nRUN go build -o /app', 'CMD /app $OPTIONS'), /SHELL/);
  refuses('several stages', 'FROM golang:1.27 AS a\nRUN go build -o /app\nFROM a\nCMD ["/app"]\n', /several stages/);
  refuses('a language of its own', 'FROM swift:6.2\nRUN swift build -c release\nCMD ["/app"]\n', /programs of swift/);
  refuses(
    'an image that nobody knows',
    'FROM example.com/acme/build:1\nRUN go build -o /app\nCMD ["/app"]\n',
    /not among the known images/,
  );
  refuses('Windows', 'FROM golang:1.27-nanoserver\nRUN go build -o app.exe\nCMD ["app.exe"]\n', /Windows/);
  refuses('nothing that is built', 'FROM golang:1.27\nCMD ["go", "test"]\n', /nothing is built/);
  refuses('an empty file', '', /no FROM/);
});

describe('rewrite into two stages: Node', () => {
  rewrites(
    'a whole file',
    `FROM node:24-bookworm
WORKDIR /srv
ENV NODE_ENV=production PORT=3000

# packages first, for the cache
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm \\
    npm ci --include=dev

COPY . .
RUN npm run lint \\
 && npm run build

EXPOSE 3000
USER node
HEALTHCHECK CMD ["node", "dist/health.js"]
CMD ["node", "--enable-source-maps", "dist/server.js"]
`,
    `FROM node:24-bookworm AS build
WORKDIR /srv
ENV NODE_ENV=production PORT=3000

# packages first, for the cache
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm \\
    npm ci --include=dev

COPY . .
RUN npm run lint \\
 && npm run build

RUN npm prune --omit=dev

FROM node:24-bookworm-slim
ENV NODE_ENV=production PORT=3000
WORKDIR /srv
COPY --from=build /srv/package.json /srv/package.json
COPY --from=build /srv/node_modules /srv/node_modules
COPY --from=build /srv/dist /srv/dist
EXPOSE 3000
USER 1000:1000
HEALTHCHECK CMD ["node", "dist/health.js"]
CMD ["node", "--enable-source-maps", "dist/server.js"]
`,
  );
  rewrites(
    'Alpine, where the image stays, and pnpm',
    'FROM node:24-alpine\nWORKDIR /srv\nCOPY . .\nRUN pnpm install --frozen-lockfile && pnpm run build\nENTRYPOINT ["node", "build/index.js"]\n',
    'FROM node:24-alpine AS build\nWORKDIR /srv\nCOPY . .\nRUN pnpm install --frozen-lockfile && pnpm run build\nRUN pnpm prune --prod\n\nFROM node:24-alpine\nWORKDIR /srv\nCOPY --from=build /srv/package.json /srv/package.json\nCOPY --from=build /srv/node_modules /srv/node_modules\nCOPY --from=build /srv/build /srv/build\nUSER 1000:1000\nENTRYPOINT ["node", "build/index.js"]\n',
  );
  rewrites(
    'packages that are there without the rest already, a version from an ARG, and files of the program',
    'ARG NODE=24\nFROM node:${NODE}\nWORKDIR /srv\nCOPY package*.json ./\nRUN npm ci --omit=dev\nCOPY public ./public\nCOPY src ./src\nRUN npx tsc\nCMD node dist/main.js\n',
    'ARG NODE=24\nFROM node:${NODE} AS build\nWORKDIR /srv\nCOPY package*.json ./\nRUN npm ci --omit=dev\nCOPY public ./public\nCOPY src ./src\nRUN npx tsc\n\nFROM node:${NODE}-slim\nWORKDIR /srv\nCOPY --from=build /srv/package.json /srv/package.json\nCOPY --from=build /srv/node_modules /srv/node_modules\nCOPY --from=build /srv/dist /srv/dist\nCOPY --from=build /srv/public /srv/public\nUSER 1000:1000\nCMD ["node", "dist/main.js"]\n',
  );
  rewrites(
    'an output that holds its packages',
    'FROM node:24-slim\nWORKDIR /srv\nCOPY . .\nRUN npm ci\nRUN npm run build\nCMD ["node", ".output/server/index.mjs"]\n',
    'FROM node:24-slim AS build\nWORKDIR /srv\nCOPY . .\nRUN npm ci\nRUN npm run build\n\nFROM node:24-slim\nWORKDIR /srv\nCOPY --from=build /srv/.output /srv/.output\nUSER 1000:1000\nCMD ["node", ".output/server/index.mjs"]\n',
  );

  const node = (rest: string) => `FROM node:24\nWORKDIR /srv\nCOPY . .\n${rest}\n`;
  rewrites(
    'a folder that is set up behind the build',
    node(
      'RUN npm ci --omit=dev && npm run build\nCOPY run.conf /etc/app/\nRUN chmod 600 /etc/app/run.conf && chown 1000 /etc/app/run.conf\nCMD ["node", "dist/main.js"]',
    ),
    'FROM node:24 AS build\nWORKDIR /srv\nCOPY . .\nRUN npm ci --omit=dev && npm run build\n\nFROM node:24-slim\nWORKDIR /srv\nCOPY --from=build /srv/package.json /srv/package.json\nCOPY --from=build /srv/node_modules /srv/node_modules\nCOPY --from=build /srv/dist /srv/dist\nCOPY run.conf /etc/app/\nRUN chmod 600 /etc/app/run.conf && chown 1000 /etc/app/run.conf\nUSER 1000:1000\nCMD ["node", "dist/main.js"]\n',
  );
  it('rewrites npm start where package.json can be read', () => {
    const text = node('RUN npm ci && npm run build\nCMD ["npm", "start"]');
    const read = (start: string) =>
      rewriteMultiStage(readDockerfile(text), contextOf({ 'package.json': JSON.stringify({ scripts: { start } }) }));
    const result = read('node dist/main.js');
    assert.ok(!('refused' in result));
    assert.match(applyEdits(text, result.edits), /COPY --from=build \/srv\/dist \/srv\/dist\n[^]*CMD \["npm", "start"\]/);
    assert.ok('refused' in read('NODE_ENV=production node dist/main.js'));
    assert.ok('refused' in read('vite preview --host'));
    assert.ok(
      'refused' in
        rewriteMultiStage(
          readDockerfile(text),
          contextOf({ 'package.json': '{"workspaces":["a"],"scripts":{"start":"node dist/main.js"}}' }),
        ),
    );
  });

  refuses('npm start', node('RUN npm ci && npm run build\nCMD ["npm", "start"]'), /not written here/);
  refuses(
    'a server for static files on a low port',
    node('RUN npm ci && npm run build\nCMD ["npx", "serve", "-l", "80", "dist"]'),
    /port 80/,
  );
  refuses(
    'an option of it that nginx does not have',
    node('RUN npm ci && npm run build\nCMD ["npx", "serve", "--cors", "dist"]'),
    /no known counterpart/,
  );
  refuses(
    'a health check by localhost',
    node('RUN npm ci && npm run build\nHEALTHCHECK CMD wget -q http://localhost:3000\nCMD ["npx", "serve", "dist"]'),
    /127\.0\.0\.1/,
  );
  rewrites(
    'a file among the sources, which may read any other',
    node('RUN npm ci\nRUN npm run build\nCMD ["node", "server.js"]'),
    'FROM node:24 AS build\nWORKDIR /srv\nCOPY . .\nRUN npm ci\nRUN npm run build\nRUN npm prune --omit=dev\n\nFROM node:24-slim\nWORKDIR /srv\nCOPY --from=build /srv /srv\nUSER 1000:1000\nCMD ["node", "server.js"]\n',
  );
  refuses('a file below the sources', node('RUN npm ci && npm run build\nCMD ["node", "src/server.js"]'), /not in dist/);
  refuses('Yarn 2 and later', node('RUN yarn install --immutable\nRUN yarn build\nCMD ["node", "dist/main.js"]'), /Yarn 2/);
  refuses('two installs', node('RUN npm ci && npm install left && npm run build\nCMD ["node", "dist/main.js"]'), /one command/);
  refuses('workspaces', node('COPY packages ./packages\nRUN npm ci && npm run build\nCMD ["node", "dist/main.js"]'), /workspaces/);
  refuses(
    'a generated client',
    node('RUN pnpm install && pnpm dlx prisma generate && pnpm run build\nCMD ["node", "dist/main.js"]'),
    /prisma/,
  );
  refuses('no build', node('RUN npm ci\nCMD ["node", "dist/main.js"]'), /nothing is built/);
  refuses('a build in another folder', node('RUN npm ci && cd web && npm run build\nCMD ["node", "dist/main.js"]'), /another directory/);
  refuses(
    'a digest',
    `FROM node:24@sha256:${'0'.repeat(64)}\nWORKDIR /srv\nRUN npm ci && npm run build\nCMD ["node", "dist/main.js"]\n`,
    /digest/,
  );
  refuses('a shell', node('RUN npm ci && npm run build\nCMD node dist/main.js > log'), /shell/);
});

describe('rewrite into two stages: what is missing in other languages', () => {
  for (const [title, text, reason] of [
    [
      'Rust: what starts is elsewhere',
      'FROM rust:1.98\nCOPY . .\nRUN cargo build --release\nCMD ["/srv/app"]\n',
      /is not in \/target\/release/,
    ],
    ['Rust: another binary than --bin', 'FROM rust:1.98\nRUN cargo build --release --bin a\nCMD ["/target/release/b"]\n', /is not in/],
    [
      'Rust: in a cache',
      'FROM rust:1.98\nWORKDIR /s\nRUN --mount=type=cache,target=/s/target cargo build --release\nCMD ["/s/target/release/a"]\n',
      /mount of its RUN/,
    ],
    [
      'Rust: assets of another tool',
      'FROM rust:1.98\nRUN npm ci && just css && cargo build --release\nCMD ["/target/release/a"]\n',
      /"npm" makes files beside the program/,
    ],
    [
      'Rust: a tool around cargo',
      'FROM rust:1.98\nRUN cargo leptos build --release\nCMD ["/target/release/a"]\n',
      /"cargo leptos" may make more/,
    ],
    [
      'C: all of Boost',
      'FROM debian:trixie\nRUN apt-get update && apt-get install -y g++ libboost-all-dev\nRUN g++ -o /a a.cc\nCMD ["/a"]\n',
      /every library of Boost/,
    ],
    [
      'C: settings among those of the system',
      'FROM debian:trixie\nRUN apt-get update && apt-get install -y gcc make\nRUN ./configure --prefix=/opt/a --sysconfdir=/etc && make && make install\nCMD ["/opt/a/bin/a"]\n',
      /"\/etc", where files are installed as well/,
    ],
    [
      'Python: poetry that starts a script',
      'FROM python:3.14-slim\nRUN apt-get update && apt-get install -y gcc\nWORKDIR /a\nRUN pip install poetry && poetry config virtualenvs.create false && poetry install\nCMD ["poetry", "shell"]\n',
      /starts by poetry/,
    ],
    [
      'Python: models that are fetched',
      'FROM python:3.14-slim\nRUN apt-get update && apt-get install -y gcc\nWORKDIR /a\nRUN pip install nltk\nRUN python -m nltk.downloader punkt\nCMD ["python", "a.py"]\n',
      /python fetches files/,
    ],
    [
      'Python: tools that go again',
      'FROM python:3.14-alpine\nRUN apk add --virtual .b gcc && pip install lxml && apk del .b\nCMD ["python", "a.py"]\n',
      /takes its build tools away again/,
    ],
    [
      'Node: a server for development',
      'FROM node:24\nWORKDIR /a\nRUN npm ci && npm run build\nCMD ["npx", "vite", "preview"]\n',
      /starts "vite", a tool for development/,
    ],
    ['Rust: an old OpenSSL', 'FROM rust:1.64\nRUN cargo build --release\nCMD ["/target/release/a"]\n', /OpenSSL 1\.1/],
    [
      'Java: a pattern that nothing expands',
      'FROM maven:3.9-eclipse-temurin-21\nWORKDIR /b\nRUN mvn package\nCMD ["java", "-jar", "target/*.jar"]\n',
      /no shell reads/,
    ],
    [
      'Java: a runner of Quarkus',
      'FROM maven:3.9-eclipse-temurin-21\nWORKDIR /b\nRUN mvn package\nCMD ["java", "-jar", "target/a-runner.jar"]\n',
      /runner of Quarkus/,
    ],
    [
      'Elixir: an old image',
      'FROM elixir:1.11.4\nWORKDIR /a\nRUN MIX_ENV=prod mix release\nCMD ["_build/prod/rel/a/bin/a", "start"]\n',
      /an image of this age/,
    ],
    ['Haskell: the home of another user', 'FROM haskell:9.12\nUSER app\nRUN stack install\nCMD ["app"]\n', /home of another user/],
    ['Rust: cargo run', 'FROM rust:1.98\nRUN cargo build\nCMD ["cargo", "run"]\n', /"cargo"/],
    ['Java: no version in the tag', 'FROM maven:3.9\nRUN mvn package\nCMD ["java", "-jar", "target/a.jar"]\n', /which Java/],
    ['Java: started by Maven', 'FROM maven:3.9-eclipse-temurin-21\nRUN mvn package\nCMD ["mvn", "spring-boot:run"]\n', /by Maven/],
    [
      'Java: another jar',
      'FROM maven:3.9-eclipse-temurin-21\nWORKDIR /b\nRUN mvn package\nCMD ["java", "-jar", "/srv/a.jar"]\n',
      /what makes "\/srv\/a\.jar"/,
    ],
    [
      'Java: a variable names the jar',
      'FROM maven:3.9-eclipse-temurin-21\nRUN mvn package\nCMD java -jar $JAR\n',
      /variable names the jar/,
    ],
    [
      'Java: a jar with a folder beside it',
      'FROM maven:3.9-eclipse-temurin-21\nWORKDIR /b\nRUN mvn package dependency:copy-dependencies\nCMD ["java", "-jar", "target/a.jar"]\n',
      /finds its dependencies/,
    ],
    ['.NET: dotnet run', 'FROM mcr.microsoft.com/dotnet/sdk:10.0\nRUN dotnet publish -o /out\nCMD ["dotnet", "run"]\n', /by the SDK/],
    [
      '.NET: no publish',
      'FROM mcr.microsoft.com/dotnet/sdk:10.0\nRUN dotnet build -o /out\nCMD ["dotnet", "/out/a.dll"]\n',
      /no dotnet publish/,
    ],
    ['.NET: no -o', 'FROM mcr.microsoft.com/dotnet/sdk:10.0\nRUN dotnet publish\nCMD ["dotnet", "a.dll"]\n', /no -o/],
    [
      '.NET: another folder',
      'FROM mcr.microsoft.com/dotnet/sdk:10.0\nRUN dotnet publish -o /out\nCMD ["dotnet", "/app/a.dll"]\n',
      /is not in "\/out"/,
    ],
    ['Python: the full image', 'FROM python:3.14\nRUN pip wheel -r requirements.txt\nCMD ["python", "app.py"]\n', /full Python image/],
    [
      'Python: poetry',
      'FROM python:3.14-slim\nRUN apt-get update && apt-get install -y gcc\nRUN pip install poetry && poetry install\nCMD ["python", "app.py"]\n',
      /poetry makes a virtual environment of its own/,
    ],
    [
      'Python: --user',
      'FROM python:3.14-slim\nRUN apt-get update && apt-get install -y gcc\nRUN pip install --user -r requirements.txt\nCMD ["python", "app.py"]\n',
      /--user/,
    ],
    [
      'Python: sources in /',
      'FROM python:3.14-slim\nRUN apt-get update && apt-get install -y gcc\nCOPY . /\nRUN pip install -r requirements.txt\nCMD ["python", "app.py"]\n',
      /sources lie in \//,
    ],
    [
      'Python: uv may fetch a Python',
      'FROM python:3.14-slim\nRUN apt-get update && apt-get install -y gcc\nRUN uv sync\nCMD [".venv/bin/python", "app.py"]\n',
      /UV_PYTHON_DOWNLOADS/,
    ],
    [
      'Python: another user installs',
      'FROM python:3.14-slim\nRUN apt-get update && apt-get install -y gcc\nUSER 1000\nRUN pip install flask\nCMD ["flask", "run"]\n',
      /another user than root/,
    ],
    [
      'Python 2',
      'FROM python:2-slim\nRUN apt-get update && apt-get install -y gcc\nRUN pip install flask\nCMD ["flask", "run"]\n',
      /Python 2/,
    ],
    [
      'Go on a plain distribution: no folder',
      'FROM debian:trixie\nRUN apt-get update && apt-get install -y golang\nRUN go install example.com/a@v1\nCMD ["a"]\n',
      /set GOBIN/,
    ],
    ['C++: the gcc image', 'FROM gcc:16\nRUN g++ -o /app main.cc\nCMD ["/app"]\n', /static-libstdc/],
    [
      'C: a prefix of the system',
      'FROM debian:trixie\nRUN apt-get update && apt-get install -y gcc make\nRUN make PREFIX=/usr install\nCMD ["/usr/bin/app"]\n',
      /files of the system/,
    ],
    [
      'C: another program',
      'FROM debian:trixie\nRUN apt-get update && apt-get install -y gcc make\nWORKDIR /src\nRUN make\nCMD ["/srv/run"]\n',
      /what makes "run"/,
    ],
    ['C: a library that no package is seen to bring', 'FROM gcc:16\nRUN gcc -o /app main.c -lfoo\nCMD ["/app"]\n', /-lfoo/],
    ['PHP: no image of PHP', 'FROM composer:2\nRUN composer install\nCMD ["php", "a.php"]\n', /not one of PHP/],
    ['PHP: packages by another tool', 'FROM php:8.5-fpm\nRUN install-php-extensions gd\nRUN composer install\n', /install-php-extensions/],
    ['Ruby: the full image', 'FROM ruby:3.4\nRUN bundle install\nCMD ["ruby", "app.rb"]\n', /full Ruby image/],
    ['Elixir: mix phx.server', 'FROM elixir:1.20\nRUN MIX_ENV=prod mix release\nCMD ["mix", "phx.server"]\n', /by mix/],
    ['Elixir: no release', 'FROM elixir:1.20\nRUN mix compile\nCMD ["/srv/run"]\n', /no mix release/],
    [
      'Elixir: another environment',
      'FROM elixir:1.20\nWORKDIR /a\nRUN mix release\nCMD ["_build/prod/rel/a/bin/a", "start"]\n',
      /not in a release/,
    ],
    ['Haskell: stack build', 'FROM haskell:9.12\nRUN stack build\nCMD ["app"]\n', /stack install --local-bin-path/],
    ['Haskell: a link', 'FROM haskell:9.12\nRUN cabal install --installdir=/out\nCMD ["/out/app"]\n', /--install-method=copy/],
    ['Haskell: no folder', 'FROM haskell:9.12\nRUN cabal install\nCMD ["app"]\n', /--installdir/],
  ] as const)
    refuses(title, text, reason);
});

describe('rewrite into two stages: accounts, and the files around', () => {
  it('rewrites Python, with what an account of the build stage was handed', () => {
    const text =
      'FROM python:3.14-slim\nRUN apt-get update && apt-get install -y gcc\nRUN useradd -u 10001 web\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCOPY . .\nRUN chown -R web /app\nUSER web\nCMD ["python", "app.py"]\n';
    const result = rewriteMultiStage(readDockerfile(text));
    assert.ok(!('refused' in result));
    assert.match(
      applyEdits(text, result.edits),
      /RUN chown -R web \/app\n\nFROM python:3\.14-slim\nENV PATH="\/opt\/venv\/bin:\$PATH"\nCOPY --from=build \/opt\/venv \/opt\/venv\nCOPY --chown=10001:10001 --from=build \/app \/app\nWORKDIR \/app\nUSER 10001\nCMD/,
    );
  });
  it('rewrites Python, and a script that may need root keeps it', () => {
    const text =
      'FROM python:3.14-slim\nRUN apt-get update && apt-get install -y gcc\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nENTRYPOINT ["./entrypoint.sh"]\n';
    const result = rewriteMultiStage(readDockerfile(text));
    assert.ok(!('refused' in result));
    const after = applyEdits(text, result.edits);
    assert.match(after, /COPY --from=build \/opt\/venv \/opt\/venv\nCOPY --from=build \/app \/app\nENTRYPOINT \["\.\/entrypoint\.sh"\]\n$/);
    assert.doesNotMatch(after, /USER/);
  });
  it('rewrites Rust with the libraries of its crates, where Cargo.toml can be read', () => {
    const text = 'FROM rust:1.98\nWORKDIR /s\nCOPY . .\nRUN cargo build --release\nCMD ["./target/release/a"]\n';
    const result = rewriteMultiStage(
      readDockerfile(text),
      contextOf({ 'Cargo.toml': '[dependencies]\ndiesel = { version = "2", features = ["postgres"] }\n' }),
    );
    assert.ok(!('refused' in result));
    assert.match(applyEdits(text, result.edits), /^FROM debian:trixie-slim\nRUN [^]*ca-certificates libpq5 /m);
  });
});

describe('rewrite into two stages: half-typed files', () => {
  const folder = join(__dirname, '../../../../test/files/rewrite');
  for (const name of readdirSync(folder)) {
    it(`never throws: ${name}`, () => {
      const text = readFileSync(join(folder, name, 'before.Dockerfile'), 'utf8');
      const step = Math.max(1, Math.floor(text.length / 120));
      for (let end = 0; end <= text.length; end += step) rewriteMultiStage(readDockerfile(text.slice(0, end)));
    });
  }
});
