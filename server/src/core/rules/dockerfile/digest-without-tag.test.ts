import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './digest-without-tag.js';

const DIGEST = `@sha256:${'0'.repeat(64)}`;

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'a digest alone',
    `FROM «alpine»${DIGEST}\n`,
    'Nobody can tell which version of "alpine" the digest is: write the tag in front of it',
    { severity: 'hint', equivalents: [] },
  );
  flags('other places', `FROM scratch\nCOPY --from=«acme/a»${DIGEST} /a /a\nRUN --mount=type=bind,from=«acme/b»${DIGEST},target=/b true\n`);
  flags('a variable', `ARG BASE=alpine${DIGEST}\nFROM «$BASE»\n`);
  flags(
    'a whole file',
    `# syntax=docker/dockerfile:1\nFROM --platform=$BUILDPLATFORM golang:1.27${DIGEST} AS build\nRUN go build -o /app\nFROM «gcr.io/distroless/static-debian13»${DIGEST}\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n`,
  );
  passes('both', `FROM alpine:3.24${DIGEST}\n`);
  passes('a tag alone', 'FROM alpine:3.24\nFROM alpine\n');
  passes('a port is no tag, but a tag behind it is', `FROM localhost:5000/a:1${DIGEST}\n`);
});
