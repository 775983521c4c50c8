import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './oversized-base-image.js';

const on = (image: string, run = 'true', start = 'CMD ["node", "server.js"]') => `FROM ${image}\nCOPY . .\nRUN ${run}\n${start}\n`;

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'node',
    on('«node:24»', 'npm ci --omit=dev'),
    '"node:24" ships compilers and libraries that nothing here uses: build on "node:24-slim"',
    { severity: 'hint', equivalents: ['cis-docker-1.6:4.3'], safety: 'unsafe' },
  );
  for (const image of [
    'python:3.14',
    'python:3.14.1-trixie',
    'ruby:3.4',
    'debian:13',
    'debian:trixie',
    'perl:5.42',
    'mirror.gcr.io/library/node:24-bookworm',
  ])
    flags(image, on(`«${image}»`));
  flags('pip', on('«python:3.14»', 'pip install --no-cache-dir -r requirements.txt'));
  flags('the end of the chain', 'FROM «node:24» AS base\nRUN npm ci\nFROM base\nCMD ["node", "."]\n');
  flags('the default of a variable', `ARG V=24\n${on('«node:$V»')}`, /"node:24-slim"$/);
  for (const image of [
    'node:24-slim',
    'node:24-alpine',
    'python:3.14-slim-trixie',
    'debian:trixie-slim',
    'node:latest',
    'golang:1.27',
    'node',
    'acme/node:24',
    'python:3.14-windowsservercore',
  ])
    passes(image, on(image));
  for (const run of [
    'git clone https://example.com/a',
    'curl -fsSL https://example.com/a',
    'gcc -o a a.c',
    'make',
    'bundle install',
    './setup.sh',
    'pip install git+https://example.com/a',
    '$TOOL',
    'sh /build.sh && make install',
  ])
    passes(run, on('python:3.14', run));
  passes('a health check by curl', 'FROM node:24\nHEALTHCHECK CMD curl -f http://localhost/ || exit 1\nCMD ["node", "."]\n');
  passes('a start by wget', 'FROM node:24\nCMD ["sh", "-c", "wget -q http://a/b && node ."]\n');
  passes('an image that others build on', 'FROM node:24\nRUN npm ci\n');
  passes('a stage for tests', 'FROM node:24 AS test\nCMD ["node", "."]\n');
  passes('a stage that does not ship', 'FROM node:24 AS build\nRUN npm ci\nFROM node:24-slim\nCMD ["node", "."]\n');
  fixes(
    'the platform kept',
    'Build on python:3.14-slim',
    on('--platform=linux/amd64 python:3.14 AS a'),
    on('--platform=linux/amd64 python:3.14-slim AS a'),
  );
  offersNoFix('a variable', `ARG V=24\n${on('node:$V')}`);
  offersNoFix('a digest', on(`node:24@sha256:${'0'.repeat(64)}`));
  fixes(
    'a whole file',
    'Build on python:3.14-slim',
    `# syntax=docker/dockerfile:1
FROM python:3.14 AS build
RUN python -m venv /venv
COPY requirements.txt .
RUN /venv/bin/pip install -r requirements.txt

FROM python:3.14
COPY --from=build /venv /venv
COPY app /srv/app
RUN useradd -u 10001 app
USER 10001
CMD ["/venv/bin/python", "-m", "app"]
`,
    `# syntax=docker/dockerfile:1
FROM python:3.14 AS build
RUN python -m venv /venv
COPY requirements.txt .
RUN /venv/bin/pip install -r requirements.txt

FROM python:3.14-slim
COPY --from=build /venv /venv
COPY app /srv/app
RUN useradd -u 10001 app
USER 10001
CMD ["/venv/bin/python", "-m", "app"]
`,
  );
});
