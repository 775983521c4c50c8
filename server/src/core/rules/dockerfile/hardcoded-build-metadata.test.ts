import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './hardcoded-build-metadata.js';

const OCI = 'org.opencontainers.image.';
const version = (text: string) => ({ files: { 'package.json': JSON.stringify({ version: text }) } });

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'a revision',
    `FROM alpine:3.24\nLABEL ${OCI}revision=«"3f2a91c"»\n`,
    'Label "revision" is fixed in the file, so it is untrue from the next commit on: feed it from an ARG',
    { severity: 'info', equivalents: [], safety: 'unsafe' },
  );
  flags('a time', `FROM alpine:3.24\nLABEL ${OCI}created=«2026-11-23T10:00:00Z»\n`);
  flags(
    'a version that differs from the manifest',
    `FROM alpine:3.24\nLABEL ${OCI}version=«1.3.0»\n`,
    'Version "1.3.0" is not "1.4.0" of package.json: feed it from an ARG',
    version('1.4.0'),
  );
  flags('a version that differs from VERSION', `FROM alpine:3.24\nLABEL ${OCI}version=«1.3»\n`, /not "v1\.4" of VERSION/, {
    files: { VERSION: 'v1.4\n' },
  });
  passes('variables', `FROM alpine:3.24\nARG R\nLABEL ${OCI}revision=$R ${OCI}created="\${C}" ${OCI}version=v$V\n`);
  passes('the version of the manifest', `FROM alpine:3.24\nLABEL ${OCI}version=v1.4.0\n`, version('1.4.0'));
  passes('a version when nothing is known of the manifest', `FROM alpine:3.24\nLABEL ${OCI}version=1.3.0\n`);
  passes('manifests without a version', `FROM alpine:3.24\nLABEL ${OCI}version=1.3.0\n`, {
    files: { 'package.json': '[]', VERSION: 'see git' },
  });
  passes('a manifest nobody can read', `FROM alpine:3.24\nLABEL ${OCI}version=1.3.0\n`, { files: { 'package.json': '{' } });
  passes('other labels and empty ones', `FROM alpine:3.24\nLABEL revision=3f2a91c ${OCI}title=a ${OCI}created=""\n`);
  fixes(
    'an ARG that is there',
    'Feed it from ARG REVISION',
    `FROM alpine:3.24\nARG REVISION\nLABEL a=b ${OCI}revision='3f2a91c'\n`,
    `FROM alpine:3.24\nARG REVISION\nLABEL a=b ${OCI}revision="$REVISION"\n`,
  );
  offersNoFix('a trigger', `FROM alpine:3.24\nONBUILD LABEL ${OCI}revision=3f2a91c\n`);
  fixes(
    'a whole file',
    'Feed it from ARG CREATED',
    `FROM node:24-slim\r
WORKDIR /srv\r
COPY . .\r
# who made it\r
LABEL ${OCI}source="https://example.com/acme/app" \\\r
      ${OCI}created="2026-01-01T00:00:00Z"\r
USER node\r
CMD ["node", "."]\r
`,
    `FROM node:24-slim\r
WORKDIR /srv\r
COPY . .\r
ARG CREATED\r
# who made it\r
LABEL ${OCI}source="https://example.com/acme/app" \\\r
      ${OCI}created="$CREATED"\r
USER node\r
CMD ["node", "."]\r
`,
  );
});
