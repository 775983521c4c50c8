import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './duplicate-stage-name.js';

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'the same name',
    'FROM a AS x\nFROM b AS «x»\n',
    'An earlier stage is named "x" too, so COPY --from and FROM may mean either: rename one of them',
    {
      severity: 'error',
      includes: ['hadolint:DL3024', 'buildkit:DuplicateStageName', 'trivy:DS-0012', 'kics:f2daed12-c802-49cd-afed-fe41d0b82fed'],
      excludes: ['checkov:CKV_DOCKER_11'],
    },
  );
  flags('behind a lower-case as', 'FROM a as x\nFROM b as «x»\n', { includes: ['checkov:CKV_DOCKER_11'] });
  flags('another case', 'FROM a AS Base\nFROM b AS «BASE»\n', {
    equivalents: ['buildkit:DuplicateStageName', 'dockerfile-utils:DUPLICATE_BUILD_STAGE_NAME'],
  });
  flags('each of three', 'FROM a AS x\nFROM b AS «x»\nFROM c AS «x»\n');
  flags('a stage on top of its namesake', 'FROM a AS x\nFROM x AS «x»\n');
  passes('different names', 'FROM a AS x\nFROM a AS y\n');
  passes('stages without names', 'FROM a\nFROM a\n');
  passes('a name that is only an image elsewhere', 'FROM a AS x\nFROM x\nFROM x:1 AS y\n');
  passes('a name that is not finished', 'FROM a AS x\nFROM b AS\n');
  flags(
    'a whole file',
    `FROM golang:1.27 AS builder
WORKDIR /src
COPY . .
RUN go build -o /out/app ./cmd/app

FROM node:24-slim AS «Builder»
WORKDIR /web
COPY web/ .
RUN npm ci && npm run build

FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=builder /out/app /app
COPY --from=builder /web/dist /web
ENTRYPOINT ["/app"]
`,
  );
});
