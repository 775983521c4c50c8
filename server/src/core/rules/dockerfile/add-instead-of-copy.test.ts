import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import addInsteadOfCopy from './add-instead-of-copy.js';

const add = (rest: string) => `FROM alpine:3.24\n«ADD» ${rest}\n`;
const clean = (rest: string) => `FROM alpine:3.24\nADD ${rest}\n`;

ruleSuite(addInsteadOfCopy, ({ flags, passes, fixes, offersNoFix }) => {
  flags('a file', add('app.conf /etc/'), /^ADD also downloads/, {
    severity: 'warning',
    includes: ['hadolint:DL3020', 'checkov:CKV_DOCKER_4'],
    safety: 'safe',
  });
  flags('a directory', add('. /src'));
  flags('JSON form', add('["a b.conf", "/etc/"]'));
  flags('a trigger', 'FROM alpine:3.24\nONBUILD «ADD» . /src\n');
  flags('a directory that becomes the root of scratch', 'FROM scratch\n«ADD» rootfs /\n');
  flags('a pattern, whose fix is unsafe', add('conf/* /etc/'), { safety: 'unsafe' });
  flags('a variable as a hint', add('$SOURCE /etc/'), /^ADD of "\$SOURCE" may copy/, { severity: 'hint' });
  flags(
    'one line in a whole file',
    '# syntax=docker/dockerfile:1\nFROM node:24-slim AS build\nWORKDIR /app\nADD https://example.com/tool.js /opt/\nCOPY package*.json ./\nRUN npm ci\n# the sources\n«ADD» --chown=node:node \\\n    src ./src\nFROM node:24-slim\nCOPY --from=build /app /app\nADD rootfs.tar.gz /\nUSER 1000\nCMD ["node", "src/main.js"]\n',
  );
  for (const name of ['a.tar', 'a.tgz', 'a.tar.gz', 'a.tar.xz', 'a.gz', 'a.bz2', 'a.xz', 'a.zst', 'A.TAR'])
    passes(name, clean(`${name} /`));
  passes('one archive among files', clean('a.conf b.tar /x/'));
  passes('a URL', clean('https://example.com/a /a'));
  passes('a git source', clean('git@github.com:example/app.git /src'));
  passes('a git source over https', clean('https://github.com/example/app.git#v1 /src'));
  passes('a heredoc', 'FROM alpine:3.24\nADD <<EOF /a\nx\nEOF\n');
  passes('COPY', 'FROM alpine:3.24\nCOPY a /a\n');
  passes('without arguments', clean(''));
  fixes(
    'the keyword alone',
    'Use COPY',
    'FROM a:1\r\nadd --chmod=644 a \\\r\n  # why\r\n  b /x/\r\n',
    'FROM a:1\r\nCOPY --chmod=644 a \\\r\n  # why\r\n  b /x/\r\n',
  );
  offersNoFix('beside a flag that COPY lacks', clean('--unpack=true dir /a'));
  offersNoFix('for a variable', clean('$A /a'));
});
