import * as assert from 'node:assert/strict';
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
    'FROM golang:1.27-alpine AS build\nRUN apk add --no-cache gcc musl-dev git\nCOPY . /src\nRUN go build -C /src -o /usr/local/bin/app\n\nFROM alpine:3.24\nCOPY --from=build /usr/local/bin/app /usr/local/bin/app\nUSER 65532:65532\nENTRYPOINT ["app"]\n',
  );
  rewrites(
    'Alpine without a compiler, where cgo is off by itself',
    'FROM golang:1.27-alpine\nCOPY . /src\nRUN cd /src && go build -o ../app\nCMD ["/app"]\n',
    `FROM golang:1.27-alpine AS build\nCOPY . /src\nRUN cd /src && go build -o ../app\n\nFROM ${STATIC}\nCOPY --from=build /app /app\nUSER 65532:65532\nCMD ["/app"]\n`,
  );
  rewrites(
    'Alpine before Go 1.20, on Alpine',
    'FROM golang:1.19-alpine\nCOPY . /src\nRUN cd /src && go build -o /app\nCMD ["/app"]\n',
    'FROM golang:1.19-alpine AS build\nCOPY . /src\nRUN cd /src && go build -o /app\n\nFROM alpine:3.24\nCOPY --from=build /app /app\nUSER 65532:65532\nCMD ["/app"]\n',
  );
  rewrites(
    'Alpine of an unknown version, on Alpine',
    'FROM golang:alpine\nCOPY . /src\nRUN cd /src && go build -o /app\nCMD ["/app"]\n',
    'FROM golang:alpine AS build\nCOPY . /src\nRUN cd /src && go build -o /app\n\nFROM alpine:3.24\nCOPY --from=build /app /app\nUSER 65532:65532\nCMD ["/app"]\n',
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
  refuses('several builds', go('RUN go build -o /app ./cmd/a && go build -o /b ./cmd/b'), /more than one/);
  refuses('a program that is moved', go('RUN go build -o app && mv app /app'), /is moved/);
  refuses('a folder that is not certain', go('RUN (cd cmd; go build -o app)', 'CMD ["/src/cmd/app"]'), /not certain/);
  refuses('a WORKDIR that is not certain', 'FROM golang:1.27\nARG DIR\nWORKDIR $DIR\nRUN go build -o app\nCMD ["./app"]\n', /not certain/);
  refuses('go install of all', 'FROM golang:1.27\nRUN go install ./...\nCMD ["app"]\n', /which one program/);
  refuses(
    'go install for another platform',
    'FROM golang:1.27\nRUN GOARCH=arm64 go install example.com/tool@latest\nCMD ["tool"]\n',
    /another platform/,
  );
  refuses('another system', go('RUN GOOS=windows go build -o /app'), /another system/);
  refuses('the race detector', go('RUN go build -race -o /app'), /more than the program/);
  refuses(
    'a library that cgo links to',
    'FROM golang:1.27\nRUN apt-get update && apt-get install -y librdkafka-dev\nRUN go build -o /app\nCMD ["/app"]\n',
    /librdkafka-dev/,
  );
  refuses(
    'a package the program may call',
    'FROM golang:1.27\nRUN apt-get update && apt-get install -y ffmpeg\nRUN CGO_ENABLED=0 go build -o /app\nCMD ["/app"]\n',
    /"ffmpeg"/,
  );
  refuses(
    'a tool that the build does not call',
    'FROM golang:1.27\nRUN apt-get update && apt-get install -y curl\nRUN CGO_ENABLED=0 go build -o /app\nCMD ["/app"]\n',
    /"curl"/,
  );
  refuses('another program that starts', go('RUN go build -o /app', 'CMD ["/run.sh"]'), /what starts/);
  refuses('a start command that needs a shell', go('RUN go build -o /app', 'CMD /app --port $PORT'), /needs a shell/);
  refuses('no start command', 'FROM golang:1.27\nRUN go build -o /app\n', /needs a shell, or there is none/);
  refuses('a health check by tools', go('RUN go build -o /app', 'HEALTHCHECK CMD curl -f http://localhost/\nCMD ["/app"]'), /HEALTHCHECK/);
  refuses('a RUN behind the build', go('RUN go build -o /app\nRUN ./setup.sh'), /"setup.sh" runs after the build/);
  refuses('a COPY between the build and a RUN', go('RUN go build -o /app\nCOPY a /a\nRUN chmod 600 /a'), /between the build/);
  refuses('ONBUILD', go('RUN go build -o /app\nONBUILD COPY a /a'), /ONBUILD/);
  refuses('SHELL', go('SHELL ["/bin/bash", "-c"]\nRUN go build -o /app'), /SHELL/);
  refuses('several stages', 'FROM golang:1.27 AS a\nRUN go build -o /app\nFROM a\nCMD ["/app"]\n', /several stages/);
  refuses('another language', 'FROM rust:1.98\nRUN cargo build --release\nCMD ["/app"]\n', /only plain Go and Node/);
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
  refuses('npm start', node('RUN npm ci && npm run build\nCMD ["npm", "start"]'), /not node with a file/);
  refuses('a server for static files', node('RUN npm ci && npm run build\nCMD ["npx", "serve", "dist"]'), /not node with a file/);
  refuses('a file beside the sources', node('RUN npm ci && npm run build\nCMD ["node", "server.js"]'), /not in dist/);
  refuses(
    'yarn, whose versions differ',
    node('RUN yarn install && yarn build\nCMD ["node", "dist/main.js"]'),
    /npm ci, npm install or pnpm install/,
  );
  refuses('two installs', node('RUN npm ci && npm install left && npm run build\nCMD ["node", "dist/main.js"]'), /one npm ci/);
  refuses('no build', node('RUN npm ci\nCMD ["node", "dist/main.js"]'), /nothing is built/);
  refuses(
    'a build in another folder',
    node('RUN npm ci && cd web && npm run build\nCMD ["node", "dist/main.js"]'),
    /directory of the build/,
  );
  refuses(
    'a package the program may need',
    node('RUN apt-get update && apt-get install -y chromium\nRUN npm ci && npm run build\nCMD ["node", "dist/main.js"]'),
    /"chromium"/,
  );
  refuses(
    'a digest',
    `FROM node:24@sha256:${'0'.repeat(64)}\nWORKDIR /srv\nRUN npm ci && npm run build\nCMD ["node", "dist/main.js"]\n`,
    /digest/,
  );
  refuses('a shell', node('RUN npm ci && npm run build\nCMD node dist/main.js > log'), /needs a shell/);
});

describe('rewrite into two stages: half-typed files', () => {
  it('never throws', () => {
    const text = 'FROM golang:1.27\nWORKDIR /src\nRUN CGO_ENABLED=0 go build -o /app ./cmd\nHEALTHCHECK CMD ["/app"]\nCMD ["/app"]\n';
    for (let end = 0; end <= text.length; end++) rewriteMultiStage(readDockerfile(text.slice(0, end)));
  });
});
