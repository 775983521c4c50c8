import * as assert from 'node:assert/strict';
import { lintWith, ruleSuite } from '../../../../../test/kit/rule-suite.js';
import { applyEdits } from '../../text/apply-edits.js';
import rule from './scratch-final-stage.js';

const BUILD = 'FROM golang:1.27 AS build\nRUN CGO_ENABLED=0 go build -o /app ./cmd\n';
const KEEP = 'Keep scratch and make it inspectable';
const HARDENED = `FROM golang:1.27 AS build
ARG BUILDKIT_SBOM_SCAN_STAGE=true
RUN CGO_ENABLED=0 go build -o /app ./cmd
FROM «scratch»
COPY --from=build /app /app
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
ARG SOURCE
ARG REVISION
ARG VERSION
ARG CREATED
LABEL org.opencontainers.image.source="$SOURCE" \\
      org.opencontainers.image.revision="$REVISION" \\
      org.opencontainers.image.version="$VERSION" \\
      org.opencontainers.image.created="$CREATED"
USER 65532:65532
ENTRYPOINT ["/app"]
`;
const hardened = HARDENED.replace(/[«»]/g, '');

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'a program on scratch',
    `${BUILD}FROM «scratch»\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n`,
    /^A scratch image has no package list/,
    { severity: 'warning', safety: 'unsafe' },
  );
  flags('a program from the build context', 'FROM «scratch»\nCOPY app /\nCMD ["/app"]\n');
  flags('scratch at the bottom of a chain', `FROM «scratch» AS base\nCOPY app /app\nFROM base\nCMD ["/app"]\n`);
  flags('scratch by the default of an ARG', 'ARG BASE=scratch\nFROM «$BASE»\nCOPY app /app\nCMD ["/app"]\n');
  flags('one part of what makes it traceable', `${BUILD}FROM «scratch»\nCOPY --from=build /app /app\nUSER 65532\nENTRYPOINT ["/app"]\n`, {
    severity: 'warning',
  });
  flags('all that makes it traceable, as a hint', HARDENED, /can be traced, yet nobody can look inside/, { severity: 'hint' });
  flags('root in such an image', HARDENED.replace('65532:65532', '0'), { severity: 'warning' });
  flags('a name in such an image', HARDENED.replace('65532:65532', 'app'), { severity: 'warning' });
  flags('no certificates in such an image', HARDENED.replace(/COPY .*\.crt .*\n/, ''), { severity: 'warning' });
  flags('no scan of the builder of such an image', HARDENED.replace(/ARG BUILDKIT.*\n/, ''), { severity: 'warning' });
  flags('no revision in such an image', HARDENED.replace('image.revision', 'image.title'), { severity: 'warning' });

  passes('another final stage', `FROM scratch AS files\nCOPY app /app\nFROM alpine:3.24\nCOPY --from=files /app /app\nCMD ["/app"]\n`);
  passes('a root file system in an archive', 'FROM scratch\nADD rootfs.tar.gz /\nCMD ["/bin/sh"]\n');
  passes('an archive named by a variable', 'FROM scratch\nARG ROOTFS\nADD ${ROOTFS} /\nCMD ["/sbin/init"]\n');
  passes(
    'all of another stage',
    'FROM alpine:3.24 AS base\nRUN apk add --no-cache nginx\nFROM scratch\nCOPY --from=base / /\nCMD ["nginx"]\n',
  );
  passes(
    'packages installed into a folder',
    'FROM alpine:3.24 AS base\nRUN apk add --no-cache --initdb -p /out busybox\nFROM scratch\nCOPY --from=base /out/ /\nCMD ["/bin/httpd"]\n',
  );
  passes(
    'a folder filled like a system',
    'FROM alpine:3.24 AS base\nRUN mkdir -p /out/etc /out/usr/bin && cp /usr/bin/app /out/usr/bin\nFROM scratch\nCOPY --from=base /out /\nCMD ["/usr/bin/app"]\n',
  );
  passes(
    'debootstrap',
    'FROM debian:trixie-slim AS base\nRUN debootstrap trixie /target\nFROM scratch\nCOPY --from=base /target /\nCMD ["/sbin/init"]\n',
  );
  passes(
    'a package database',
    'FROM alpine:3.24 AS base\nFROM scratch\nCOPY --from=base /lib/apk /lib/apk/\nCOPY --from=base /bin/busybox /bin/\nCMD ["/bin/busybox", "httpd"]\n',
  );
  passes(
    'os-release',
    'FROM debian:trixie-slim AS base\nFROM scratch\nCOPY --from=base /etc/os-release /etc/\nCOPY app /app\nCMD ["/app"]\n',
  );
  passes(
    'files to export',
    'FROM rust:1.98 AS build\nRUN cargo build --release --locked\nFROM scratch AS export\nCOPY --from=build /src/target/release/tool /\n',
  );
  passes('a start command that is emptied', 'FROM alpine:3.24 AS build\nFROM scratch\nENTRYPOINT []\nCMD []\nCOPY --from=build /out/* /\n');
  passes('a WebAssembly module', 'FROM --platform=wasi/wasm scratch\nCOPY app.wasm /\nENTRYPOINT ["app.wasm"]\n');
  passes('nothing copied yet', 'FROM scratch\nCMD ["/app"]\n');
  passes('any scratch image when that is allowed', `${BUILD}FROM scratch\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n`, {
    options: { scratch: 'allow' },
  });
  passes('a traceable one when that is allowed', hardened, { options: { scratch: 'allow-hardened' } });

  fixes(
    'by a distroless base',
    'Build on gcr.io/distroless/static-debian13:nonroot',
    `${BUILD}FROM --platform=linux/amd64 scratch AS final\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n`,
    `${BUILD}FROM --platform=linux/amd64 gcr.io/distroless/static-debian13:nonroot AS final\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n`,
  );
  offersNoFix(
    'shared libraries come along',
    'FROM debian:trixie-slim AS build\nFROM scratch\nCOPY --from=build /lib/ /lib/\nCOPY --from=build /app /app\nCMD ["/app"]\n',
  );
  offersNoFix('the name is a variable', 'ARG BASE=scratch\nFROM $BASE\nCOPY app /app\nCMD ["/app"]\n');
  offersNoFix(
    'the builder has no certificates',
    'FROM debian:trixie-slim AS build\nFROM scratch\nCOPY --from=build /app /app\nCMD ["/app"]\n',
    KEEP,
  );

  it('fixes by what makes scratch traceable', () => {
    const text = `${BUILD}FROM scratch\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n`;
    const fix = lintWith(rule, text)[0]?.fixes.find(({ title }) => title === KEEP) ?? assert.fail('no such fix');
    assert.equal(applyEdits(text, fix.edits), hardened);
    assert.equal(lintWith(rule, hardened)[0]?.severity, 'hint');
  });

  fixes(
    'by labels with what the files around say',
    KEEP,
    `${BUILD}FROM scratch\nCOPY --from=build /app /app\nUSER 65532:65532\nENTRYPOINT ["/app"]\n`,
    `FROM golang:1.27 AS build
ARG BUILDKIT_SBOM_SCAN_STAGE=true
RUN CGO_ENABLED=0 go build -o /app ./cmd
FROM scratch
COPY --from=build /app /app
USER 65532:65532
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
ARG REVISION
ARG VERSION
ARG CREATED
LABEL org.opencontainers.image.title="probe" \\
      org.opencontainers.image.source="https://github.com/acme/probe" \\
      org.opencontainers.image.revision="$REVISION" \\
      org.opencontainers.image.version="$VERSION" \\
      org.opencontainers.image.created="$CREATED"
ENTRYPOINT ["/app"]
`,
    { files: { 'go.mod': 'module github.com/acme/probe\n' }, options: { scratch: 'allow-hardened' } },
  );

  fixes(
    'a whole file',
    KEEP,
    `# syntax=docker/dockerfile:1
FROM --platform=$BUILDPLATFORM golang:1.27-alpine AS build
ARG TARGETOS TARGETARCH
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
RUN CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH \\
    go build -o /out/web ./cmd/web

FROM scratch
# certificates for the payment service
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /out/web /web
LABEL org.opencontainers.image.source=https://example.com/acme/web
EXPOSE 8080
ENTRYPOINT ["/web"]
`,
    `# syntax=docker/dockerfile:1
FROM --platform=$BUILDPLATFORM golang:1.27-alpine AS build
ARG BUILDKIT_SBOM_SCAN_STAGE=true
ARG TARGETOS TARGETARCH
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
RUN CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH \\
    go build -o /out/web ./cmd/web

FROM scratch
# certificates for the payment service
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /out/web /web
LABEL org.opencontainers.image.source=https://example.com/acme/web
EXPOSE 8080
ARG REVISION
ARG VERSION
ARG CREATED
LABEL org.opencontainers.image.revision="$REVISION" \\
      org.opencontainers.image.version="$VERSION" \\
      org.opencontainers.image.created="$CREATED"
USER 65532:65532
ENTRYPOINT ["/web"]
`,
    { options: { scratch: 'allow-hardened' } },
  );
});
