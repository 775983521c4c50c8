import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './world-writable-path.js';

const run = (script: string) => `FROM debian:trixie-slim\nRUN ${script}\n`;

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'chmod 777',
    run('chmod -R «777» /var/lib/app'),
    'Mode 777 lets everybody change "/var/lib/app": give it to its user with chown instead',
    {
      severity: 'warning',
      equivalents: rule.equivalents,
    },
  );
  flags(
    'other modes',
    run('chmod «0666» /a && chmod «o+w» /b && chmod «a+w» /c && chmod «a+rwx» /d && chmod «ugo+rw» /e && chmod «757» /f'),
    {
      equivalents: ['sonar:S2612', 'tally:world-writable-state-path-workaround'],
    },
  );
  flags('mkdir and install', run('mkdir -p -m «777» /a && install -d --mode=«0777» /b && install -m «666» x /c'), {
    equivalents: ['sonar:S2612'],
  });
  flags(
    'COPY and ADD',
    'FROM a:1\nCOPY --chmod=«777» a /a\nADD --chmod=«o+w» b /b\n',
    'Mode 777 lets everybody in the container change what is copied: use --chown, and no o+w',
  );
  flags('one path beside a shared one', run('chmod «777» /tmp /srv'), /"\/srv"/);
  flags('a path that counts from the folder', 'FROM a:1\nWORKDIR /srv\nRUN cd data && chmod «777» .\n');
  flags('a variable', run('chmod «777» "$DATA"'));
  flags(
    'the exec form, a heredoc and a trigger',
    'FROM a:1\nRUN ["chmod", «"777"», "/a"]\nRUN <<EOF\nchmod «777» /b\nEOF\nONBUILD RUN chmod «777» /c\n',
  );
  flags(
    'one line in a whole file',
    'FROM python:3.14-slim\nWORKDIR /srv\nCOPY requirements.txt .\nRUN pip install --no-cache-dir -r requirements.txt \\\n && mkdir -p /srv/uploads \\\n && chmod -R «777» /srv/uploads\nCOPY . .\nUSER 10001\nCMD ["python", "main.py"]\n',
  );
  passes('sticky folders', run('chmod 1777 /data && mkdir -m 1777 /t && chmod a+rwxt /x'));
  passes(
    'shared folders',
    run('chmod 777 /tmp /var/tmp/x && chmod -R a+w /dev/shm && cd /tmp && chmod 777 a') + 'COPY --chmod=777 a /tmp/\n',
  );
  passes('other modes', run('chmod 775 /a && chmod g+w /b && chmod +w /c && chmod +x /d && chmod -R g=u /e && chmod o-w /f'));
  passes('a builder stage', 'FROM a:1 AS b\nRUN chmod 777 /a\nFROM scratch\nCOPY --from=b /a /a\n');
  passes('another system', run('chroot /mnt chmod 777 /a'));
  passes('a copy with a plain mode', 'FROM a:1\nCOPY --chmod=0755 a /a\n');
  fixes('777', 'Use 755', run('chmod -R 777 /a'), run('chmod -R 755 /a'));
  fixes('0666', 'Use 0644', 'FROM a:1\r\nRUN x \\\r\n && chmod 0666 /a\r\n', 'FROM a:1\r\nRUN x \\\r\n && chmod 0644 /a\r\n');
  fixes('a flag', 'Use 755', 'FROM a:1\nCOPY --chmod=777 a /a\n', 'FROM a:1\nCOPY --chmod=755 a /a\n');
  fixes('an option', 'Use 0755', run('install -d --mode=0777 /b'), run('install -d --mode=0755 /b'));
  offersNoFix('letters', run('chmod a+w /a'));
  offersNoFix('unusual numbers', run('chmod 757 /a'));
});
