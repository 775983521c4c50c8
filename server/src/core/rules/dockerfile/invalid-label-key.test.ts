import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './invalid-label-key.js';

const label = (text: string) => `FROM alpine:3.24\nLABEL ${text}\n`;
const both = ['hadolint:DL3048', 'tally:labels/valid-key'];

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'an OCI key in another case',
    label('«org.opencontainers.image.Source»=https://example.com'),
    'No tool reads "org.opencontainers.imag…", as keys of labels count case: write it in lower case',
    { severity: 'info', equivalents: both, safety: 'safe' },
  );
  flags(
    'an OCI key with a typing error',
    label('«org.opencontainers.image.license»=MIT'),
    'The OCI specification has no key "license", so no tool reads it: write "licenses"',
    { equivalents: [], safety: 'unsafe' },
  );
  flags(
    'an OCI key that somebody made up',
    label('«org.opencontainers.image.maintainer-team»=web'),
    'The OCI specification has no key "maintainer-team" under this prefix, which is its own: use another domain',
  );
  flags(
    'capitals and blanks',
    label('«Team»=web «"my key"»=x'),
    `Label key "Team" is not all lower case, digits and . - _ /, against Docker's guidelines: rename it`,
    { equivalents: both },
  );
  flags(
    'a digit in front and a separator at the end',
    label('«1st»=x «team-»=y «.hidden»=z'),
    `Label key "1st" begins or ends with what only parts words, against Docker's guidelines: rename it`,
  );
  flags(
    'two separators',
    label('«com..example»=x «a-.b»=y'),
    `Label key "com..example" has two separators in a row, against Docker's guidelines: rename it`,
  );
  flags(
    'namespaces of Docker',
    label('«com.docker.team»=web «io.docker.x»=y «org.dockerproject.z»=1'),
    'Label key "com.docker.team" is in a namespace that Docker keeps for itself: use another domain',
  );
  flags('the old form and a trigger', 'FROM alpine:3.24\nLABEL «Team» web\nONBUILD LABEL «Team»=web\n');
  passes(
    'the keys of the specification',
    label('org.opencontainers.image.source=x org.opencontainers.image.ref.name=y org.opencontainers.image.base.name=z'),
  );
  passes('keys of other domains', label('maintainer=a com.example.team=b io.k8s.description=c a=d vendor_name=e app.kubernetes.io/name=f'));
  passes(
    'keys that Docker knows',
    label('com.docker.extension.publisher-url=x com.docker.desktop.extension.icon=y com.docker.compose.project=z'),
  );
  passes('a key in a variable', 'FROM alpine:3.24\nARG K\nLABEL $K=1 "pre.${K}"=2\n');
  passes('other instructions', 'FROM alpine:3.24\nENV Team=web\n');

  fixes(
    'the case, in the quotes',
    'Write org.opencontainers.image.title',
    label('"org.opencontainers.image.TITLE"="a"'),
    label('"org.opencontainers.image.title"="a"'),
  );
  fixes(
    'a typing error',
    'Write org.opencontainers.image.created',
    label('org.opencontainers.image.create=x'),
    label('org.opencontainers.image.created=x'),
  );
  offersNoFix('the right key is there as well', label('org.opencontainers.image.Title=a org.opencontainers.image.title=b'));
  offersNoFix('what only its owner can rename', label('Team=web'));

  fixes(
    'a whole file',
    'Write org.opencontainers.image.vendor',
    `FROM node:24-slim
WORKDIR /srv
COPY . .
LABEL org.opencontainers.image.source="https://example.com/acme/app" \\
      # who
      Org.OpenContainers.image.vendor='Acme'
USER node
CMD ["node", "."]
`,
    `FROM node:24-slim
WORKDIR /srv
COPY . .
LABEL org.opencontainers.image.source="https://example.com/acme/app" \\
      # who
      org.opencontainers.image.vendor='Acme'
USER node
CMD ["node", "."]
`,
  );
});
