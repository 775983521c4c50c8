import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import uselessCacheMount from './useless-cache-mount.js';

const python = (rest: string) => `FROM python:3.14-slim\n${rest}\n`;

ruleSuite(uselessCacheMount, ({ flags, passes }) => {
  flags(
    'an option that turns it off',
    python('RUN --mount=type=cache,target=«/root/.cache/pip» pip install --no-cache-dir flask'),
    '"--no-cache-dir" keeps the tool from using the cache that is mounted here: remove the one or the other',
    { severity: 'info', equivalents: [] },
  );
  flags('apk', 'FROM alpine\nRUN --mount=type=cache,target=«/var/cache/apk» apk add --no-cache curl\n');
  flags(
    'a variable that turns it off',
    python('ENV PIP_NO_CACHE_DIR=1\nRUN --mount=type=cache,target=«/root/.cache» pip install flask'),
    /^"PIP_NO_CACHE_DIR"/,
  );
  flags(
    'a home that is not his',
    python('USER 1000\nRUN --mount=type=cache,target=«/root/.cache/pip» pip install --user flask'),
    'This cache is in the home of root, but "1000" runs this and cannot use it: mount it in his home',
  );
  flags('a user of the base image', 'FROM nginxinc/nginx-unprivileged:1.30\nRUN --mount=type=cache,target=«/root/.npm» npm ci\n');
  flags(
    'package files on Debian',
    'FROM debian:trixie-slim\nRUN --mount=type=cache,target=«/var/cache/apt» --mount=type=cache,target=/var/lib/apt apt-get update && apt-get install -y curl\n',
    'docker-clean empties this cache behind each install: remove /etc/apt/apt.conf.d/docker-clean first',
  );
  flags(
    'one line in a whole file',
    'FROM node:24 AS build\nUSER node\nWORKDIR /home/node\nCOPY --chown=node:node package*.json ./\nRUN --mount=type=cache,target=«/root/.npm» \\\n    npm ci\nFROM node:24-slim\nCOPY --from=build /home/node /app\nUSER node\nCMD ["node", "/app/a.js"]\n',
  );
  passes('a cache that works', python('RUN --mount=type=cache,target=/root/.cache/pip pip install flask'));
  passes(
    'one command that fills it',
    python('RUN --mount=type=cache,target=/root/.cache/pip pip install --no-cache-dir a && pip install b'),
  );
  passes('a cache of something else', python('RUN --mount=type=cache,target=/root/.cache/app pip install --no-cache-dir a'));
  passes('the home of the user', python('USER 1000\nRUN --mount=type=cache,target=/home/app/.cache/pip,uid=1000 pip install a'));
  passes('sudo', 'FROM debian\nUSER app\nRUN --mount=type=cache,target=/root/.cache/pip sudo pip install a\n');
  passes('a user behind a variable', python('ARG U\nUSER $U\nRUN --mount=type=cache,target=/root/.cache/pip pip install a'));
  passes('a base that is not known', 'FROM example.com/x:1\nRUN --mount=type=cache,target=/var/cache/apt apt-get install -y a\n');
  passes(
    'docker-clean removed before',
    'FROM debian\nRUN rm -f /etc/apt/apt.conf.d/docker-clean\nRUN --mount=type=cache,target=/var/cache/apt apt-get update && apt-get install -y a\n',
  );
  passes(
    'docker-clean removed in the RUN',
    'FROM ubuntu\nRUN --mount=type=cache,target=/var/cache/apt rm -f /etc/apt/apt.conf.d/docker-clean; apt-get update && apt-get install -y a\n',
  );
  passes(
    'a setting in a parent stage',
    'FROM debian AS a\nRUN <<EOF\necho \'Binary::apt::APT::Keep-Downloaded-Packages "true";\' > /etc/apt/apt.conf.d/keep\nEOF\nFROM a\nRUN --mount=type=cache,target=/var/cache/apt apt-get install -y a\n',
  );
  passes('the lists alone', 'FROM debian\nRUN --mount=type=cache,target=/var/lib/apt/lists apt-get update && apt-get install -y a\n');
  passes('a bind mount', python('RUN --mount=type=bind,target=/root/.cache/pip pip install --no-cache-dir a'));
});
