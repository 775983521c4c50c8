import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './useradd-large-uid.js';

const run = (script: string) => `FROM debian:trixie-slim\nRUN ${script}\n`;

ruleSuite(rule, ({ flags, passes, fixes }) => {
  flags(
    'six digits',
    run('useradd -u «100000» app'),
    'uid 100000 makes useradd write a login record of gigabytes into the layer: add --no-log-init',
    {
      severity: 'info',
      equivalents: rule.equivalents,
    },
  );
  flags('other spellings', run('useradd --uid=«1234567» a && useradd -mu«1234567» b && sudo /usr/sbin/useradd --uid «1234567» c'));
  flags(
    'the default of a variable',
    'FROM debian:trixie-slim\nARG UID=1234567\nRUN useradd -u «"$UID"» app\n'.replace('«"$UID"»', '"«$UID»"'),
    { equivalents: [] },
  );
  flags(
    'one line in a whole file',
    'FROM debian:trixie-slim\nRUN groupadd -g 1234567 app \\\n && useradd -m -g app -u «1234567» app \\\n && mkdir /srv/app\nWORKDIR /srv/app\nCOPY --chown=1234567 . .\nUSER 1234567\nCMD ["./run"]\n',
  );
  passes('five digits', run('useradd -u 65532 app'));
  passes('with the option', run('useradd -l -u 1234567 a && useradd --no-log-init -u 1234567 b && useradd -rlu 1234567 c'));
  passes('adduser', run('adduser -D -u 1234567 app'));
  passes('a variable without default', 'FROM debian:trixie-slim\nARG UID\nRUN useradd -u $UID app\n');
  passes('no number', run('useradd app'));
  fixes('by the option', 'Add --no-log-init', run('useradd \\\n  -u 1234567 app'), run('useradd --no-log-init \\\n  -u 1234567 app'));
  fixes(
    'in the exec form',
    'Add --no-log-init',
    'FROM a:1\r\nRUN ["useradd", "-u", "1234567", "a"]\r\n',
    'FROM a:1\r\nRUN ["useradd", "--no-log-init", "-u", "1234567", "a"]\r\n',
  );
});
