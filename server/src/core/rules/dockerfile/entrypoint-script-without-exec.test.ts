import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './entrypoint-script-without-exec.js';

const image = (entrypoint: string) => `FROM alpine:3.24\nCOPY docker/run.sh /usr/bin/\nENTRYPOINT ${entrypoint}\n`;
const script = (text: string) => ({ files: { 'docker/run.sh': text } });
const BAD = script('#!/bin/sh\nset -e\nmkdir -p /data\n/app "$@"\n');

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'a program that is a child',
    image('[«"/usr/bin/run.sh"»]'),
    '"run.sh" stays in front of its program and swallows SIGTERM, so it gets killed: end it with exec "$@"',
    BAD,
    {
      severity: 'info',
      equivalents: [],
    },
  );
  flags('behind an init', image('["tini", "--", «"run.sh"»]'), BAD);
  flags('the shell form', image('«/usr/bin/run.sh»'), BAD);
  flags('"$@" alone', image('[«"/usr/bin/run.sh"»]'), script('#!/usr/bin/env bash\n"$@"\n'));
  flags('an exec that only redirects', image('[«"/usr/bin/run.sh"»]'), script('exec > /var/log/app\n/app\n'));
  flags('a script under another name', 'FROM alpine:3.24\nCOPY docker/run.sh /start\nENTRYPOINT [«"/start"»]\n', BAD);
  passes('exec', image('["/usr/bin/run.sh"]'), script('#!/bin/sh\nif [ -z "$A" ]; then exec /app; fi\nexec "$@"\n'));
  passes('exec through a wrapper', image('["/usr/bin/run.sh"]'), script('exec gosu app "$@"\n'));
  passes('a trap and wait', image('["/usr/bin/run.sh"]'), script('trap "kill $!" TERM\n/app &\nwait $!\n'));
  passes('a script that only prepares', image('["/usr/bin/run.sh"]'), script('#!/bin/sh\nmkdir -p /out\necho done\n'));
  passes('another language', image('["/usr/bin/run.sh"]'), script('#!/usr/bin/env python3\nmain()\n'));
  passes('a script that cannot be read whole', image('["/usr/bin/run.sh"]'), script('/app "$@\n'));
  passes('a script of another stage', 'FROM a AS b\nFROM alpine:3.24\nCOPY --from=b docker/run.sh /run.sh\nENTRYPOINT ["/run.sh"]\n', BAD);
  passes('a script of the image', 'FROM alpine:3.24\nENTRYPOINT ["/docker-entrypoint.sh"]\n', BAD);
  passes('nothing known of the files', image('["/usr/bin/run.sh"]'));
  flags(
    'one line in a whole file',
    'FROM node:24-slim\nWORKDIR /srv\nCOPY package.json ./\nRUN npm install\nCOPY . .\nCOPY docker/run.sh /usr/local/bin/\nUSER node\nENTRYPOINT [«"run.sh"»]\nCMD ["node", "server.js"]\n',
    script('#!/bin/sh\nnode migrate.js\n"$@"\n'),
  );
});
