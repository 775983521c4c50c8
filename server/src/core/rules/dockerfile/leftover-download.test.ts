import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import leftoverDownload from './leftover-download.js';

const run = (script: string) => `FROM debian:trixie-slim\nWORKDIR /opt\nRUN ${script}\nCMD ["/opt/a"]\n`;
const URL = 'https://example.com/a.tgz';

ruleSuite(leftoverDownload, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'an archive',
    run(`curl -fO «${URL}» && tar -xzf a.tgz`),
    '"a.tgz" stays in this layer after use, and no later RUN can shrink it: remove it in this RUN',
    {
      severity: 'hint',
      safety: 'unsafe',
    },
  );
  flags(
    'unzip, dpkg, apt',
    run('wget «https://example.com/a.zip» && unzip a.zip') +
      'RUN curl -o /tmp/a.deb «https://example.com/a» && dpkg -i /tmp/a.deb && curl -o b.deb «https://example.com/b» && apt-get install -y ./b.deb\n',
  );
  flags('where another file is removed', run(`curl -fo /tmp/a.tgz «${URL}» && tar -xzf /tmp/a.tgz && rm -rf /tmp/b /var/lib/apt/lists/*`));
  flags(
    'one line in a whole file',
    `FROM node:24-slim\r\nWORKDIR /app\r\nRUN apt-get update \\\r\n && curl -fsSL -o /tmp/a.tgz \\\r\n    «${URL}» \\\r\n # unpack\r\n && tar -xzf /tmp/a.tgz -C /opt\r\nCOPY . .\r\nUSER 1000\r\nCMD ["node", "main.js"]\r\n`,
  );
  passes('a removal', run(`curl -fo /tmp/a.tgz ${URL} && tar -xzf /tmp/a.tgz && rm /tmp/a.tgz`));
  passes('a removal of the folder', run(`mkdir /tmp/x && curl -fo /tmp/x/a.tgz ${URL} && tar -xzf /tmp/x/a.tgz && rm -rf /tmp/x`));
  passes('a removal after cd', run(`cd /tmp/x && curl -fO ${URL} && tar -xzf a.tgz && cd / && rm -rf /tmp/x`));
  passes(
    'a removal by pattern',
    run(`curl -fO ${URL} && tar -xzf a.tgz && rm -f *.tgz && curl -fo /tmp/b.tgz ${URL} && tar xf /tmp/b.tgz && rm -rf /tmp/*`),
  );
  passes('a removal by part of its name', run(`curl -fo /tmp/a.tgz ${URL} && tar -xzf /tmp/a.tgz && rm -rf /tmp/a*`));
  passes('a removal by variable', run(`curl -fo "$T/a.tgz" ${URL} && tar -xzf "$T/a.tgz" && rm -rf "$T"`));
  passes('a pipe', run(`curl -f ${URL} | tar -xz`));
  passes('a program that is kept', run('curl -fo /usr/bin/a https://example.com/a && chmod +x /usr/bin/a'));
  passes('gunzip, which replaces its file', run('curl -fO https://example.com/a.gz && gunzip a.gz'));
  passes('a mount', run(`--mount=type=tmpfs,target=/tmp curl -fo /tmp/a.tgz ${URL} && tar -xzf /tmp/a.tgz`));
  passes('a builder stage', `FROM a:1 AS build\nRUN curl -fO ${URL} && tar -xzf a.tgz\nFROM a:1\nCOPY --from=build /x /x\nCMD ["/x"]\n`);
  fixes(
    'a list on one line',
    'Remove a.tgz',
    run(`curl -fO ${URL} && tar -xzf a.tgz`),
    run(`curl -fO ${URL} && tar -xzf a.tgz && rm a.tgz`),
  );
  fixes(
    'lines, and another folder',
    'Remove a.tgz',
    run(`cd /tmp \\\n && curl -fO ${URL} \\\n && cd /opt \\\n && tar -xzf /tmp/a.tgz`),
    run(`cd /tmp \\\n && curl -fO ${URL} \\\n && cd /opt \\\n && tar -xzf /tmp/a.tgz \\\n && rm /tmp/a.tgz`),
  );
  fixes(
    'where it may not have come',
    'Remove a.tgz',
    run(`curl -fO ${URL} && tar -xzf a.tgz || true`),
    run(`curl -fO ${URL} && tar -xzf a.tgz || true && rm -f a.tgz`),
  );
  offersNoFix('for a name with a blank', run(`curl -fo "a b.tgz" ${URL} && tar -xzf "a b.tgz"`));
});
