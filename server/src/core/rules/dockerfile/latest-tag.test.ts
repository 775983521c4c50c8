import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './latest-tag.js';

ruleSuite(rule, ({ flags, passes, offersNoFix }) => {
  flags('FROM', 'FROM «alpine:latest»\n', '"alpine:latest" can be another image at the next build: name a version, or pin the digest', {
    severity: 'warning',
    includes: ['hadolint:DL3007', 'trivy:DS-0001', 'checkov:CKV_DOCKER_7', 'kics:f45ea400-6bbe-4501-9fc7-1c3d75c32067'],
  });
  flags('a registry with a port, whose colon deceives Trivy', 'FROM «localhost:5000/app:latest» AS build\n', {
    includes: ['hadolint:DL3007', 'checkov:CKV_DOCKER_7'],
    excludes: ['trivy:DS-0001'],
  });
  flags('the default of an ARG', 'ARG TAG=latest\nFROM «alpine:${TAG}»\n', { equivalents: ['sonar:S6596', 'dockle:DKL-DI-0006'] });
  flags('COPY --from', 'FROM debian:trixie-slim\nCOPY --from=«nginx:latest» /etc/nginx/mime.types /etc/\n', { equivalents: [] });
  flags('RUN --mount', 'FROM debian:trixie-slim\nRUN --mount=from=«acme/tools:latest»,target=/t /t/setup\n', { equivalents: [] });
  flags('another tag that moves, as an info', 'FROM «alpine:edge»\n', /follows development/, { severity: 'info', equivalents: [] });
  flags('a variant of a tag that moves', 'FROM «debian:sid-slim»\n', /follows development/, { severity: 'info' });
  flags('a variant of latest', 'FROM «node:latest-alpine»\n', /another image/, { severity: 'info', equivalents: [] });
  flags('a variant without a version', 'FROM «golang:alpine» AS a\nFROM «php:fpm-alpine»\n', /another image/, {
    severity: 'info',
    equivalents: [],
  });
  flags('a variant of two words', 'FROM «tensorflow/tensorflow:latest-gpu-jupyter»\n', /another image/, { severity: 'info' });
  flags('publishers without version tags, as a hint', 'FROM «cgr.dev/chainguard/static:latest»\n', /pin its digest/, {
    severity: 'hint',
    includes: ['hadolint:DL3007'],
  });
  flags('their variant with a shell', 'FROM «cgr.dev/chainguard/python:latest-dev»\n', /pin its digest/, {
    severity: 'hint',
    equivalents: [],
  });
  flags('a tag of the option', 'FROM «acme/app:stable»\n', { severity: 'info' }, { options: { movingTags: ['stable'] } });

  passes('a version', 'FROM alpine:3.24\nFROM node:24-alpine\n');
  passes('a release by name, and a channel', 'FROM debian:trixie-slim\nFROM node:lts-alpine\n');
  passes('a digest beside latest', `FROM alpine:latest@sha256:${'0'.repeat(64)}\n`);
  passes('a word that only begins with latest', 'FROM acme/app:latest2024\n');
  passes('a release behind latest', 'FROM acme/app:latest-20250101\n');
  passes('a build of a branch', 'FROM acme/app:main-3f2a91c\n');
  passes('no tag, which has a finding of its own', 'FROM alpine\n');
  passes('a variable without default', 'ARG TAG\nFROM alpine:${TAG}\n');
  passes('the digest behind a variable', `FROM \${REGISTRY:-docker.io}/library/nginx:latest@sha256:${'0123456789abcdef'.repeat(4)}\n`);
  passes('a moving tag that is allowed', 'FROM alpine:edge\n', { options: { movingTags: [] } });
  offersNoFix('the version is not known', 'FROM alpine:latest\n');

  flags(
    'a whole file',
    `FROM --platform=$BUILDPLATFORM «golang:latest» AS build
ARG TARGETARCH
WORKDIR /src
COPY . .
RUN GOARCH=$TARGETARCH go build -o /out/app ./cmd/app

FROM «alpine:latest» AS certificates
RUN apk add --no-cache ca-certificates

FROM scratch
COPY --from=certificates /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /out/app /app
USER 65532:65532
ENTRYPOINT ["/app"]
`,
  );
});
