import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import httpsDowngrade from './https-downgrade.js';

const run = (script: string) => `FROM debian:trixie-slim\nRUN ${script}\n`;
const URL = 'https://example.com/i.sh';

ruleSuite(httpsDowngrade, ({ flags, passes, fixes, offersNoFix }) => {
  flags('a script', run(`«curl» -fsSL ${URL} | sh`), /^curl follows redirects to http/, {
    severity: 'hint',
    equivalents: ['sonar:S6506'],
    safety: 'unsafe',
  });
  flags('a program', run(`«curl» -fL -o /usr/local/bin/a ${URL} && «curl» --location -o b ${URL} && chmod +x b`));
  flags('a package', run('«curl» -fsSLo a.deb https://example.com/a.deb && dpkg -i a.deb'));
  flags('wget', run(`«wget» -qO- ${URL} | bash`), /^wget follows redirects to http.*: use curl --proto =https$/);
  flags(
    'one line in a whole file',
    `FROM node:24-slim\r\nWORKDIR /app\r\nRUN apt-get update \\\r\n  # the tool\r\n && «curl» -fsSL \\\r\n    ${URL} \\\r\n  | sh\r\nCOPY . .\r\nUSER 1000\r\nCMD ["node", "main.js"]\r\n`,
  );
  passes(
    'https alone',
    run(`curl --proto "=https" -fL ${URL} | sh && curl --proto-redir =https -L ${URL} | sh && wget --max-redirect=0 -O- ${URL} | sh`),
  );
  passes('no redirects', run(`curl -f ${URL} | sh`));
  passes('a checksum', run(`curl -fsSLo /usr/bin/a ${URL} && sha256sum -c sums`));
  passes('data', run(`curl -fsSLo data.json ${URL} && curl -L ${URL} | tar -xz`));
  passes('http, which is another matter', run('curl -L http://example.com/a | sh'));
  fixes('curl', 'Allow https only', run(`curl -fsSL ${URL} | sh`), run(`curl --proto =https -fsSL ${URL} | sh`));
  offersNoFix('for wget', run(`wget -qO- ${URL} | sh`));
});
