import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './unknown-label.js';

const given = (strict: boolean) => ({
  settings: {
    labels: { required: ['com.example.owner'], schema: { 'com.example.team': 'text', 'org.opencontainers.image.source': 'url' }, strict },
  },
});

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'a key that nobody agreed on',
    'FROM alpine:3.24\nLABEL «maintainer»="a" com.example.team="b"\n',
    'Label "maintainer" is not in labels.schema, so nothing is known to read it: take it out, or name it there',
    { severity: 'info', equivalents: ['hadolint:DL3050'] },
    given(true),
  );
  flags(
    'a typing error',
    'FROM alpine:3.24\nLABEL «"com.example.taem"»="b"\n',
    'Label "com.example.taem" is not in labels.schema, so nothing reads it: write "com.example.team"',
    given(true),
  );
  flags('every key when the schema is empty', 'FROM alpine:3.24\nLABEL «a»=1 «b»=2\n', {
    settings: { labels: { required: [], schema: {}, strict: true } },
  });
  flags(
    'a whole file',
    `FROM golang:1.27 AS build
LABEL «stage»=build
RUN go build -o /app ./cmd
FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /app /app
LABEL org.opencontainers.image.source=https://example.com/acme/app \\
      «org.opencontainers.image.vendor»="Acme" \\
      com.example.owner=web
ENTRYPOINT ["/app"]
`,
    given(true),
  );
  passes('everything without labels.strict', 'FROM alpine:3.24\nLABEL maintainer="a"\n', given(false));
  passes('the keys of the schema and those required', 'FROM alpine:3.24\nLABEL com.example.team=a com.example.owner=b\n', given(true));
  passes('a key in a variable', 'FROM alpine:3.24\nARG K\nLABEL $K=a\n', given(true));
});
