import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import noisyDownload from './noisy-download.js';

const run = (script: string, from = 'debian:trixie-slim') => `FROM ${from}\nRUN ${script}\n`;
const URL = 'https://example.com/a.tgz';

ruleSuite(noisyDownload, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'wget',
    run(`«wget» ${URL}`),
    'wget writes a line of progress for every 50 KB, which buries the rest of the log: add --progress=dot:giga',
    {
      severity: 'hint',
      equivalents: ['hadolint:DL3047'],
      safety: 'safe',
    },
  );
  flags(
    'an unknown image',
    run(`«wget» -O a ${URL}`, 'example.com/a:1'),
    'wget writes its progress to the log, which buries the rest: add -q',
    { safety: 'unsafe' },
  );
  flags('what goes to standard output', run(`«wget» -O- ${URL} 2>&1 | tar -xz`));
  flags(
    'one line in a whole file',
    `FROM node:24-slim\r\nWORKDIR /app\r\nRUN apt-get update \\\r\n  # the tool\r\n && «wget» \\\r\n    ${URL}\r\nCOPY . .\r\nUSER 1000\r\nCMD ["node", "main.js"]\r\n`,
  );
  for (const option of ['-q', '-qO-', '--quiet', '-nv', '--no-verbose', '--progress=dot:mega', '-o log', '-a log'])
    passes(option, run(`wget ${option} ${URL}`));
  passes('messages that are sent away', run(`wget ${URL} 2>/dev/null`));
  passes('curl', run(`curl -O ${URL}`));
  passes('its version', run('wget --version'));
  fixes('GNU wget', 'Add --progress=dot:giga', run(`wget -O a ${URL}`), run(`wget --progress=dot:giga -O a ${URL}`));
  fixes('BusyBox', 'Add -q', run(`wget ${URL}`, 'alpine:3.24'), run(`wget -q ${URL}`, 'alpine:3.24'));
  fixes(
    'the exec form',
    'Add --progress=dot:giga',
    'FROM debian:trixie\nRUN ["wget", "https://example.com/a"]\n',
    'FROM debian:trixie\nRUN ["wget", "--progress=dot:giga", "https://example.com/a"]\n',
  );
  offersNoFix('for a word that is not written as it is read', run(`bash -c $'w\\x67et ${URL}'`));
});
