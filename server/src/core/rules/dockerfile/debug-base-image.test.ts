import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './debug-base-image.js';

const on = (image: string, rest = 'COPY app /app\nENTRYPOINT ["/app"]\n') => `FROM ${image}\n${rest}`;

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'distroless',
    on('«gcr.io/distroless/base:debug»'),
    '"base:debug" is the variant with a shell, which an intruder can use as well: ship the plain one',
    { severity: 'info', equivalents: [], safety: 'unsafe' },
  );
  for (const image of [
    'gcr.io/distroless/cc-debian13:debug-nonroot',
    'gcr.io/distroless/java21:nonroot-debug',
    'cgr.dev/chainguard/python:latest-dev',
    'cgr.dev/acme/node:24-dev',
    'dhi.io/node:24-debug',
  ])
    flags(image, on(`«${image}»`));
  flags('the end of the chain', 'FROM «gcr.io/distroless/base:debug» AS base\nFROM base\nCMD ["/app"]\n');
  passes('plain variants', on('gcr.io/distroless/base:nonroot'));
  passes('plain Chainguard', on('cgr.dev/chainguard/python:latest'));
  passes('other families', on('acme/app:1.0-debug'));
  passes('Node.js of a dev tag elsewhere', on('node:24-dev'));
  passes(
    'a stage that does not ship',
    'FROM cgr.dev/chainguard/go:latest-dev AS build\nRUN go build\nFROM cgr.dev/chainguard/static\nCOPY --from=build /a /a\n',
  );
  fixes(
    'debug alone',
    'Build on gcr.io/distroless/base:latest',
    on('gcr.io/distroless/base:debug AS a'),
    on('gcr.io/distroless/base:latest AS a'),
  );
  fixes('a version', 'Build on cgr.dev/acme/node:24', on('cgr.dev/acme/node:24-dev\r').replace(/\r/, ''), on('cgr.dev/acme/node:24'));
  offersNoFix('a RUN', on('cgr.dev/acme/node:24-dev', 'RUN npm ci\nCMD ["node", "."]\n'));
  offersNoFix('a start command in shell form', on('gcr.io/distroless/base:debug', 'CMD /app --port 80\n'));
  offersNoFix('a variable', `ARG T=debug\n${on('gcr.io/distroless/base:$T')}`);
  offersNoFix('a digest', on(`gcr.io/distroless/base:debug@sha256:${'0'.repeat(64)}`));
  fixes(
    'a whole file',
    'Build on gcr.io/distroless/nodejs24-debian13:nonroot',
    `FROM node:24-slim AS build
WORKDIR /src
COPY . .
RUN npm ci --omit=dev

# TEMPORARY: to look around
FROM gcr.io/distroless/nodejs24-debian13:debug-nonroot
COPY --from=build /src /srv
CMD ["/srv/server.js"]
`,
    `FROM node:24-slim AS build
WORKDIR /src
COPY . .
RUN npm ci --omit=dev

# TEMPORARY: to look around
FROM gcr.io/distroless/nodejs24-debian13:nonroot
COPY --from=build /src /srv
CMD ["/srv/server.js"]
`,
  );
});
