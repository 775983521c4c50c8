import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './passwordless-sudo.js';

const run = (script: string) => `FROM debian:trixie-slim\nRUN ${script}\n`;

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'a line added to sudoers',
    run('echo "app ALL=(ALL) «NOPASSWD»: ALL" >> /etc/sudoers'),
    'Whoever takes over this account is root with one command, so its USER protects nothing: leave sudo out',
    {
      severity: 'warning',
    },
  );
  flags(
    'a file in sudoers.d',
    run("useradd a && printf 'a ALL=(ALL:ALL) «NOPASSWD»:ALL\\n' > /etc/sudoers.d/a && chmod 0440 /etc/sudoers.d/a"),
  );
  flags(
    'tee and sed',
    run(
      `echo "%wheel ALL=(ALL) «NOPASSWD»: ALL" | sudo tee -a /etc/sudoers && sed -i 's/^%sudo.*/%sudo ALL=(ALL) «NOPASSWD»: ALL/' /etc/sudoers`,
    ),
  );
  flags('a variable in it', run('echo "$USER ALL=(root) «NOPASSWD»:ALL" > "/etc/sudoers.d/$USER"'));
  flags(
    'commands named one by one, as an info',
    run('echo "mpd ALL=«NOPASSWD»: /usr/bin/mount, /usr/bin/umount" >> /etc/sudoers'),
    /^Whoever takes over this account runs these commands as root/,
    { severity: 'info' },
  );
  flags('a heredoc', 'FROM debian:trixie-slim\nRUN <<EOF\ncat > /etc/sudoers.d/a <<X\na ALL=(ALL) «NOPASSWD»: ALL\nX\nEOF\n');
  flags('a heredoc of COPY', 'FROM debian:trixie-slim\nCOPY <<EOF /etc/sudoers.d/a\na ALL=(ALL) «NOPASSWD»: ALL\nEOF\n');
  flags(
    'an image for development, as an info',
    run('echo "dev ALL=(ALL) «NOPASSWD»: ALL" > /etc/sudoers.d/dev'),
    { severity: 'info' },
    { path: '.devcontainer/Dockerfile' },
  );
  flags('a trigger', 'FROM debian:trixie-slim\nONBUILD RUN echo "a ALL=«NOPASSWD»: ALL" >> /etc/sudoers\n');
  flags(
    'one line in a whole file',
    'FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y --no-install-recommends sudo \\\n && rm -rf /var/lib/apt/lists/* \\\n && useradd -m -u 10001 app \\\n && echo "app ALL=(root) «NOPASSWD»: ALL" > /etc/sudoers.d/app\nCOPY . /srv\nUSER 10001\nCMD ["/srv/run"]\n',
  );
  passes('a builder stage', 'FROM a:1 AS b\nRUN echo "a ALL=NOPASSWD: ALL" >> /etc/sudoers\nFROM scratch\nCOPY --from=b /a /a\n');
  passes('a rule with password', run('echo "a ALL=(ALL) ALL" >> /etc/sudoers'));
  passes('another file', run('echo "NOPASSWD: ALL" > /etc/notes && echo NOPASSWD'));
  passes('reading it', run('grep -q NOPASSWD /etc/sudoers || true'));
});
