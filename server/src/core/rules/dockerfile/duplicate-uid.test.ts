import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './duplicate-uid.js';

const run = (script: string) => `FROM debian:trixie-slim\nRUN ${script}\n`;

ruleSuite(rule, ({ flags, passes }) => {
  flags('a second root', run('useradd -o -u «0» admin'), '"admin" gets uid 0 and is root under another name: give it a number of its own', {
    severity: 'warning',
    equivalents: ['dockle:DKL-LI-0002'],
  });
  flags('it with adduser and usermod', run('adduser --uid=«0» a && usermod -ou «0» b'));
  flags(
    'two users with one number',
    run('useradd -u 10001 a && useradd -o -u «10001» b'),
    '"b" shares the uid of "a" and all it may do: give it another number',
  );
  flags('them in two stages', 'FROM debian:13 AS base\nRUN useradd -u 10001 a\nFROM base\nRUN useradd -o -u «10001» b\n');
  flags(
    '-o alone, as an info',
    run('usermod «-o» -u $UID web'),
    '-o lets "web" share the uid of another account, files and all: leave it out',
    { severity: 'info', equivalents: [] },
  );
  flags('a builder stage', 'FROM debian:13 AS b\nRUN useradd -o -u «0» x\nFROM debian:13\nCOPY --from=b /a /a\n', { equivalents: [] });
  flags(
    'one in a whole file',
    'FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y --no-install-recommends nginx && rm -rf /var/lib/apt/lists/*\nRUN useradd --system --uid 10001 web \\\n && useradd --non-unique --uid «10001» worker\nUSER 10001\nCMD ["nginx"]\n',
  );
  passes('numbers of their own', run('useradd -u 10001 a && useradd -u 10002 b && useradd c && useradd d'));
  passes('a change of the same account', run('useradd -u 10001 a && usermod -u 10001 a'));
  passes('root itself', run('usermod -u 0 root'));
  passes('groups', run('groupadd -g 0 x && groupadd -o -g 10 y && useradd -g 0 z'));
  passes('two stages that do not meet', 'FROM debian:13 AS a\nRUN useradd -u 10001 a\nFROM debian:13\nRUN useradd -u 10001 b\n');
});
