import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './label-schema-org-key.js';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'a key with a successor',
    'FROM alpine:3.24\nLABEL «org.label-schema.build-date»=$DATE\n',
    'Few tools still read "build-date" of Label Schema: write org.opencontainers.image.created',
    { severity: 'info', equivalents: [], safety: 'unsafe' },
  );
  flags(
    'both forms side by side',
    'FROM alpine:3.24\nLABEL «org.label-schema.name»=a org.opencontainers.image.title=a\n',
    'Few tools still read "name" beside org.opencontainers.image.title: delete it',
  );
  flags('a trigger', 'FROM alpine:3.24\nONBUILD LABEL «org.label-schema.vcs-url»=https://example.com\n');
  passes(
    'keys without a successor',
    'FROM alpine:3.24\nLABEL org.label-schema.schema-version=1.0 org.label-schema.docker.cmd="docker run x"\n',
  );
  passes('OCI keys', 'FROM alpine:3.24\nLABEL org.opencontainers.image.title=a name=b\n');
  passes('names of every object', 'FROM alpine:3.24\nLABEL org.label-schema.constructor=a org.label-schema.=b\n');
  for (const [old, now] of [
    ['vcs-url', 'source'],
    ['vcs-ref', 'revision'],
    ['name', 'title'],
    ['usage', 'documentation'],
    ['version', 'version'],
  ] as const)
    fixes(
      old,
      `Write org.opencontainers.image.${now}`,
      `FROM alpine:3.24\r\nLABEL "org.label-schema.${old}"="$X"\r\n`,
      `FROM alpine:3.24\r\nLABEL "org.opencontainers.image.${now}"="$X"\r\n`,
    );
  fixes(
    'a value that the OCI key takes',
    'Write org.opencontainers.image.licenses',
    'FROM alpine:3.24\nLABEL org.label-schema.license=MIT\n',
    'FROM alpine:3.24\nLABEL org.opencontainers.image.licenses=MIT\n',
  );
  offersNoFix('a value that it does not take', 'FROM alpine:3.24\nLABEL org.label-schema.license="Apache License 2.0"\n');
  offersNoFix('no value', 'FROM alpine:3.24\nLABEL org.label-schema.vcs-url=""\n');
  offersNoFix('both forms', 'FROM alpine:3.24\nLABEL org.label-schema.url=a\nLABEL org.opencontainers.image.url=a\n');
  fixes(
    'a whole file',
    'Write org.opencontainers.image.revision',
    `FROM golang:1.27 AS build
RUN go build -o /app ./cmd
FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /app /app
ARG REVISION
LABEL maintainer="web@example.com" \\
      # which commit
      org.label-schema.vcs-ref=$REVISION \\
      org.label-schema.schema-version="1.0"
ENTRYPOINT ["/app"]
`,
    `FROM golang:1.27 AS build
RUN go build -o /app ./cmd
FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /app /app
ARG REVISION
LABEL maintainer="web@example.com" \\
      # which commit
      org.opencontainers.image.revision=$REVISION \\
      org.label-schema.schema-version="1.0"
ENTRYPOINT ["/app"]
`,
  );
});
