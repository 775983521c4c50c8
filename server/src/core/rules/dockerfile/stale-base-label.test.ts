import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './stale-base-label.js';

const NAME = 'org.opencontainers.image.base.name';
const DIGEST = 'org.opencontainers.image.base.digest';
const A = `sha256:${'a'.repeat(64)}`;
const B = `sha256:${'b'.repeat(64)}`;

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'another tag',
    `FROM alpine:3.24\nLABEL ${NAME}=«"alpine:3.20"»\n`,
    'Label "base.name" says "alpine:3.20", but FROM says "alpine:3.24": write the same in both',
    { severity: 'warning', equivalents: [], safety: 'safe' },
  );
  flags('another image', `FROM ghcr.io/acme/base:1\nLABEL ${NAME}=«docker.io/acme/base:1»\n`);
  flags('the image at the end of the chain', `FROM alpine:3.24 AS base\nLABEL ${NAME}=«alpine:3.20»\nFROM base\nCMD ["top"]\n`);
  flags('an image by the default of an ARG', `ARG V=3.24\nFROM alpine:$V\nLABEL ${NAME}=«alpine:3.20»\n`);
  flags(
    'another digest',
    `FROM alpine:3.24@${A}\nLABEL ${DIGEST}=«${B}»\n`,
    'Label "base.digest" is not the digest in FROM, so scanners look up another base: write the same in both',
    { equivalents: ['tally:labels/no-stale-base-digest'], safety: 'safe' },
  );
  flags(
    'a digest beside a tag that moves',
    `FROM alpine:3.24\nLABEL ${DIGEST}=«${B}»\n`,
    'Label "base.digest" is soon untrue, as "alpine:3.24" moves: pin the digest in FROM, or drop the label',
    { equivalents: ['tally:labels/no-stale-base-digest'] },
  );
  flags(
    'scratch',
    `FROM scratch\nLABEL ${NAME}=«alpine:3.24» ${DIGEST}=«${B}»\n`,
    'Label "base.name" names a base image, but scratch is none: drop it',
  );
  passes('the same, in any of its forms', `FROM alpine:3.24\nLABEL ${NAME}=docker.io/library/alpine:3.24\n`);
  passes('short forms', `FROM docker.io/acme/base:1\nLABEL ${NAME}=acme/base:1\n`);
  passes('no tag in the label', `FROM alpine:3.24\nLABEL ${NAME}=index.docker.io/library/alpine\n`);
  passes('a digest behind the name', `FROM alpine:3.24@${A}\nLABEL ${NAME}=alpine:3.24@${A} ${DIGEST}=${A}\n`);
  passes('hosts with ports', `FROM localhost:5000/base\nLABEL ${NAME}=localhost:5000/base\n`);
  passes('variables', `ARG V\nFROM alpine:3.24\nARG N\nLABEL ${NAME}=$N ${DIGEST}="\${D}"\n`);
  passes('an image nobody can know', `ARG BASE\nFROM $BASE\nLABEL ${NAME}=alpine:3.24 ${DIGEST}=${A}\n`);
  passes('a stage that does not ship', `FROM alpine:3.20 AS build\nLABEL ${NAME}=alpine:3.1\nFROM alpine:3.24\n`);
  passes('a label that a later one replaces', `FROM alpine:3.24\nLABEL ${NAME}=alpine:3.20\nLABEL ${NAME}=alpine:3.24\n`);
  passes('an empty value, which has a finding of its own', `FROM alpine:3.24\nLABEL ${NAME}=""\n`);
  fixes(
    'the digest',
    'Write the digest of FROM',
    `FROM alpine:3.24@${A}\r\nLABEL ${DIGEST}='${B}'\r\n`,
    `FROM alpine:3.24@${A}\r\nLABEL ${DIGEST}='${A}'\r\n`,
  );
  offersNoFix('a digest that FROM does not have', `FROM alpine:3.24\nLABEL ${DIGEST}=${B}\n`);
  offersNoFix('scratch', `FROM scratch\nLABEL ${NAME}=alpine\n`);
  fixes(
    'a whole file',
    'Write docker.io/library/node:24-slim',
    `FROM node:24 AS build
WORKDIR /src
COPY . .
RUN npm ci && npm run build

FROM node:24-slim
LABEL org.opencontainers.image.source="https://example.com/acme/app" \\
      # for the scanner
      ${NAME}="docker.io/library/node:22-slim"
COPY --from=build /src/dist /srv
USER node
CMD ["node", "/srv/server.js"]
`,
    `FROM node:24 AS build
WORKDIR /src
COPY . .
RUN npm ci && npm run build

FROM node:24-slim
LABEL org.opencontainers.image.source="https://example.com/acme/app" \\
      # for the scanner
      ${NAME}="docker.io/library/node:24-slim"
COPY --from=build /src/dist /srv
USER node
CMD ["node", "/srv/server.js"]
`,
  );
});
