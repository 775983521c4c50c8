import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './duplicate-label.js';

const TITLE = 'Delete the value that does not count';

ruleSuite(rule, ({ flags, passes, fixes }) => {
  flags(
    'two instructions',
    'FROM alpine:3.24\nLABEL «version»=1\nLABEL version=2\n',
    'Label "version" is set again below, so this value never counts: delete one of the two',
    { severity: 'info', equivalents: ['tally:labels/no-duplicate-keys'], safety: 'safe' },
  );
  flags(
    'the same value',
    'FROM alpine:3.24\nLABEL «a»=1 b=2 a="1"\n',
    'Label "a" is set again below to the same value: delete one of the two',
  );
  flags('three times', 'FROM alpine:3.24\nLABEL «a»=1 «"a"»=2 a=3\n');
  flags('values of a variable', 'FROM alpine:3.24\nARG V=1\nLABEL «a»=$V\nARG V=2\nLABEL a=$V\n', /never counts/);
  passes('two stages', 'FROM alpine:3.24 AS a\nLABEL a=1\nFROM a\nLABEL a=2\n');
  passes('other keys', 'FROM alpine:3.24\nLABEL a=1 A=2 b=1\n');
  passes('keys in variables', 'FROM alpine:3.24\nARG K\nLABEL $K=1 $K=2\n');
  passes('a trigger, which another build reads', 'FROM alpine:3.24\nLABEL a=1\nONBUILD LABEL a=2\n');
  fixes(
    'an instruction of its own',
    TITLE,
    'FROM alpine:3.24\r\n# one\r\nLABEL a=1\r\nLABEL a=2\r\n',
    'FROM alpine:3.24\r\n# one\r\nLABEL a=2\r\n',
  );
  fixes(
    'the first of several',
    TITLE,
    'FROM alpine:3.24\nLABEL a=1 \\\n      b=2 \\\n      a=3\n',
    'FROM alpine:3.24\nLABEL b=2 \\\n      a=3\n',
  );
  fixes('one in the middle', TITLE, 'FROM alpine:3.24\nLABEL b=2 a=1 c=3\nLABEL a=2\n', 'FROM alpine:3.24\nLABEL b=2 c=3\nLABEL a=2\n');
  fixes(
    'the last of an instruction',
    TITLE,
    'FROM alpine:3.24\nLABEL b=2 \\\n  a=1\nLABEL a=2\n',
    'FROM alpine:3.24\nLABEL b=2\nLABEL a=2\n',
  );
  fixes(
    'a whole file',
    TITLE,
    `FROM node:24-slim
LABEL maintainer="web@example.com" \\
      version="1.3" \\
      vendor="Acme"
WORKDIR /srv
COPY . .
USER node
LABEL version="1.4"
CMD ["node", "."]
`,
    `FROM node:24-slim
LABEL maintainer="web@example.com" \\
      vendor="Acme"
WORKDIR /srv
COPY . .
USER node
LABEL version="1.4"
CMD ["node", "."]
`,
  );
});
