import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './untagged-image.js';

ruleSuite(rule, ({ flags, passes, offersNoFix }) => {
  flags(
    'FROM',
    'FROM «alpine»\n',
    '"alpine" has no tag, so it is whatever latest is at the next build: name a version, or pin the digest',
    {
      severity: 'warning',
      includes: ['hadolint:DL3006', 'trivy:DS-0001', 'checkov:CKV_DOCKER_7', 'kics:9efb0b2d-89c9-41a3-91ca-dcc0aec911fd'],
    },
  );
  flags('FROM with a platform and a name', 'FROM --platform=$BUILDPLATFORM «golang» AS build\n');
  flags('a registry with a port, whose colon deceives some peers', 'FROM «localhost:5000/acme/app»\n', {
    includes: ['hadolint:DL3006'],
    excludes: ['trivy:DS-0001', 'checkov:CKV_DOCKER_7', 'kics:9efb0b2d-89c9-41a3-91ca-dcc0aec911fd'],
  });
  flags('the default of an ARG', 'ARG BASE=alpine\nFROM «${BASE}»\n', {
    includes: ['checkov:CKV_DOCKER_7'],
    excludes: ['hadolint:DL3006', 'trivy:DS-0001'],
  });
  flags('COPY --from', 'FROM debian:trixie-slim\nCOPY --from=«nginx» /etc/nginx/mime.types /etc/\n', { equivalents: [] });
  flags('RUN --mount', 'FROM debian:trixie-slim\nRUN --mount=type=bind,from=«ghcr.io/acme/tools»,target=/t /t/setup\n', {
    equivalents: [],
  });
  flags('publishers without version tags, as a hint', 'FROM «gcr.io/distroless/static-debian13»\n', /pin its digest/, {
    severity: 'hint',
    includes: ['hadolint:DL3006'],
  });
  flags('two of three', 'FROM «golang» AS build\nFROM alpine:3.24 AS middle\nFROM «debian»\n');

  passes('a tag', 'FROM alpine:3.24\n');
  passes('a digest', `FROM alpine@sha256:${'0'.repeat(64)}\n`);
  passes('scratch', 'FROM scratch\n');
  passes('the name of a stage, in any case', 'FROM alpine:3.24 AS Build\nFROM build\nCOPY --from=BUILD /a /a\n');
  passes('the number of a stage', 'FROM alpine:3.24\nFROM alpine:3.24\nCOPY --from=0 /a /a\n');
  passes('a variable without default', 'ARG BASE\nFROM $BASE\n');
  passes('a tag that is a variable', 'ARG V\nFROM alpine:${V}\n');
  passes('a default with a tag', 'ARG BASE=alpine:3.24\nFROM $BASE\n');
  passes('half a line', 'FROM \n');
  offersNoFix('the version is not known', 'FROM alpine\n');

  flags(
    'a whole file',
    `# syntax=docker/dockerfile:1
ARG NODE_VERSION=24
ARG TOOLS=ghcr.io/acme/tools

FROM node:\${NODE_VERSION}-alpine AS build
WORKDIR /src
RUN --mount=type=bind,source=package.json,target=package.json \\
    --mount=type=cache,target=/root/.npm \\
    npm ci
COPY . .
RUN npm run build

FROM «$TOOLS» AS tools

FROM «nginx»
COPY --from=tools /bin/envsubst /usr/local/bin/
COPY --from=build /src/dist /usr/share/nginx/html
COPY --from=«busybox» /bin/wget /usr/local/bin/wget
`,
  );
});
