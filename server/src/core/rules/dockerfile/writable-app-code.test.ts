import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './writable-app-code.js';

const file = (rest: string) => `FROM node:24-slim\nWORKDIR /srv\n${rest}\nUSER node\nCMD ["node", "server.js"]\n`;

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'the folder of the program',
    file('COPY «--chown=node:node» . .'),
    '"node" owns code or settings here, and can rewrite them once broken in: leave them to root',
    {
      severity: 'hint',
      equivalents: ['sonar:S6504', 'kics:aa93e17f-b6db-4162-9334-c70334e7ac28'],
    },
  );
  flags(
    'scripts and paths of the system',
    file('COPY «--chown=10001» run.sh /x/\nADD «--chown=app» conf /etc/app/\nCOPY --link «--chown=app» a /usr/local/bin/a'),
  );
  flags('a program by its path', 'FROM a:1\nCOPY «--chown=1000» app /app\nENTRYPOINT ["/app"]\n');
  flags(
    'chown in a RUN',
    file('COPY . .\nRUN chown -R node:node «/srv»'),
    'This gives code or settings to "node", who can rewrite them once broken in: chown data only',
    { equivalents: [] },
  );
  flags('the stage it is built on', 'FROM a:1 AS base\nCOPY «--chown=1000» a.sh /\nFROM base\n');
  flags(
    'one in a whole file',
    'FROM python:3.14-slim\nRUN useradd -u 10001 app\nWORKDIR /srv\nCOPY requirements.txt .\nRUN pip install --no-cache-dir -r requirements.txt\nCOPY «--chown=app:app» app ./app\nCOPY --chown=app:app data /var/lib/app/data\nUSER 10001\nCMD ["python", "app/main.py"]\n',
  );
  passes('root', file('COPY --chown=root:node . .\nCOPY --chown=0:0 . .\nCOPY . .'));
  passes('data', file('COPY --chown=node data /var/lib/app/\nRUN install -d -o node /data && chown node /var/lib/x'));
  passes('a volume', 'FROM a:1\nVOLUME /srv/plugins\nCOPY --chown=1000 a.jar /srv/plugins/\n');
  passes('a builder stage', 'FROM a:1 AS b\nCOPY --chown=1000 a.sh /\nFROM scratch\nCOPY --from=b /a /a\n');
  passes('a group alone', file('COPY --chown=:node . .'));
  passes('what a later RUN writes to', file('USER node\nCOPY --chown=node . /srv\nRUN mkdir -p /srv/cache'));
  offersNoFix('where the user builds', file('COPY --chown=node:node . .\nUSER node\nRUN yarn build'));
  fixes('by leaving it to root', 'Leave it to root', file('COPY --chown=node:node . .'), file('COPY . .'));
});
