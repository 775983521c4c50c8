import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './image-without-digest.js';

const DIGEST = `@sha256:${'0'.repeat(64)}`;

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'a tag',
    'FROM «alpine:3.24»\n',
    '"alpine:3.24" can change under its tag, so builds are not repeatable: add its digest, @sha256:…',
    { severity: 'info', includes: ['sonar:S7023', 'docker-ls:not_pinned_digest'] },
  );
  flags('no tag', 'FROM «alpine»\n');
  flags(
    'COPY --from and RUN --mount',
    `FROM alpine:3.24${DIGEST}\nCOPY --from=«nginx:1.30» /a /a\nRUN --mount=type=bind,from=«acme/t:1»,target=/t true\n`,
    { equivalents: [] },
  );
  flags('a default without digest', 'ARG V=3.24\nFROM «alpine:$V»\n', { severity: 'info' });
  flags(
    'a variable without default',
    'ARG BASE\nFROM «$BASE»\n',
    '"$BASE" has no digest as written, so builds may not be repeatable: pass one that ends in @sha256:…',
    { severity: 'hint' },
  );
  flags(
    'a whole file',
    `# syntax=docker/dockerfile:1
FROM «golang:1.27» AS build
RUN go build -o /app ./cmd
FROM gcr.io/distroless/static-debian13:nonroot${DIGEST}
COPY --from=build /app /app
ENTRYPOINT ["/app"]
`,
  );
  passes('a digest', `FROM alpine:3.24${DIGEST}\nFROM alpine${DIGEST}\n`);
  passes('a digest in a default', `ARG BASE=alpine:3.24${DIGEST}\nFROM $BASE\nARG D=sha256:${'0'.repeat(64)}\n`);
  passes('a digest behind an open variable', `ARG V\nFROM alpine:$V${DIGEST}\n`);
  passes('scratch and stages', 'FROM scratch AS a\nFROM a\nCOPY --from=a /x /x\nCOPY --from=0 /x /x\n');
  passes(
    'a variable that chooses between stages',
    `FROM alpine:3.24${DIGEST} AS tools-amd64\nFROM tools-${'$'}{TARGETARCH} AS tools\nFROM tools\n`,
  );
  passes('what is no reference', 'FROM Alpine:3\nFROM \n');
});
