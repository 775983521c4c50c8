import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './onbuild-trigger.js';

const file = 'FROM node:24-slim\nONBUILD COPY . /src\nCMD ["node", "/src"]\n';

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'an app by option',
    file.replace('ONBUILD', '«ONBUILD»'),
    'This image is no base for others, so the trigger never runs, or runs where nobody sees it: write the instruction itself',
    { options: { imageKind: 'app' } },
    { severity: 'hint', equivalents: [] },
  );
  flags('a stage whose name says what it is', 'FROM node:24-slim AS test\n«onbuild» RUN npm ci\n«ONBUILD» RUN npm test\n');
  flags('a file whose name says what it is', file.replace('ONBUILD', '«ONBUILD»'), { path: 'Dockerfile.dev' });

  passes('an image that may be a base', file);
  passes('a base by option', file.replace('node:24-slim', 'node:24-slim AS test'), { options: { imageKind: 'base' } });
  passes('a base by name', 'FROM node:24-slim AS base\nONBUILD COPY . /src\n', { path: 'Dockerfile.dev' });
  passes('a piece of a file', 'ONBUILD COPY . /src\n', { options: { imageKind: 'app' } });
  passes('an app without triggers', 'FROM node:24-slim\nCMD ["node"]\n', { options: { imageKind: 'app' } });
  flags(
    'a whole file',
    'FROM node:24-slim AS e2e\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\n«ONBUILD» COPY . .\nCMD ["npm", "run", "e2e"]\n',
  );
});
