import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './unqualified-image.js';

const TITLE = 'Write the registry';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'an official image',
    'FROM «alpine:3.24»\n',
    '"alpine:3.24" is a short name, which Podman and CRI-O may look up elsewhere than Docker: write its registry',
    { severity: 'hint', equivalents: [], safety: 'safe' },
  );
  flags('other places', 'FROM scratch\nCOPY --from=«nginx:1.30» /a /a\nRUN --mount=type=bind,from=«acme/t:1»,target=/t true\n');
  flags('the default of a variable', 'ARG BASE=alpine:3.24\nFROM «$BASE»\n');
  flags('an image that may be one of this machine', 'FROM «team-base:1»\n', { safety: 'unsafe' });
  passes('names with a host', 'FROM docker.io/library/alpine:3.24\nFROM localhost/a\nFROM localhost:5000/a\nFROM ghcr.io/acme/a:1\n');
  passes('a stage that is misspelled', 'FROM scratch AS build\nFROM scratch\nCOPY --from=biuld /a /a\n');
  flags('a known image without tag', 'FROM scratch\nCOPY --from=«nginx» /a /a\n');
  passes('scratch and stages', 'FROM scratch AS base\nFROM base\nCOPY --from=base /a /a\nCOPY --from=0 /a /a\n');
  passes('what nobody can know', 'ARG BASE\nFROM $BASE\n');
  fixes(
    'an official image',
    TITLE,
    'FROM --platform=$BUILDPLATFORM alpine:3.24 AS a\r\n',
    'FROM --platform=$BUILDPLATFORM docker.io/library/alpine:3.24 AS a\r\n',
  );
  fixes('an image of somebody', TITLE, 'FROM acme/app:1\n', 'FROM docker.io/acme/app:1\n');
  fixes('a tag in a variable', TITLE, 'ARG V=3.24\nFROM alpine:$V\n', 'ARG V=3.24\nFROM docker.io/library/alpine:$V\n');
  fixes(
    'COPY --from',
    TITLE,
    'FROM scratch\nCOPY --from=nginx:1.30 /a /a\n',
    'FROM scratch\nCOPY --from=docker.io/library/nginx:1.30 /a /a\n',
  );
  offersNoFix('the whole name in a variable', 'ARG BASE=alpine:3.24\nFROM $BASE\n');
  fixes(
    'a whole file',
    TITLE,
    `# syntax=docker/dockerfile:1
FROM ghcr.io/acme/go:1.27 AS build
RUN go build -o /app ./cmd

# small
FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /app /app
COPY --from=acme/certs:2 /etc/ssl /etc/ssl
ENTRYPOINT ["/app"]
`,
    `# syntax=docker/dockerfile:1
FROM ghcr.io/acme/go:1.27 AS build
RUN go build -o /app ./cmd

# small
FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /app /app
COPY --from=docker.io/acme/certs:2 /etc/ssl /etc/ssl
ENTRYPOINT ["/app"]
`,
  );
});
