import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './unreachable-stage.js';

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'a stage nobody needs',
    'FROM a AS «tools»\nRUN b\nFROM c\n',
    'The last stage needs nothing of "tools", so a plain build skips it: remove it, or list it in targets',
    { severity: 'info', equivalents: ['tally:no-unreachable-stages'] },
  );
  flags(
    'one without a name',
    'FROM «a:1»\nFROM c\n',
    'The last stage needs nothing of this one and it cannot be chosen by a name: remove it',
  );
  flags('a chain of them', 'FROM a AS «b»\nFROM b AS «c»\nFROM d\n');
  flags('what the target does not need', 'FROM a AS b\nFROM a AS «c»\n', { settings: { targets: ['b'] } });
  passes('FROM, COPY and mounts', 'FROM a AS b\nFROM a AS c\nFROM a AS d\nFROM b\nCOPY --from=c e /\nRUN --mount=from=d,target=/f g\n');
  passes('by way of other stages', 'FROM a AS b\nFROM b AS c\nFROM d\nCOPY --from=c e /\n');
  passes('numbers', 'FROM a\nFROM b\nCOPY --from=0 c /\n');
  passes(
    'stages that people choose, and what they need',
    'FROM a AS base\nFROM base AS unit-tests\nFROM a AS dev\nFROM a AS lint\nFROM a AS ci\nFROM c\n',
  );
  passes('targets', 'FROM a AS b\nFROM a AS c\n', { settings: { targets: ['b', 'c'] } });
  passes('stages a variable may choose', 'FROM a AS base-amd64\nFROM a AS base-arm64\nFROM base-${TARGETARCH}\n');
  passes('a single stage', 'FROM a\n');
  flags(
    'a whole file',
    `FROM node:24 AS deps
WORKDIR /app
COPY package*.json .
RUN npm ci

FROM deps AS «storybook»
COPY . .
RUN npm run build-storybook

FROM deps AS test
COPY . .
RUN npm test

FROM deps
COPY . .
CMD ["node", "main.js"]
`,
  );
});
