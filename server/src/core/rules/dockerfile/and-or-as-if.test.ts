import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './and-or-as-if.js';

const FROM = 'FROM alpine:3.24\n';

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'a test, a command and another',
    `${FROM}RUN [ -f a ] && cp a b «||» touch b\n`,
    'what follows this || also runs when "cp" fails, not only when the test does: write if, then, else',
    { severity: 'hint', equivalents: ['shellcheck:SC2015'] },
  );
  flags('other tests', `${FROM}RUN [[ -f a ]] && cp a b «||» c; command -v x && x «||» y; grep -q a b && c «||» d; ! a && b «||» c\n`);
  flags('more in front', `${FROM}RUN a && [ -f b ] && c «||» d\n`);
  flags(
    'in a loop, a heredoc, sh -c',
    `${FROM}RUN for i in 1 2; do [ -f $i ] && a «||» b; done\nRUN <<EOF\n[ -f a ] && b «||» c\nEOF\nRUN sh -c '[ -f a ] && b «||» c'\n`,
  );

  passes('what cannot fail', `${FROM}RUN [ -f a ] && x=1 || x=2; [ -f b ] && echo yes || c; [ -f d ] && exit 0 || e\n`);
  passes(
    'what only ends or reports',
    `${FROM}RUN [ -f a ] && b || true; [ -f a ] && b || exit 1; [ -f a ] && b || { echo no; exit 1; }; [ -f a ] && b || echo no\n`,
  );
  passes('no test', `${FROM}RUN apt-get update && apt-get install -y a || apt-get install -y b\n`);
  passes('if', `${FROM}RUN if [ -f a ]; then b; else c; fi; [ -f a ] || b && c; [ -f a ] && b\n`);

  flags(
    'a whole file',
    [
      'FROM node:24-slim',
      'WORKDIR /app',
      'COPY package*.json ./',
      'RUN [ -f package-lock.json ] && npm ci «||» npm install',
      'COPY . .',
      'RUN npm run build || exit 1',
      'USER node',
      'CMD ["node", "server.js"]',
      '',
    ].join('\n'),
  );
});
