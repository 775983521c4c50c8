import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './malformed-stage-description.js';

const BLANK = 'Part them by a blank line';

ruleSuite(rule, ({ flags, passes, fixes }) => {
  flags(
    'a stage',
    '«# compiles»\nFROM golang:1.27 AS build\n',
    'docker build --call=outline takes this for no description of "build": begin it with that name',
    { severity: 'hint', equivalents: ['buildkit:InvalidDefinitionDescription'], safety: 'safe' },
  );
  flags('an argument', '«# the release»\nARG VERSION=1\nFROM alpine:$VERSION\n«# who»\nARG UID\n');
  flags('a name that only begins alike', '«# building starts here»\nFROM golang:1.27 AS build\n');
  flags('the first of several lines', '«# one»\n# two\nFROM golang:1.27 AS build\n');
  passes('a description', '# build compiles the server\nFROM golang:1.27 AS build\n# VERSION is the release\nARG VERSION\n');
  passes('a name alone', '# build\nFROM golang:1.27 AS build\n');
  passes('a description in any line of the block', '# careful\n# build compiles\nFROM golang:1.27 AS build\n');
  passes('a blank line', '# compiles\n\nFROM golang:1.27 AS build\n');
  passes('a stage without a name', '# compiles\nFROM golang:1.27\n');
  passes('several arguments in one instruction', '# two\nARG A B\nFROM alpine:3.24\n');
  passes('other instructions', 'FROM alpine:3.24\n# compiles\nRUN make\n');
  passes('directives', '# syntax=docker/dockerfile:1\nFROM golang:1.27 AS build\n');
  for (const text of [
    'hadolint ignore=DL3006',
    'seaworthy-ignore dockerfile/latest-tag: why',
    'renovate: datasource=docker',
    'trivy:ignore:DS-0001',
    'nosemgrep',
  ])
    passes(text, `# ${text}\nFROM golang AS build\n`);
  fixes('a blank line', BLANK, '# compiles\r\nFROM golang:1.27 AS build\r\n', '# compiles\r\n\r\nFROM golang:1.27 AS build\r\n');
  fixes('the name', 'Begin it with build', '#compiles\nFROM golang:1.27 AS build\n', '# build compiles\nFROM golang:1.27 AS build\n');
  fixes(
    'the name in a file of Windows',
    'Begin it with V',
    '#  the release\r\nARG V\r\nFROM alpine:$V\r\n',
    '#  V the release\r\nARG V\r\nFROM alpine:$V\r\n',
  );
  fixes(
    'a whole file',
    BLANK,
    `# syntax=docker/dockerfile:1

# GO_VERSION is the compiler
ARG GO_VERSION=1.27
# -----------------------
# build compiles the server
FROM golang:\${GO_VERSION} AS build
WORKDIR /src
# where the sources are
ARG SOURCE
COPY . .
RUN go build -o /app ./cmd

FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /app /app
`,
    `# syntax=docker/dockerfile:1

# GO_VERSION is the compiler
ARG GO_VERSION=1.27
# -----------------------
# build compiles the server
FROM golang:\${GO_VERSION} AS build
WORKDIR /src
# where the sources are

ARG SOURCE
COPY . .
RUN go build -o /app ./cmd

FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /app /app
`,
  );
});
