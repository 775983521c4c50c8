import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './syntax-directive-typo.js';

ruleSuite(rule, ({ flags, passes, fixes }) => {
  flags(
    'a letter too few',
    '# syntax=«docker/dockerfle:1»\nFROM a\n',
    '"docker/dockerfle" is not docker/dockerfile, and whoever owns that name drives the build: write the official one',
    { severity: 'error', safety: 'safe', equivalents: ['tally:syntax-directive-typo'] },
  );
  flags('swapped letters with a digest', `# syntax=«dokcer/dockerfile@sha256:${'0'.repeat(64)}»\nFROM a\n`);
  flags('two edits behind a host', '# syntax=«docker.io/docker/dokerfiles:1.7» x\nFROM a\n');
  flags('capitals', '# syntax=«docker/DockerFle»\nFROM a\n');
  flags(
    'a blank behind the colon',
    '# syntax = «docker/dockerfile: 1»\nFROM a\n',
    'The frontend ends at the first blank, so the build stops here or takes another: write "docker/dockerfile:1"',
  );
  flags('a blank in front of it', '# syntax=«docker/dockerfile :1.4»\nFROM a\n');
  passes('the official frontend', '# syntax=docker/dockerfile:1\nFROM a\n');
  passes('with host and labs', '# syntax=docker.io/docker/dockerfile:1-labs\nFROM a\n');
  passes('the upstream builds', '# syntax=docker/dockerfile-upstream:master\nFROM a\n');
  passes('something behind a blank', '# syntax=docker/dockerfile:1 # the stable one\nFROM a\n');
  passes('another frontend', '# syntax=ghcr.io/acme/frontend:2\nFROM a\n');
  passes('other directives', '# check=skip=docker/dockerfle\nFROM a\n');
  passes('a comment further down', '# x\n# syntax=docker/dockerfle\nFROM a\n');
  fixes(
    'keeps tag, layout and line ends',
    'Write docker.io/docker/dockerfile:1.7-labs',
    '#  syntax = docker.io/dockr/dockerfile:1.7-labs\r\nFROM a\r\n',
    '#  syntax = docker.io/docker/dockerfile:1.7-labs\r\nFROM a\r\n',
  );
  flags(
    'a whole file',
    `# syntax=«docker/docker-file:1»
# check=error=true
FROM python:3.14-slim
WORKDIR /app
COPY requirements.txt .
RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt
COPY . .
CMD ["python", "main.py"]
`,
  );
});
