import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './copy-without-chown.js';

const file = (rest: string) => `FROM alpine:3.24\nUSER app\nWORKDIR /srv\n${rest}\nCMD ["/app"]\n`;

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'a copy whose mode is changed',
    file('COPY run.sh «/srv/run.sh»\nRUN chmod +x /srv/run.sh'),
    'COPY and ADD write as root whatever USER says, so "app" cannot change this: add --chown',
    {
      severity: 'hint',
      equivalents: ['tally:copy-after-user-without-chown'],
    },
  );
  flags('a copy that is written to', file('COPY a «.»\nRUN echo x >> a'));
  flags('edits, folders and deletions', file('COPY conf «./conf»\nRUN sed -i s/a/b/ conf/x && mkdir conf/y'));
  flags('a volume', file('VOLUME /data\nADD seed «/data/»'));
  flags('a path of the option', file('COPY uploads «/srv/uploads»'), { options: { writablePaths: ['/srv/uploads'] } });
  flags('a USER of a stage it is built on', 'FROM alpine:3.24 AS base\nUSER 1000\nFROM base\nCOPY a «/a»\nRUN rm /a\n');
  flags(
    'one in a whole file',
    'FROM node:24-slim\nUSER node\nWORKDIR /home/node/app\nCOPY package*.json ./\nRUN npm ci\nCOPY docker/start.sh «/home/node/start.sh»\nRUN chmod 755 /home/node/start.sh\nCOPY . .\nCMD ["/home/node/start.sh"]\n',
  );
  passes('code that nobody writes to', file('COPY . .\nRUN make && npm ci'));
  passes('--chown', file('COPY --chown=app a /a\nRUN rm /a'));
  passes('root', 'FROM alpine:3.24\nCOPY a /a\nRUN rm /a\nUSER root\nCOPY b /b\nRUN rm /b\n');
  passes('a step as root', file('COPY a /a\nUSER root\nRUN chmod +x /a\nUSER app'));
  passes('sudo', file('COPY a /a\nRUN sudo chmod +x /a'));
  passes('a user that is not known', 'FROM alpine:3.24\nARG U\nUSER $U\nCOPY a /a\nRUN rm /a\n');
  fixes('by --chown', 'Add --chown=app', file('COPY a /a\nRUN rm /a'), file('COPY --chown=app a /a\nRUN rm /a'));
  offersNoFix('for a variable', 'FROM alpine:3.24\nARG U=app\nUSER $U\nCOPY a /a\nRUN rm /a\n');
});
