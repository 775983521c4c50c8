import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import aptInstallWithoutUpdate from './apt-install-without-update.js';

const run = (script: string) => `FROM debian:trixie-slim\nRUN ${script}\n`;
const TITLE = 'Run apt-get update first';

ruleSuite(aptInstallWithoutUpdate, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'an install without update',
    run('«apt-get install» -y curl && apt-get install -y git'),
    '"debian:trixie-slim" has no package lists, so that this finds nothing to install: run apt-get update first',
    { severity: 'hint', equivalents: [], safety: 'unsafe' },
  );
  flags(
    'lists that were removed again',
    `${run('apt-get update && apt-get install -y a && rm -rf /var/lib/apt/lists/*')}RUN «apt-get install» -y b\n`,
  );
  flags('lists that lay on a mount', `${run('--mount=type=cache,target=/var/lib/apt/lists apt-get update')}RUN «apt-get install» -y b\n`);
  flags('an update that comes too late', run('«apt-get install» -y curl && apt-get update'));
  flags('images built on Debian', 'FROM python:3.14-slim\nRUN «apt-get install» -y curl\n');
  flags('other package managers in front', 'FROM node:24-slim\nRUN npm ci\nRUN «apt-get install» -y tini\n');
  flags('a parent stage without lists', 'FROM debian:trixie AS a\nRUN true\nFROM a\nRUN sudo «apt install» -y curl\n');
  flags(
    'one line in a whole file',
    'FROM node:24-slim\nRUN apt-get update \\\n && apt-get install -y --no-install-recommends tini \\\n && rm -rf /var/lib/apt/lists/*\nWORKDIR /app\nRUN set -eux; \\\n    «apt-get install» -y --no-install-recommends \\\n      curl\nUSER node\nCMD ["node", "a.js"]\n',
  );
  passes('an update in the RUN', run('apt-get update && apt-get install -y curl'));
  passes('lists of an earlier RUN', `${run('apt-get update')}RUN apt-get install -y curl\n`);
  passes('lists of a parent stage', 'FROM debian AS a\nRUN apt-get update\nFROM a\nRUN apt-get install -y curl\n');
  passes('a cache mount', run('--mount=type=cache,target=/var/lib/apt apt-get install -y curl'));
  passes('local files', run('apt-get install -y ./a.deb /tmp/b.deb'));
  passes('no package at all', run('dpkg -i a.deb; apt-get install -y -f'));
  passes('a script in front', run('./setup.sh && apt-get install -y curl'));
  passes('a script from a pipe', run('curl -fsSL https://example.com/setup | bash - && apt-get install -y nodejs'));
  passes('a script in an earlier RUN', `${run('bash /tmp/setup')}RUN apt-get install -y curl\n`);
  passes('add-apt-repository', run('add-apt-repository -y ppa:a/b && apt-get install -y c'));
  passes('lists that are copied', 'FROM debian\nCOPY --from=lists /var/lib/apt/lists /var/lib/apt/lists\nRUN apt-get install -y curl\n');
  passes('a base that is not known', 'FROM example.com/base:1\nRUN apt-get install -y curl\n');
  passes('a trigger, whose base is another', 'FROM debian\nONBUILD RUN apt-get install -y curl\n');
  fixes(
    'with its layout',
    TITLE,
    run('set -x \\\n && apt-get install -y curl'),
    run('set -x \\\n && apt-get update && apt-get install -y curl'),
  );
  fixes(
    'where errors stop the script',
    TITLE,
    run('set -e; apt-get install -y curl'),
    run('set -e; apt-get update; apt-get install -y curl'),
  );
  offersNoFix('behind a condition', run('which curl || apt-get install -y curl'));
});
