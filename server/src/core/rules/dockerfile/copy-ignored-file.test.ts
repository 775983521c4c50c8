import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './copy-ignored-file.js';

const ignoring = (text: string, name = '.dockerignore') => ({ files: { [name]: text, Dockerfile: '' } });

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'a file',
    'FROM scratch\nCOPY «build/app» /app\n',
    '"build/app" is left out by .dockerignore, so it cannot be copied: change pattern or COPY',
    ignoring('*.md\nbuild\n'),
    { severity: 'warning', includes: ['buildkit:CopyIgnoredFile'] },
  );
  flags('ADD, and one of several', 'FROM scratch\nADD a.txt «./secret.txt» /x/\n', ignoring('secret.txt'));
  flags('a pattern at any depth', 'FROM scratch\nCOPY «a/b/node_modules» /x\n', ignoring('**/node_modules'));
  flags('a trigger', 'FROM scratch\nONBUILD COPY «dist» /x\n', ignoring('dist/'));
  flags('a variable with a value', 'FROM scratch\nARG OUT=dist\nCOPY «${OUT}/app» /x\n', ignoring('dist'));
  flags('a builder stage', 'FROM a AS b\nCOPY «dist» /x\nFROM a\nCOPY --from=b /x /x\n', ignoring('dist'));
  flags(
    'everything',
    'FROM scratch\nCOPY «.» /app\n',
    '.dockerignore leaves everything out, so there is nothing to copy: add exceptions (!src) to it',
    ignoring('*'),
  );
  flags(
    'by the ignore file of this Dockerfile',
    'FROM scratch\nCOPY «dist» /x\n',
    /left out by dev.Dockerfile.dockerignore|left out by dev.Dockerfile.dock/,
    {
      path: 'docker/dev.Dockerfile',
      files: { 'dev.Dockerfile.dockerignore': 'dist', '.dockerignore': '' },
    },
  );
  passes('the whole context with some left out', 'FROM scratch\nCOPY . /app\nCOPY ./ /b/\nCOPY / /c/\n', ignoring('node_modules\n*.md\n'));
  passes('an ignore file with exceptions', 'FROM scratch\nCOPY src/a /app\nCOPY b /b\n', ignoring('*\n!src\n'));
  passes(
    'another stage, an address, a heredoc',
    'FROM a AS b\nFROM a\nCOPY --from=b /dist /x\nADD https://example.com/dist /y\nCOPY <<dist /z\ndist\n',
    ignoring('*dist*'),
  );
  passes('no ignore file', 'FROM scratch\nCOPY dist /x\n', { files: { dist: '' } });
  passes('nothing known of the files', 'FROM scratch\nCOPY dist /x\n');
  passes('a variable nobody gives a value', 'FROM scratch\nARG OUT\nCOPY $OUT /x\n', ignoring('*'));
  flags(
    'one line in a whole file',
    'FROM node:24-slim AS build\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .\nRUN npm run build\n\nFROM nginxinc/nginx-unprivileged:1.30\nCOPY --from=build /app/dist /usr/share/nginx/html\nCOPY «deploy/nginx.conf» /etc/nginx/conf.d/default.conf\n',
    ignoring('.git\nnode_modules\ndeploy\n'),
  );
});
