import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './copy-from-unknown-stage.js';

ruleSuite(rule, ({ flags, passes, fixes }) => {
  flags(
    'a slip',
    'FROM a AS build\nFROM b\nCOPY --from=«biuld» c /\n',
    'No stage is named "biuld", so an image of that name is pulled: write build',
    {
      severity: 'warning',
      safety: 'unsafe',
      equivalents: ['hadolint:DL3022'],
    },
  );
  flags('a longer name', 'FROM a AS build\nFROM b\nCOPY --from=«builder» c /\n', /write build$/);
  flags(
    'a name that nothing has',
    'FROM a AS build\nFROM b\nRUN --mount=type=bind,from=«assets»,target=/c d\n',
    'No stage is named "assets", so an image of that name is pulled: name a stage, or the image and tag',
  );
  flags(
    'a stage further down',
    'FROM a AS b\nCOPY --from=«C» d /\nFROM e AS c\n',
    'Stage "C" is built only further down, so the build stops here: move that stage up',
    { severity: 'error', equivalents: ['hadolint:DL3022'] },
  );
  flags(
    'a number without a stage',
    'FROM a\nCOPY --from=«7» b /\n',
    'There is no stage 7, so the build stops here: count from 0, or better use a name',
    {
      severity: 'error',
    },
  );
  flags('a number of a stage further down', 'FROM a\nCOPY --from=«1» b /\nFROM c\n', /^Stage "1" is built only further down/);
  flags(
    'a number of a stage with a name',
    'FROM a AS b\nFROM c\nCOPY --from=«0» d /\n',
    'Number 0 means another stage once one is added above: write its name, "b"',
    { severity: 'hint', safety: 'safe', equivalents: ['kics:68a51e22-ae5a-4d48-8e87-b01a323605c9'] },
  );
  flags(
    'a number of a stage without one',
    'FROM a\nFROM c\nCOPY --from=«0» d /\n',
    'The number 0 means another stage once one is added above: give that stage a name with AS',
    { severity: 'hint' },
  );
  flags('a number of a mount, which is a name', 'FROM a\nFROM b\nRUN --mount=from=«0»,target=/c d\n', /^No stage is named "0"/);
  passes('earlier stages in any case', 'FROM a AS Build\nFROM b\nCOPY --from=build c /\nRUN --mount=from=BUILD,target=/d e\n');
  passes(
    'images',
    'FROM a\nCOPY --from=nginx:1.30 b /\nCOPY --from=example.com/c d /\nCOPY --from=acme/e@sha256:00 f /\nCOPY --from=g.h i /\n',
  );
  passes('well-known images without a tag', 'FROM a\nCOPY --from=nginx b /\nCOPY --from=busybox c /\n');
  passes('build contexts that are declared', 'FROM a\nCOPY --from=assets b /\n', { options: { buildContexts: ['assets'] } });
  passes(
    'variables and the stage itself, which have rules of their own',
    'FROM a AS b\nCOPY --from=$X c /\nCOPY --from=b d /\nCOPY --from=0 e /\n',
  );
  passes('a cycle, which has a rule of its own', 'FROM a AS b\nCOPY --from=c d /\nFROM a AS c\nCOPY --from=b d /\n');
  passes('an empty value', 'FROM a\nCOPY --from= b /\n');
  fixes(
    'the value only',
    'Write build',
    'FROM a AS build\nFROM b\nCOPY --from=bulid --chown=1 \\\n  c /\n',
    'FROM a AS build\nFROM b\nCOPY --from=build --chown=1 \\\n  c /\n',
  );
  flags(
    'a whole file',
    `FROM node:24 AS web-build
WORKDIR /web
COPY web .
RUN npm ci && npm run build

FROM golang:1.27 AS build
WORKDIR /src
COPY . .
COPY --from=«webbuild» /web/dist ./static
RUN go build -o /out/app

FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=«1» /out/app /app
COPY --from=«certs» /etc/ssl/certs /etc/ssl/certs
ENTRYPOINT ["/app"]
`,
    /write web-build$/,
    /"build"$/,
    /^No stage is named "certs"/,
  );
});
