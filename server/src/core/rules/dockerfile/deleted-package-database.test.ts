import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import deletedPackageDatabase from './deleted-package-database.js';

const run = (script: string) => `FROM debian:trixie-slim\nRUN ${script}\n`;

ruleSuite(deletedPackageDatabase, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'the database of dpkg',
    run('rm -rf «/var/lib/dpkg»'),
    '"/var/lib/dpkg" tells scanners what is installed: without it they find no vulnerability, so keep it',
    { severity: 'warning', equivalents: [] },
  );
  for (const path of [
    '/var/lib/dpkg/status',
    '/var/lib/dpkg/*',
    '/var/lib/dpkg/info/',
    '/var/lib/dpkg/status.d',
    '"/lib/apk/db"',
    '/lib/apk',
    '/usr/lib/apk',
    '/etc/apk',
    '/var/lib/rpm',
    '/var/lib/rpm/*',
    '/var/lib/rpm/rpmdb.sqlite',
    '/usr/lib/sysimage/rpm',
    '/var/lib/pacman/local',
    '/etc/os-release',
    '/usr/lib/os-release',
    '/etc/*-release',
    '/var/lib/*',
    '/var/lib/{apt,dpkg,cache,log}',
    '/usr/lib/python3/dist-packages/*.egg-info',
    '/usr/local/lib/python3.14/site-packages/*.dist-info',
  ])
    flags(path, run(`true && rm -rf /tmp/x «${path}»`));
  flags(
    'a file that is emptied',
    run('truncate -s 0 «/var/lib/dpkg/status» && : > «/lib/apk/db/installed» && echo -n > «/etc/os-release»'),
  );
  flags('find', run('find «/var/lib/dpkg» -type f -delete'));
  flags('find for metadata', run(`find /usr -name «'*.dist-info'» -exec rm -rf {} +`));
  flags('find and xargs', run('find /app/node_modules -name «package.json» | xargs rm -f'));
  flags('a stage the final one is built on', 'FROM alpine AS a\nRUN rm -rf «/lib/apk/db»\nFROM a\nUSER 1\n');
  flags(
    'one line in a whole file',
    `FROM alpine:3.24
RUN apk add --no-cache ca-certificates \\
 && rm -rf \\
      /var/cache/apk/* \\
      # nobody needs it
      «/lib/apk/db» \\
      /usr/share/man
COPY app /app
USER 10001
ENTRYPOINT ["/app"]
`,
  );
  for (const script of [
    'rm -rf /var/lib/apt/lists/* /var/cache/apk/* /var/log/dpkg.log /usr/share/doc /usr/share/locale',
    'rm -f /var/lib/dpkg/lock /var/lib/dpkg/*-old /var/lib/rpm/__db*',
    'rm /sbin/apk /usr/bin/apt-get',
    'apk del apk-tools && rpm -e --nodeps dnf && dpkg --purge apt',
    'rm -rf /rootfs/var/lib/rpm',
    'pip install . && rm -rf build *.egg-info',
    'find /src -name "*.egg-info" -exec rm -rf {} +',
    'find / -name "*.pyc" -delete',
    'find /var/lib/dpkg -name "*-old" -delete',
    'find / -name package.json',
    'cat part >> /var/lib/dpkg/status',
    'dpkg-query -W > /var/lib/dpkg/status',
    'rm -rf /etc/apk/cache',
    'echo rm -rf /var/lib/dpkg',
    'rm package.json',
  ])
    passes(script, run(script));
  passes('a stage that does not ship', 'FROM debian AS a\nRUN rm -rf /var/lib/dpkg\nFROM alpine:3.24\nCOPY --from=a /a /a\n');
  fixes(
    'by leaving the path out',
    'Keep /lib/apk/db',
    'FROM alpine\r\nRUN rm -rf /a \\\r\n    /lib/apk/db \\\r\n    /b\r\n',
    'FROM alpine\r\nRUN rm -rf /a \\\r\n    /b\r\n',
  );
  fixes('by leaving the command out', 'Keep /lib/apk', run('apk add --no-cache a && rm -rf /lib/apk'), run('apk add --no-cache a'));
  offersNoFix('for a command that stands alone', run('rm -rf /lib/apk'));
  offersNoFix('for a list in braces', run('rm -rf /var/lib/{dpkg,apt}'));
  offersNoFix('for find', run('find /lib/apk/db -delete'));
});
