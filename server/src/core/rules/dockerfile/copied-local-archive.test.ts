import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import copiedLocalArchive from './copied-local-archive.js';

const file = (lines: string) => `FROM debian:trixie-slim\n${lines}\n`;

ruleSuite(copiedLocalArchive, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'an archive',
    file('COPY «app.tar.gz» /tmp/\nRUN tar -xzf /tmp/app.tar.gz -C /opt'),
    '"app.tar.gz" is copied and then unpacked, so the image holds it twice: ADD unpacks it in one step',
    {
      severity: 'hint',
      equivalents: ['hadolint:DL3010'],
      safety: 'unsafe',
    },
  );
  flags('under another name', file('COPY «dist/app.tgz» /tmp/a.tar.gz\nRUN cd /tmp && tar xf a.tar.gz'));
  flags('one of several', file('COPY a.conf «b.tar.xz» /tmp/\nRUN tar --extract --file /tmp/b.tar.xz'));
  flags('later on, in JSON', file('COPY [«"a b.tar"», "/tmp/"]\nRUN make\nRUN tar -C / -xvf "/tmp/a b.tar"'));
  flags('a trigger', 'FROM a:1\nONBUILD COPY «a.tgz» /\nONBUILD RUN tar xzf /a.tgz\n');
  flags(
    'one line in a whole file',
    'FROM node:24-slim\r\nWORKDIR /app\r\nCOPY --chown=1000 \\\r\n  «dist.tar.gz» \\\r\n  # a folder\r\n  /tmp/\r\nRUN apt-get update \\\r\n && tar -xzf /tmp/dist.tar.gz\r\nUSER 1000\r\nCMD ["node", "main.js"]\r\n',
  );
  passes(
    'one of two, by the processor',
    file('COPY a.tar.gz b.tar.gz /\nRUN if [ "$(uname -m)" = aarch64 ]; then tar -xzf /a.tar.gz; else { tar -xzf /b.tar.gz; }; fi'),
  );
  passes('ADD', file('ADD app.tar.gz /opt/'));
  passes('another stage', 'FROM a:1 AS x\nFROM a:1\nCOPY --from=x /app.tar.gz /tmp/\nRUN tar -xzf /tmp/app.tar.gz\n');
  passes('zip and gzip', file('COPY a.zip b.gz /tmp/\nRUN unzip /tmp/a.zip && gunzip /tmp/b.gz'));
  passes('an archive that is kept', file('COPY app.tar.gz /srv/\nRUN tar -tzf /srv/app.tar.gz && tar -xzf /other.tgz'));
  passes('an archive that is made', file('COPY src /src\nRUN tar -czf /src.tar.gz /src && tar -xzf /src.tar.gz'));
  fixes(
    'a plain one',
    'Unpack it by ADD',
    file('COPY --chown=1 app.tar.gz /tmp/\nRUN tar -xzf /tmp/app.tar.gz -C /opt && rm -f /tmp/app.tar.gz\nRUN a'),
    file('ADD --chown=1 app.tar.gz /opt/\nRUN a'),
  );
  fixes(
    'into the working directory',
    'Unpack it by ADD',
    file('WORKDIR /app\nCOPY app.tgz .\nRUN tar xzf app.tgz'),
    file('WORKDIR /app\nADD app.tgz ./'),
  );
  offersNoFix('with other options', file('COPY a.tgz /\nRUN tar -xzf /a.tgz --strip-components=1'));
  offersNoFix('with other commands', file('COPY a.tgz /\nRUN tar -xzf /a.tgz && make'));
  offersNoFix('beside other files', file('COPY a.tgz b /x/\nRUN tar -xzf /x/a.tgz'));
});
