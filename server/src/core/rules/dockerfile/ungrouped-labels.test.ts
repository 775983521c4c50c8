import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './ungrouped-labels.js';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'two in a row',
    'FROM alpine:3.24\n«LABEL» a=1\nLABEL b=2\n',
    '2 LABEL instructions in a row are harder to read than one: join them',
    { severity: 'hint', equivalents: ['tally:labels/prefer-grouped'], safety: 'safe' },
  );
  flags('blank lines between', 'FROM alpine:3.24\n«LABEL» a=1\n\n\nLABEL b=2\nLABEL c=3\n', /^3 LABEL/);
  flags('two groups', 'FROM alpine:3.24\n«LABEL» a=1\nLABEL b=2\nRUN true\n«LABEL» c=3\nLABEL d=4\n');
  passes('one', 'FROM alpine:3.24\nLABEL a=1 b=2\nRUN true\nLABEL c=3\n');
  passes('a comment between', 'FROM alpine:3.24\nLABEL a=1\n# who\nLABEL b=2\n');
  passes('two stages', 'FROM alpine:3.24\nLABEL a=1\nFROM alpine:3.24\nLABEL b=2\n');
  passes('triggers', 'FROM alpine:3.24\nLABEL a=1\nONBUILD LABEL b=2\n');
  fixes(
    'as the file indents',
    'Join them',
    'FROM alpine:3.24\nLABEL a=1 \\\n  b=2\nLABEL c="x y"\nUSER 1\n',
    'FROM alpine:3.24\nLABEL a=1 \\\n  b=2 \\\n  c="x y"\nUSER 1\n',
  );
  fixes(
    'another escape character',
    'Join them',
    '# escape=`\r\nFROM alpine:3.24\r\nLABEL a=1\r\n\r\nLABEL b=2\r\n',
    '# escape=`\r\nFROM alpine:3.24\r\nLABEL a=1 `\r\n      b=2\r\n',
  );
  fixes('blanks at an end', 'Join them', 'FROM alpine:3.24\nLABEL a=1  \nLABEL b=2', 'FROM alpine:3.24\nLABEL a=1 \\\n      b=2');
  offersNoFix('the old form', 'FROM alpine:3.24\nLABEL maintainer web\nLABEL b=2\n');
  fixes(
    'a whole file',
    'Join them',
    `FROM node:24-slim
WORKDIR /srv
COPY . .
# about the image
LABEL org.opencontainers.image.source="https://example.com/acme/app"
LABEL org.opencontainers.image.vendor="Acme"
LABEL org.opencontainers.image.licenses="MIT"

USER node
CMD ["node", "."]
`,
    `FROM node:24-slim
WORKDIR /srv
COPY . .
# about the image
LABEL org.opencontainers.image.source="https://example.com/acme/app" \\
      org.opencontainers.image.vendor="Acme" \\
      org.opencontainers.image.licenses="MIT"

USER node
CMD ["node", "."]
`,
  );
});
