import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './chown-after-copy.js';

const file = (copy: string, script: string) => `FROM alpine:3.24\n${copy}\nRUN ${script}\nCMD ["/run.sh"]\n`;
const RUN_SH = { files: { 'run.sh': '#!/bin/sh\n', 'src/a.js': '' } };

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'chmod of a copied file',
    file('COPY run.sh /run.sh', '«chmod» 0755 /run.sh'),
    'This RUN stores the files again to change them: write --chmod at the COPY above',
    {
      severity: 'hint',
      equivalents: ['tally:prefer-copy-chmod'],
    },
  );
  flags('letters', file('COPY run.sh /usr/local/bin/', '«chmod» +x /usr/local/bin/run.sh'));
  flags('chown of a folder', file('WORKDIR /srv\nCOPY . .', '«chown» -R app:app /srv'), /--chown at the COPY/, { equivalents: [] });
  flags('both, behind an ADD', file('ADD a.conf /etc/a/', '«chown» app /etc/a/a.conf && chmod 600 /etc/a/a.conf'), /at the ADD above/);
  flags('several copies', file('COPY a /a\nCOPY b /b', '«chmod» 755 /a /b'));
  flags('a heredoc', file('COPY run.sh /run.sh', '<<EOF\n«chmod» 755 /run.sh\nEOF'));
  flags(
    'one in a whole file',
    'FROM node:24-slim\nWORKDIR /srv\nCOPY package*.json ./\nRUN npm ci\nCOPY . /srv\nRUN «chown» -R node:node /srv\nUSER node\nCMD ["node", "main.js"]\n',
  );
  passes('other commands in the RUN', file('COPY run.sh /run.sh', 'chmod 755 /run.sh && apk add --no-cache curl'));
  passes('other paths', file('COPY run.sh /run.sh', 'chmod 755 /other.sh') + file('COPY run.sh /run.sh', 'chmod 755 "$X"'));
  passes('an instruction in between', file('COPY run.sh /run.sh\nENV A=1', 'chmod 755 /run.sh'));
  passes('a builder stage', 'FROM a:1 AS b\nCOPY a /a\nRUN chmod 755 /a\nFROM scratch\nCOPY --from=b /a /a\n');
  passes('no copy', 'FROM a:1\nRUN chmod 755 /a\n');
  passes('more than the copy brought', file('COPY a /srv/a', 'chown -R app /srv'));
  fixes(
    'one file',
    'Move it to the COPY',
    file('COPY run.sh /run.sh', 'chmod 0755 /run.sh'),
    'FROM alpine:3.24\nCOPY --chmod=0755 run.sh /run.sh\nCMD ["/run.sh"]\n',
    RUN_SH,
  );
  fixes(
    'owner and mode',
    'Move it to the COPY',
    'FROM alpine:3.24\r\nCOPY run.sh /usr/local/bin/\r\nRUN chown 1:1 /usr/local/bin/run.sh \\\r\n && chmod 755 /usr/local/bin/run.sh\r\nUSER 1\r\n',
    'FROM alpine:3.24\r\nCOPY --chown=1:1 --chmod=755 run.sh /usr/local/bin/\r\nUSER 1\r\n',
    RUN_SH,
  );
  flags('a fix that is safe for a file', file('COPY run.sh /run.sh', '«chmod» 0755 /run.sh'), RUN_SH, { safety: 'safe' });
  flags('a fix that is unsafe for a folder', file('COPY src /src', '«chown» -R app /src'), RUN_SH, { safety: 'unsafe' });
  fixes(
    'a folder',
    'Move it to the COPY',
    file('COPY src /src', 'chown -R app:app /src'),
    'FROM alpine:3.24\nCOPY --chown=app:app src /src\nCMD ["/run.sh"]\n',
  );
  fixes(
    'an owner without a group, which stays that of root',
    'Move it to the COPY',
    file('COPY run.sh /run.sh', 'chown app /run.sh'),
    'FROM alpine:3.24\nCOPY --chown=app:0 run.sh /run.sh\nCMD ["/run.sh"]\n',
    RUN_SH,
  );
  flags('a part of a copy', file('COPY . /srv', '«chmod» -R 755 /srv/bin'), /copy them on their own, with --chmod/);
  offersNoFix('the group of the user', file('COPY run.sh /run.sh', 'chown app: /run.sh'), undefined, RUN_SH);
  offersNoFix('a group alone', file('COPY run.sh /run.sh', 'chown :app /run.sh'), undefined, RUN_SH);
  offersNoFix('owner and group with a dot', file('COPY run.sh /run.sh', 'chown app.app /run.sh'), undefined, RUN_SH);
  offersNoFix('a folder that held something', file('COPY a.json /srv/\nENV A=1\nCOPY . /srv', 'chown -R app:app /srv'));
  offersNoFix('a folder in which a RUN worked', file('WORKDIR /srv\nRUN npm ci\nCOPY . /srv', 'chown -R app:app /srv'));
  offersNoFix('a folder that its owner builds in', file('COPY . /srv', 'chown -R app:app /srv\nUSER app\nRUN make -C /srv'));
  offersNoFix('letters', file('COPY run.sh /run.sh', 'chmod +x /run.sh'), undefined, RUN_SH);
  offersNoFix('flags that are there', file('COPY --chown=1 run.sh /run.sh', 'chown 2 /run.sh'), undefined, RUN_SH);
  offersNoFix('two sources', file('COPY a b /c/', 'chmod 755 /c/a'));
  offersNoFix('a part of the copy', file('COPY src /src', 'chown app /src/a.js'), undefined, RUN_SH);
  offersNoFix('a file that may be a folder', file('COPY run.sh /run.sh', 'chmod 755 /run.sh'));
  offersNoFix('a variable', file('ARG U=1\nCOPY run.sh /run.sh', 'chown $U /run.sh'), undefined, RUN_SH);
});
