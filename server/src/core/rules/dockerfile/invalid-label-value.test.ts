import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './invalid-label-value.js';

const OCI = 'org.opencontainers.image.';
const schema = (types: Readonly<Record<string, string>>) => ({ settings: { labels: { required: [], schema: types, strict: false } } });
const label = (text: string) => `FROM alpine:3.24\nLABEL ${text}\n`;

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'a URL without its scheme',
    label(`${OCI}source=«example.com/acme/app»`),
    '"example.com/acme/app" in "source" is no URL for a tool to follow: begin it with https://',
    { severity: 'warning', equivalents: ['hadolint:DL3052'] },
  );
  flags(
    'the other URLs',
    label(`${OCI}url=«"www.example.com"» ${OCI}documentation=«docs/README.md» ${OCI}source=«git@example.com:acme/app.git»`),
  );
  flags(
    'a day alone',
    label(`${OCI}created=«"2026-11-23"»`),
    '"2026-11-23" in "created" is no time by RFC 3339: write it as 2026-11-23T10:00:00Z',
    { equivalents: ['hadolint:DL3053'] },
  );
  flags(
    'a license in words',
    label(`${OCI}licenses=«"Apache License 2.0"»`),
    '"Apache License 2.0" in "licenses" is no SPDX expression: write it as in MIT OR Apache-2.0',
    { equivalents: ['hadolint:DL3054'] },
  );
  flags(
    'a branch for a revision',
    label(`${OCI}revision=«main»`),
    '"main" in "revision" is no revision to be found again: write the hash of a commit',
    { equivalents: ['hadolint:DL3055'] },
  );
  flags(
    'a digest without its algorithm',
    label(`${OCI}base.digest=«${'a'.repeat(64)}»`),
    '"aaaaaaaaaaaaaaaaaaaaaaa…" in "base.digest" is no digest: write it as sha256: and 64 hexadecimal digits',
    { equivalents: [] },
  );
  flags(
    'a name with a blank',
    label(`${OCI}base.name=«"Alpine Linux"»`),
    '"Alpine Linux" in "base.name" is no image reference: write it as in docker.io/acme/base:1',
  );
  flags(
    'what the schema asks for',
    label(`${OCI}version=«1.4» maintainer=«"Web team"» home=«x» built=«now» rev=«x» license=«x»`),
    '"1.4" in "version" is no semantic version: write it as in 1.4.0',
    '"Web team" in "maintainer" is no e-mail address: write it as in team@example.com',
    { equivalents: ['hadolint:DL3056'] },
    { equivalents: ['hadolint:DL3058'] },
    schema({ [`${OCI}version`]: 'semver', maintainer: 'email', home: 'url', built: 'rfc3339', rev: 'hash', license: 'spdx' }),
  );
  flags('the old form and a trigger', `FROM alpine:3.24\nLABEL ${OCI}url «example.com»\nONBUILD LABEL ${OCI}url=«example.com»\n`);
  flags(
    'a whole file',
    `FROM python:3.14-slim
ARG CREATED
LABEL maintainer="Web team" \\
      ${OCI}created=$CREATED \\
      ${OCI}licenses=«"GPLv3"» \\
      ${OCI}source="https://example.com/acme/app" \\
      ${OCI}version="1.4"
COPY app.py /srv/
USER 10001
CMD ["python", "/srv/app.py"]
`,
  );

  passes(
    'good values',
    label(
      `${OCI}source=https://example.com/a ${OCI}created=2026-11-23T10:00:00Z ${OCI}licenses="MIT OR Apache-2.0" ${OCI}revision=3f2a91c`,
    ),
  );
  passes('values with variables', label(`${OCI}source=$S ${OCI}created="\${C}" ${OCI}revision=git-$R ${OCI}licenses=\${L:-none of them}`));
  passes('any version', label(`${OCI}version=2026.11-beta`));
  passes('an empty value, which has a finding of its own', label(`${OCI}source=""`));
  passes('keys that nobody asked about', label('licenses="Apache 2.0" source=x'));
  passes('what the schema calls text', label(`${OCI}revision=main`), schema({ [`${OCI}revision`]: 'text' }));
});
