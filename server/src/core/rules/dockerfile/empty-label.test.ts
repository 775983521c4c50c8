import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './empty-label.js';

const schema = { settings: { labels: { required: [], schema: { team: 'text' }, strict: false } } };

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'an empty OCI key',
    'FROM alpine:3.24\nLABEL «org.opencontainers.image.title»=""\n',
    'Label "title" is empty, which hides that it is not known: give it a value or leave it out',
    { severity: 'warning', equivalents: ['hadolint:DL3051'] },
  );
  flags('nothing behind the sign', 'FROM alpine:3.24\nLABEL «org.opencontainers.image.title»= a=b\n');
  flags(
    'blanks alone, in the old form too',
    'FROM alpine:3.24\nLABEL «org.opencontainers.image.title» "  "\nLABEL «org.opencontainers.image.url»=\' \'\n',
  );
  flags('a key of the schema', 'FROM alpine:3.24\nLABEL «team»=""\n', schema);
  flags('a trigger', 'FROM alpine:3.24\nONBUILD LABEL «org.opencontainers.image.title»=""\n');
  flags(
    'one of many, in a whole file',
    `FROM node:24-slim
WORKDIR /srv
COPY . .
LABEL org.opencontainers.image.source="https://example.com/acme/app" \\
      # not decided
      «org.opencontainers.image.licenses»="" \\
      org.opencontainers.image.vendor="Acme"
USER node
CMD ["node", "."]
`,
  );
  passes('values', 'FROM alpine:3.24\nLABEL org.opencontainers.image.title="App"\n');
  passes(
    'variables, set or not',
    'FROM alpine:3.24\nARG T\nARG U=""\nLABEL org.opencontainers.image.title=$T org.opencontainers.image.url="${U}"\n',
  );
  passes('other keys', 'FROM alpine:3.24\nLABEL team="" maintainer=\n');
});
