import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './nonsensical-command.js';

const FROM = 'FROM debian:trixie-slim\n';

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'commands that look at a running system',
    `${FROM}RUN «top» -b -n 1 && «free» -m && sudo «ps» aux\n`,
    '"top" needs a terminal, a running system or the host, which a build step has not: remove it',
    { severity: 'info', includes: ['hadolint:DL3001'] },
  );
  flags('editors and pagers', `${FROM}RUN «vim» /etc/hosts\nRUN «nano» x\nRUN a | «less»\n`);
  flags('commands over the host', `${FROM}RUN «mount» -t tmpfs x /y && «iptables» -A INPUT\nRUN «reboot»\nRUN «/sbin/ifconfig»\n`);
  flags('one that hadolint does not know', `${FROM}RUN «htop»\n`, { equivalents: [] });
  flags('systemctl start, followed by another', `${FROM}RUN «systemctl» start x && a\n`);
  flags('kill of a number', `${FROM}RUN «kill» -9 1\n`);
  flags(
    'sh -c, a heredoc, a JSON form',
    `${FROM}RUN sh -c '«top»'\nRUN <<EOF\n«top»\nEOF\nRUN ["«top»"]\n`.replace('["«top»"]', '[«"top"»]'),
  );
  flags('names of the configuration', `${FROM}RUN «apt-key» add x && top\n`, { options: { commands: ['apt-key'] } });

  passes('packages of these names', `${FROM}RUN apt-get install -y vim less procps iptables nano\n`);
  passes('editors with commands', `${FROM}RUN vim +PlugInstall +qall && nvim --headless +q && vi -es x && emacs --batch x\n`);
  passes('systemctl that writes links', `${FROM}RUN systemctl enable ssh && systemctl mask x && systemctl --root=/r start y\n`);
  passes('a service', `${FROM}RUN service mysql start && mysql -e a && service mysql stop\n`);
  passes('kill of what was started here', `${FROM}RUN a & sleep 1; kill %1 && ps\nRUN kill "$(cat /run/a.pid)"\n`);
  passes('versions', `${FROM}RUN vim --version && iptables -V\n`);
  passes('rights over the host', `${FROM}RUN --security=insecure mount -t proc proc /proc\n`);
  passes('ssh, which may fetch a repository', `${FROM}RUN ssh -T git@github.com\n`);
  passes('the start of a container', `${FROM}CMD ["top"]\n`);
  passes('words that are no commands', `${FROM}RUN echo top && command -v top && cat /proc/mounts\n`);

  flags(
    'a whole file',
    [
      'FROM ubuntu:24.04',
      'RUN apt-get update && apt-get install -y --no-install-recommends less procps vim && rm -rf /var/lib/apt/lists/*',
      'COPY app.conf /etc/app.conf',
      'RUN «vi» /etc/app.conf',
      'RUN groupadd -g 10001 app && «ps» -ef | grep app || true',
      'USER 10001',
      'CMD ["app"]',
      '',
    ].join('\n'),
  );
});
