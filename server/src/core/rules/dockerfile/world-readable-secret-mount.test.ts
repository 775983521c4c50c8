import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './world-readable-secret-mount.js';

const run = (mount: string) => `FROM alpine:3.24\nRUN --mount=${mount} make\n`;

ruleSuite(rule, ({ flags, passes, fixes }) => {
  flags('a secret', run('type=secret,id=a,«mode=0444»'), 'Mode 0444 opens the secret mount to every user: use 0400, and uid= to name one', {
    severity: 'warning',
    equivalents: ['sonar:S6469'],
  });
  flags('the SSH agent', run('«mode=666»,type=ssh'), /the ssh mount/);
  flags('one among several mounts', 'FROM a:1\nRUN --mount=type=cache,target=/c,mode=0777 --mount=type=secret,id=a,«mode=0404» make\n');
  flags('a trigger', 'FROM a:1\nONBUILD RUN --mount=type=secret,id=a,«mode=0444» make\n');
  flags(
    'one line in a whole file',
    'FROM node:24-slim AS build\nWORKDIR /srv\nCOPY package*.json ./\nRUN --mount=type=cache,target=/root/.npm \\\n    --mount=type=secret,id=npmrc,target=/root/.npmrc,«mode=0644» \\\n    npm ci\nCOPY . .\nRUN npm run build\nFROM nginx:1.30\nCOPY --from=build /srv/dist /usr/share/nginx/html\n',
  );
  passes('modes that keep others out', run('type=secret,id=a,mode=0400') + run('type=secret,id=a,mode=440') + run('type=ssh,mode=0600'));
  passes('no mode', run('type=secret,id=a') + run('type=ssh'));
  passes('other mounts', run('type=cache,target=/a,mode=0777') + run('target=/a,mode=0777'));
  passes('a mode that cannot be read', run('type=secret,id=a,mode=$M'));
  fixes('a secret', 'Set mode=0400', run('type=secret,id=a,mode=0444'), run('type=secret,id=a,mode=0400'));
  fixes(
    'the SSH agent',
    'Set mode=0600',
    'FROM a:1\r\nRUN --mount=type=ssh,mode=0666 \\\r\n  make\r\n',
    'FROM a:1\r\nRUN --mount=type=ssh,mode=0600 \\\r\n  make\r\n',
  );
});
