import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import unverifiedDownload from './unverified-download.js';

const run = (script: string) => `FROM debian:trixie-slim\nRUN ${script}\n`;
const URL = 'https://example.com/a.tgz';

ruleSuite(unverifiedDownload, ({ flags, passes }) => {
  flags(
    'a file',
    run(`curl -fsSLo /opt/a.tgz «${URL}»`),
    '"a.tgz" is kept as it was downloaded, whoever sent it: verify its checksum or signature',
    {
      severity: 'info',
      equivalents: ['sonar:S6474', 'cis-docker-1.6:4.11'],
    },
  );
  flags(
    'wget, aria2c, a redirection',
    run(`wget «${URL}»`) + 'FROM a:1\nRUN aria2c «https://example.com/b»\nRUN curl «https://example.com/c» > c\n',
  );
  flags('a pipe to tar', run(`curl -fsSL «${URL}» | tar -xz`));
  flags('a package', run('curl -fsSLo a.deb «https://example.com/a.deb» && dpkg -i a.deb'));
  flags('the first of several', run(`curl -O «${URL}» && wget https://example.com/b`));
  flags('beside a key', run(`curl -fsSL https://example.com/k.asc | gpg --dearmor -o /k.gpg && curl -fO «${URL}»`));
  flags(
    'one line in a whole file',
    'FROM node:24-slim\r\nWORKDIR /app\r\nRUN apt-get update \\\r\n  # the tool\r\n && curl -fsSL \\\r\n    «https://example.com/tool-1.4.tgz» \\\r\n  | tar -xz -C /opt\r\nRUN npm ci\r\nCOPY . .\r\nUSER 1000\r\nCMD ["node", "main.js"]\r\n',
  );
  for (const check of [
    'echo "$S  a.tgz" | sha256sum -c -',
    'echo x | shasum -a 512 -c',
    'gpg --verify a.tgz.asc a.tgz',
    'openssl dgst -sha256 -verify k -signature s a.tgz',
    'cosign verify-blob a.tgz',
    'minisign -Vm a.tgz',
  ])
    passes(check, run(`curl -fsSLO ${URL} && ${check}`));
  passes('a check in the next RUN', run(`curl -fO ${URL}`) + 'RUN sha256sum -c sums\n');
  passes('a checksum of aria2c', run(`aria2c --checksum=sha-256=00 ${URL}`));
  passes(
    'keys and repository lists',
    run(
      'curl -o k.asc https://example.com/k.asc && curl -fsSL https://example.com/a.list > /etc/apt/sources.list.d/a.list && wget -O /usr/share/keyrings/a.gpg https://example.com/key',
    ),
  );
  passes('what is only read', run(`curl -s ${URL} && curl -s ${URL} | jq . && V=$(curl -s ${URL})`));
  passes('what is run at once', run(`curl ${URL} | sh && curl -o i.sh ${URL} && sh i.sh`));
  passes('clones and packages', run('git clone https://example.com/a.git && apt-get install -y a'));
});
