import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './write-after-volume.js';

const clean = (lines: string, volume = 'VOLUME /data'): string => `FROM debian:trixie-slim\n${volume}\n${lines}\nCMD ["x"]\n`;
const title = 'Move VOLUME to the end of the stage';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'COPY',
    clean('COPY a «/data/»'),
    'Builders other than BuildKit drop what is written to "/data" below its VOLUME: move VOLUME to the end',
    { severity: 'info', equivalents: [], safety: 'safe' },
  );
  flags('ADD below it', clean('ADD ["a", «"/data/sub/a"»]'));
  flags('a relative destination', clean('WORKDIR /data\nCOPY a «./x»'));
  for (const command of [
    'mkdir -p «/data/x»',
    'chown -R 10001 «/data»',
    'cp a b «/data»',
    'echo x > «/data/x»',
    'echo x | tee «/data/x»',
    'true && touch «"/data/x"»',
  ])
    flags(command, clean(`RUN ${command}`));
  flags('a heredoc', clean('RUN <<EOF\nmkdir «/data/x»\nEOF'));
  flags('a variable with a value', 'FROM a:1\nENV DATA=/data\nVOLUME /data\nCOPY a «$DATA/»\n');
  flags('a relative path of a command', clean('WORKDIR /data\nRUN touch «x»'));
  flags('one of several volumes', clean('COPY a «/b/x»', 'VOLUME ["/a", "/b/"]'));
  flags('only the first write', clean('COPY a «/data/»\nRUN chown 1 /data'));
  flags('each VOLUME', clean('VOLUME /b\nCOPY a «/data/»\nCOPY a «/b/»'));

  passes('before it', 'FROM a:1\nRUN mkdir /data\nCOPY a /data/\nVOLUME /data\n');
  passes('another path', clean('COPY a /database/\nRUN mkdir /dat && cp /data/x /y'));
  passes('what is above it', clean('RUN chmod 755 /', 'VOLUME /data'));
  passes('reading', clean('RUN ls /data && cat < /data/x'));
  passes('a variable', clean('COPY a $DATA/\nRUN touch $DATA/x'));
  passes('another stage', 'FROM a:1\nVOLUME /data\nFROM b:1\nCOPY a /data/\n');
  passes('triggers', clean('ONBUILD COPY a /data/'));
  passes('no VOLUME', 'FROM a:1\nCOPY a /data/\n');

  fixes('over a stage that goes on', title, 'FROM a:1\nVOLUME /d\nCOPY x /d/\nFROM b:1\n', 'FROM a:1\nCOPY x /d/\nVOLUME /d\nFROM b:1\n');
  offersNoFix('a variable', clean('COPY a /data/', 'VOLUME /data $MORE'));
  offersNoFix('several lines', clean('COPY a /data/', 'VOLUME /data \\\n  /b'));
  fixes(
    'a whole file',
    title,
    'FROM postgres:18\r\nENV PGDATA=/pg\r\n# survives\r\nVOLUME ["/pg"]\r\nRUN mkdir -p /pg/conf \\\r\n && chown -R postgres /pg\r\nCOPY postgresql.conf /pg/conf/\r\nEXPOSE 5432\r\nCMD ["postgres"]\r\n',
    'FROM postgres:18\r\nENV PGDATA=/pg\r\nRUN mkdir -p /pg/conf \\\r\n && chown -R postgres /pg\r\nCOPY postgresql.conf /pg/conf/\r\nEXPOSE 5432\r\n# survives\r\nVOLUME ["/pg"]\r\nCMD ["postgres"]\r\n',
  );
});
