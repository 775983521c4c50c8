import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './setuid-binary.js';

const run = (script: string) => `FROM debian:trixie-slim\nRUN ${script}\n`;

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'chmod with a number',
    run('chmod «4755» /usr/bin/tool'),
    'Mode 4755 runs "/usr/bin/tool" with the rights of its owner for everybody: drop the bit',
    {
      severity: 'warning',
      equivalents: rule.equivalents,
    },
  );
  flags(
    'chmod with letters',
    run('chmod «u+s» /bin/a && chmod «g+s» /bin/b && chmod «+s» /bin/c && chmod «u=rwxs,go=rx» /bin/d'),
    /owner/,
    /rights of its group/,
    /owner/,
  );
  flags('6xxx and 2xxx', run('chmod «06755» /bin/a && chmod «2755» /bin/b'), /owner/, /group/);
  flags('install', run('install -o root -m «4755» a /usr/bin/a'));
  flags('COPY and ADD', 'FROM debian:13\nCOPY --chmod=«4755» a /bin/a\nADD --chmod=«2755» b /bin/b\n', /owner of|rights of its owner/);
  flags(
    'setgid on a folder just made, as a hint',
    run('mkdir -p /data && chgrp web /data && chmod «g+s» /data'),
    'Mode g+s hands the group of "/data" to new files: drop it unless data is shared',
    { severity: 'hint', equivalents: ['sonar:S2612'] },
  );
  flags(
    'setgid on other folders, as a hint',
    run('chmod «2775» /srv/ && chmod -R «g+ws» /var/lib/a && mkdir -m «2770» /b'),
    { severity: 'hint' },
    { severity: 'hint' },
    { severity: 'hint' },
  );
  flags('a heredoc and a trigger', 'FROM debian:13\nRUN <<EOF\nchmod «u+s» /bin/a\nEOF\nONBUILD RUN chmod «u+s» /bin/b\n');
  flags(
    'one line in a whole file',
    'FROM debian:trixie-slim\nRUN apt-get update \\\n && apt-get install -y --no-install-recommends iputils-ping \\\n && rm -rf /var/lib/apt/lists/* \\\n && chmod «u+s» /usr/bin/ping \\\n && useradd -u 10001 app\nCOPY --chmod=0755 run /run\nUSER 10001\nCMD ["/run"]\n',
  );
  passes('plain modes', run('chmod 0755 /bin/a && chmod u+x,g=rX /bin/b && install -m 755 a /bin/a'));
  passes('the sticky bit', run('chmod 1777 /data && mkdir -m 1777 /t && chmod +t /x'));
  passes('taking the bit away', run('find / -xdev -perm /6000 -exec chmod a-s {} + && chmod u-s,g-s /bin/a'));
  passes('a builder stage', 'FROM debian:13 AS b\nRUN chmod 4755 /a\nFROM scratch\nCOPY --from=b /a /a\n');
  passes('another system', run('chroot /mnt chmod 4755 /bin/a'));
  passes('a copy without mode', 'FROM debian:13\nCOPY a b\nCOPY --chmod=755 a b\n');
});
