import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import downloadInRun from './download-in-run.js';

const run = (script: string, before = '') => `FROM debian:trixie-slim\n${before}RUN ${script}\n`;
const URL = 'https://example.com/a.tgz';
const GIT = 'https://github.com/example/tool.git';

ruleSuite(downloadInRun, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'curl',
    run(`curl -fsSL -o /opt/a.tgz «${URL}»`),
    'This RUN only downloads: ADD --checksum verifies it, caches by content, needs no curl',
    {
      severity: 'hint',
      equivalents: ['sonar:S7026'],
    },
  );
  flags('wget, a redirection, retries', run(`wget -q «${URL}»`) + `RUN curl --retry 3 «${URL}» > /a\nRUN ["curl", "-fO", «"${URL}"»]\n`);
  flags(
    'a pipe to tar',
    run(`curl -fsSL «${URL}» | tar -xzC /opt`) + `RUN wget -qO- «${URL}» | tar xz -C /opt -f -\n`,
    /^This RUN only downloads and unpacks/,
    {
      equivalents: ['tally:prefer-add-unpack', 'sonar:S7026'],
    },
  );
  flags('a clone', run(`«git» clone --depth 1 ${GIT} /src`), /^This RUN only clones/, { equivalents: ['tally:prefer-add-git'] });
  flags('a URL of ARG', run('curl -fO «https://example.com/a-$V.tgz»', 'ARG V=1.4\n'));
  flags(
    'one line in a whole file',
    `FROM node:24-slim\r\nWORKDIR /app\r\nRUN curl -fsSL \\\r\n  # the tool\r\n  «${URL}» \\\r\n  -o /opt/a.tgz\r\nCOPY . .\r\nRUN npm ci\r\nUSER 1000\r\nCMD ["node", "main.js"]\r\n`,
  );
  passes(
    'more commands',
    run(`curl -fO ${URL} && sha256sum -c sums`) + `RUN git clone ${GIT} && make\nRUN apt-get update; curl -fO ${URL}\n`,
  );
  passes(
    'headers, methods, credentials',
    run(`curl -H "A: b" -o a ${URL}`) + `RUN curl -X POST -o a ${URL}\nRUN curl -u a:b -o a ${URL}\nRUN wget --header=a ${URL}\n`,
  );
  passes('a URL that is not known', run('curl -fO https://example.com/$V', 'ARG V\n') + 'RUN curl -fO $(cat url)\n');
  passes('two URLs', run(`curl -fO ${URL} -O https://example.com/b`));
  passes(
    'what is run or filtered',
    run(`curl ${URL} | sh`) + `RUN curl ${URL} | gpg --dearmor > /a\nRUN curl ${URL} | tar -xz --strip-components=1\n`,
  );
  passes('mounts', run(`--mount=type=secret,id=a curl -o a ${URL}`));
  passes('options of a clone that ADD lacks', run(`git clone --filter=blob:none ${GIT}`));
  passes('other commands', run('apt-get update'));
  fixes(
    'a clone of a tag',
    'Fetch it by ADD',
    run(`git clone --depth 1 -b v1.4 ${GIT} /src`),
    `FROM debian:trixie-slim\nADD ${GIT}#v1.4 /src\n`,
  );
  fixes(
    'a clone into its own folder',
    'Fetch it by ADD',
    run(`git clone -b $V ${GIT}`, 'ARG V=v1\n'),
    `FROM debian:trixie-slim\nARG V=v1\nADD ${GIT}#$V ./tool\n`,
  );
  fixes(
    'a clone that a later step asks for its version',
    'Fetch it by ADD',
    `FROM alpine/git:2.49.1\nRUN git clone -b v1.4.0 ${GIT} /src\nWORKDIR /src\nRUN make\n`,
    `FROM alpine/git:2.49.1\nADD --keep-git-dir=true ${GIT}#v1.4.0 /src\nWORKDIR /src\nRUN make\n`,
  );
  offersNoFix('for a branch', run(`git clone -b main ${GIT}`));
  offersNoFix('for a file', run(`curl -fO ${URL}`));
});
