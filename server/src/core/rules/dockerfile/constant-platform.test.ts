import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './constant-platform.js';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'a literal',
    'FROM «--platform=linux/amd64» alpine:3.24\n',
    '"linux/amd64" is taken whatever platform is built for: remove --platform, or name the platform in the stage',
    { severity: 'info', equivalents: rule.equivalents, safety: 'unsafe' },
  );
  flags('a name that says nothing of it', 'FROM «--platform=linux/arm64» alpine:3.24 AS build\n');
  flags('a processor alone', 'FROM «--platform=arm64» alpine:3.24 AS tools\n');
  flags('a variant', 'FROM «--platform=linux/arm/v7» alpine:3.24\n');
  flags('quotes', 'FROM «--platform="linux/amd64"» alpine:3.24\n');
  flags('each stage', 'FROM «--platform=linux/amd64» a:1 AS x\nFROM «--platform=linux/amd64» b:1\n');

  for (const value of ['${TARGETPLATFORM}', 'linux/$ARCH', '${P:-linux/amd64}'])
    passes(value, `ARG P ARCH\nFROM --platform=${value} alpine:3.24\n`);
  flags(
    'the platform of the builder for what ships',
    'FROM «--platform=$BUILDPLATFORM» python:3.14-slim AS base\nFROM base AS build\nRUN make\nFROM base\nCMD ["python", "app.py"]\n',
    'The shipped image is for the machine that builds it, whatever platform is asked for: remove --platform',
    { severity: 'info', equivalents: [], safety: 'unsafe' },
  );
  flags('in a single stage', 'FROM «--platform=${BUILDPLATFORM}» node:24-slim\nCMD ["node", "a.js"]\n', /machine that builds/);
  passes(
    'a build stage whose result goes elsewhere',
    'FROM --platform=$BUILDPLATFORM golang:1.27 AS build\nFROM debian:trixie-slim\nCOPY --from=build /a /a\nCMD ["/a"]\n',
  );
  passes('a place to work in', 'FROM --platform=$BUILDPLATFORM node:24 AS build\nFROM build AS dev\nCMD ["npm", "start"]\n');
  passes(
    'files to export',
    'FROM --platform=$BUILDPLATFORM node:24 AS build\nFROM --platform=$BUILDPLATFORM scratch\nCOPY --from=build /a /\n',
  );
  passes('Windows', 'FROM --platform=windows/amd64 mcr.microsoft.com/windows/nanoserver:ltsc2025\n');
  passes('the processor in the name', 'FROM --platform=linux/amd64 alpine:3.24 AS build-AMD64\n');
  passes('the system in the name', 'FROM --platform=linux/amd64 alpine:3.24 AS linux\n');
  passes('another name of the processor', 'FROM --platform=linux/x86_64 alpine:3.24 AS build-amd64\n');
  passes('a processor alone in the name', 'FROM --platform=arm64 alpine:3.24 AS tools-arm64\n');
  passes('no flag', 'FROM alpine:3.24\n');
  passes('an empty flag', 'FROM --platform= alpine:3.24\n');
  passes('the flag of another instruction', 'FROM alpine:3.24\nCOPY --platform=linux/amd64 a b\n');

  fixes(
    'a continued line',
    'Remove --platform',
    'FROM \\\r\n  --platform=linux/amd64 alpine:3.24 AS x\r\nUSER 1\r\n',
    'FROM \\\r\n  alpine:3.24 AS x\r\nUSER 1\r\n',
  );
  offersNoFix('the flag stands twice', 'FROM --platform=linux/amd64 --platform=linux/arm64 alpine:3.24\n');
  fixes(
    'a whole file',
    'Remove --platform',
    `# syntax=docker/dockerfile:1
FROM --platform=$BUILDPLATFORM golang:1.27 AS build
ARG TARGETARCH
WORKDIR /src
COPY . .
RUN GOARCH=$TARGETARCH go build -o /app .

FROM --platform=linux/amd64 gcr.io/distroless/static-debian13:nonroot
COPY --from=build /app /app
ENTRYPOINT ["/app"]
`,
    `# syntax=docker/dockerfile:1
FROM --platform=$BUILDPLATFORM golang:1.27 AS build
ARG TARGETARCH
WORKDIR /src
COPY . .
RUN GOARCH=$TARGETARCH go build -o /app .

FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /app /app
ENTRYPOINT ["/app"]
`,
  );
});
