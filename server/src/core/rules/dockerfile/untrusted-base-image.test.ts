import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './untrusted-base-image.js';

const allow = { options: { allow: ['node:24-*', 'registry.example.com:5000/base/*', 'docker.io/library/debian'] } };
const deny = { options: { deny: ['*:latest', 'acme/old*'] } };

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'an image that is in no entry',
    'FROM «alpine:3.24»\n',
    '"alpine:3.24" is not among the images that the configuration allows: build on one of those',
    { severity: 'warning', equivalents: ['cis-docker-1.6:4.2'] },
    allow,
  );
  flags('another tag', 'FROM «node:22-slim»\nFROM «node»\n', allow);
  flags('another repository of the host', 'FROM «registry.example.com:5000/app/a:1»\n', allow);
  flags(
    'COPY --from and RUN --mount',
    'FROM debian:13\nCOPY --from=«nginx:1.30» /a /a\nRUN --mount=type=bind,from=«alpine:3»,target=/a true\n',
    allow,
  );
  flags('the default of an ARG', 'ARG BASE=alpine:3.24\nFROM «$BASE»\n', allow);
  flags(
    'an image of the other list',
    'FROM «debian:latest»\nFROM «debian»\nFROM «acme/old-base:2»\n',
    '"debian:latest" is among the images that the configuration rules out: build on another one',
    deny,
  );
  flags('an image of both lists', 'FROM «debian:12»\n', /rules out/, { options: { allow: ['debian'], deny: ['debian:12'] } });
  flags(
    'a whole file',
    `ARG VERSION=24-slim
FROM node:24-bookworm AS build
WORKDIR /src
COPY . .
RUN npm ci && npm run build

FROM «gcr.io/distroless/nodejs24-debian13»
COPY --from=build /src/dist /srv
COPY --from=registry.example.com:5000/base/certs:3 /etc/ssl /etc/ssl
CMD ["/srv/server.js"]
`,
    allow,
  );

  passes('everything without a list', 'FROM alpine\n');
  passes('what the list names', 'FROM node:24-slim\nFROM docker.io/library/node:24-alpine\nFROM debian:13\nFROM library/debian\n', allow);
  passes('a host with its port', 'FROM registry.example.com:5000/base/java/21:3\n', allow);
  passes('a digest where latest is ruled out', `FROM debian@sha256:${'0'.repeat(64)}\n`, deny);
  passes('stages and scratch', 'FROM scratch AS a\nFROM a\nCOPY --from=a /x /x\n', allow);
  passes('an open variable', 'ARG BASE\nFROM $BASE\nFROM ghcr.io/$BASE:1\n', allow);
});
