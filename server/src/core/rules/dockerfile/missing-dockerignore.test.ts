import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './missing-dockerignore.js';

const files = { Dockerfile: '', 'main.go': '' };

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'the whole context',
    'FROM golang:1.27\nCOPY «.» /src\n',
    'Everything here is copied, .git and secrets too, as no .dockerignore keeps them out: add one beside this file',
    { files },
    { severity: 'warning', equivalents: ['sonar:S6470'] },
  );
  flags(
    'what is surely there',
    'FROM golang:1.27\nADD «./» /src\n',
    '".git" is copied into the image with everything else, as no .dockerignore keeps it out: add one',
    { files: { ...files, '.git/HEAD': '' } },
  );
  flags(
    'once in a file, in a stage that only builds too',
    'FROM golang:1.27 AS build\nCOPY «.» /src\nCOPY . /again\nFROM scratch\nCOPY --from=build /app /app\nCOPY * /x/\n',
    { files },
    { equivalents: [] },
  );
  passes('with an ignore file', 'FROM golang:1.27\nCOPY . /src\n', { files: { ...files, '.dockerignore': '.git' } });
  passes('with one of its own', 'FROM golang:1.27\nCOPY . /src\n', {
    path: 'a/dev.Dockerfile',
    files: { 'dev.Dockerfile.dockerignore': '.git' },
  });
  passes('names', 'FROM golang:1.27\nCOPY main.go src/ /src/\n', { files });
  passes('another stage or a named context', 'FROM golang:1.27 AS a\nFROM golang:1.27\nCOPY --from=a . /x\nCOPY --from=lib . /y\n', {
    files,
  });
  passes('a stage that nobody uses', 'FROM golang:1.27 AS a\nCOPY . /x\nFROM golang:1.27\n', { files });
  passes('a context that is not known', 'FROM golang:1.27\nCOPY . /src\n');
  flags(
    'one line in a whole file',
    'FROM node:24-slim AS build\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY «.» .\nRUN npm run build\n\nFROM nginxinc/nginx-unprivileged:1.30\nCOPY --from=build /app/dist /usr/share/nginx/html\n',
    /^".env" is copied/,
    { files: { Dockerfile: '', '.env': '', 'package.json': '' } },
  );
});
