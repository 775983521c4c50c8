import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './deletion-in-later-layer.js';

const file = (copy: string, script: string) => `FROM debian:trixie-slim\nWORKDIR /srv\n${copy}\nRUN ${script}\n`;

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'a copied file',
    file('COPY app.deb /tmp/', 'dpkg -i /tmp/app.deb && rm «/tmp/app.deb»'),
    '"app.deb" stays in the layer that brought it: delete it there, or mount it with --mount=type=bind',
    {
      severity: 'info',
    },
  );
  flags(
    'a file with credentials, as a warning',
    file('COPY .npmrc ./', 'npm ci && rm -f «.npmrc»'),
    '".npmrc" is hidden, not deleted: whoever pulls the image finds it in its layer, so use a secret mount',
    { severity: 'warning' },
  );
  flags('an ADD of a URL', file('ADD https://example.com/a.tgz /tmp/', 'tar -xf /tmp/a.tgz && rm -rf «/tmp/a.tgz»'));
  flags('a download of another RUN', file('RUN curl -fsSLo /tmp/a.tgz https://example.com/a', 'tar -xf /tmp/a.tgz && rm «/tmp/a.tgz»'));
  flags('a folder, and patterns', file('COPY a.deb b.deb /tmp/d/', 'rm -rf «/tmp/d» && rm «/tmp/d/*» && rm «/tmp/d/*.deb»'));
  flags('another folder that the script went to', file('COPY a.deb /tmp/', 'cd /tmp && dpkg -i a.deb && rm «a.deb»'));
  flags('a file below a copied folder, where it is seen', file('COPY . .', 'make && rm -rf «tests»'), {
    files: { 'tests/a.c': '', 'a.c': '' },
  });
  flags('a stage that the final one is built on', 'FROM debian:13 AS base\nCOPY a.deb /a.deb\nFROM base\nRUN rm «/a.deb»\n');
  flags('a name without folder', file('COPY a.deb /tmp/a.deb', 'dpkg -i /tmp/a.deb\nRUN shred -u «/tmp/a.deb»'));
  flags(
    'one line in a whole file',
    'FROM python:3.14-slim\nWORKDIR /srv\nCOPY requirements.txt wheels.tar.gz ./\nRUN tar -xzf wheels.tar.gz \\\n && pip install --no-cache-dir --no-index --find-links wheels -r requirements.txt \\\n && rm -rf «wheels.tar.gz» wheels\nCOPY . .\nUSER 10001\nCMD ["python", "main.py"]\n',
  );
  passes('a download that is deleted at once', file('RUN curl -o /tmp/a https://x && rm /tmp/a', 'rm -f /tmp/a'));
  passes('what the RUN made itself', file('COPY a /srv/a', 'mkdir /tmp/b && rm -rf /tmp/b node_modules /root/.cache'));
  passes('a file below a copied folder, where nothing is seen', file('COPY . .', 'rm -rf node_modules tests'));
  passes('a file that is not in the context', file('COPY . .', 'npm ci && rm -rf node_modules'), { files: { 'a.js': '' } });
  passes('a file that is held back', file('COPY . .', 'rm -rf tests'), { files: { 'tests/a': '', '.dockerignore': 'tests\n' } });
  passes('a builder stage', 'FROM debian:13 AS b\nCOPY a /a\nRUN rm /a\nFROM scratch\nCOPY --from=b /b /b\n');
  passes('an archive that ADD unpacks', file('ADD a.tar.gz /tmp/', 'rm -rf /tmp/a.tar.gz'));
  passes('a copy that comes later', 'FROM debian:13\nRUN rm -f /etc/a\nCOPY a /etc/a\n');
  passes('another system, and variables', file('COPY a /a', 'chroot /mnt rm /a && rm "$X"'));
});
