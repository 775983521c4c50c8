import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import weakTlsVersion from './weak-tls-version.js';

const run = (script: string) => `FROM debian:trixie-slim\nRUN ${script}\n`;
const URL = 'https://example.com/a';

ruleSuite(weakTlsVersion, ({ flags, passes }) => {
  flags(
    'curl',
    run(`curl «--tlsv1.0» -O ${URL} && curl «-3» ${URL} && curl «--sslv2» ${URL}`),
    '"--tlsv1.0" allows a version of TLS that is broken and retired: ask for TLS 1.2 or later',
    {
      severity: 'info',
      equivalents: ['sonar:S4423'],
    },
  );
  flags('the highest version of curl', run(`curl «--tls-max 1.1» ${URL}`));
  flags('wget', run(`wget «--secure-protocol=TLSv1» ${URL} && wget «--secure-protocol SSLv3» ${URL}`));
  flags('openssl', run('openssl s_client «-tls1_1» -connect a:443 </dev/null'));
  flags(
    'one line in a whole file',
    `FROM node:24-slim\r\nWORKDIR /app\r\nRUN apt-get update \\\r\n && curl -fsSL \\\r\n  # old\r\n  «--tlsv1.1» \\\r\n  ${URL} -o /a\r\nCOPY . .\r\nUSER 1000\r\nCMD ["node", "main.js"]\r\n`,
  );
  passes('current versions', run(`curl --tlsv1.2 --tls-max 1.3 ${URL} && curl --tlsv1 ${URL} && wget --secure-protocol=TLSv1_2 ${URL}`));
  passes('values of other options', run(`curl -H --sslv3 -o -3 ${URL}`));
  passes('other commands', run('sort -3 a && openssl version'));
});
