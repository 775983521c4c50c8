import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import weakHash from './weak-hash.js';

const run = (script: string) => `FROM debian:trixie-slim\nRUN ${script}\n`;
const GET = 'curl -fO https://example.com/a';

ruleSuite(weakHash, ({ flags, passes }) => {
  flags(
    'MD5',
    run(`${GET} && echo "$S  a" | «md5sum» -c -`),
    '"md5sum" can be deceived, since two files of one MD5 sum can be made: use SHA-256',
    {
      severity: 'info',
      equivalents: ['sonar:S4790'],
    },
  );
  flags('SHA-1', run(`${GET} && «sha1sum» --check sums`), /files of one SHA-1 sum/);
  flags('shasum without an algorithm', run(`${GET} && echo x | «shasum» -c`));
  flags('shasum with 1', run(`${GET} && «shasum» -a 1 -c sums`));
  flags('openssl', run(`${GET} && «openssl» dgst -md5 a && openssl sha1 a`), /files of one MD5 sum/);
  flags('a comparison', run(`${GET} && [ "$(«md5sum» a | cut -c1-32)" = "$S" ]`));
  flags(
    'one line in a whole file',
    'FROM node:24-slim\r\nWORKDIR /app\r\nRUN wget -q https://example.com/a.tgz \\\r\n  # their sum\r\n && echo "9e107d9d372bb6826bd81d3542a419d6  a.tgz" | «md5sum» -c - \\\r\n && tar -xzf a.tgz\r\nCOPY . .\r\nUSER 1000\r\nCMD ["node", "main.js"]\r\n',
  );
  passes('SHA-256 beside it', run(`${GET} && md5sum -c a.md5 && sha256sum -c a.sha256`));
  passes('a signature beside it', run(`${GET} && md5sum -c a.md5 && gpg --verify a.asc a`));
  passes('stronger sums', run(`${GET} && shasum -a 256 -c sums && sha512sum -c sums && openssl dgst -sha256 a`));
  passes('no download', run('md5sum -c sums'));
  passes('sums that are only printed', run(`${GET} && md5sum a`));
});
