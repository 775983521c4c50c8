import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './ssh-server.js';

const INSTALL = 'apt-get update && apt-get install -y --no-install-recommends openssh-server';
const file = (script: string, rest = 'CMD ["/app"]') => `FROM debian:trixie-slim\nRUN ${script}\n${rest}\n`;

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'sshd as the program',
    file(INSTALL, 'CMD [«"/usr/sbin/sshd"», "-D"]'),
    '"sshd" is a second way in, with accounts and keys of its own: leave it out and use docker exec',
    {
      severity: 'warning',
      equivalents: ['dockerfile_lint:installing_ssh'],
    },
  );
  flags('it in a script', 'FROM registry.corp.dev/ssh:1\nENTRYPOINT service cron start && exec «/usr/sbin/sshd» -D\n', { equivalents: [] });
  flags('dropbear', 'FROM alpine:3.24\nRUN apk add --no-cache dropbear\nCMD ["tini", "--", «"dropbear"», "-F"]\n');
  flags(
    'a server that is installed and set up',
    file(INSTALL.replace('openssh-server', '«openssh-server»') + ' && mkdir -p /var/run/sshd'),
    'The SSH server that is set up here is a second way in, with keys of its own: leave it out, use docker exec',
  );
  flags('host keys', 'FROM alpine:3.24\nRUN apk add --no-cache «openssh» && ssh-keygen -A\nCMD ["/app"]\n');
  flags('settings', file(INSTALL.replace('openssh-server', '«openssh-server»') + ` && sed -i 's/a/b/' /etc/ssh/sshd_config`));
  flags(
    'a copied file, an exposed port and a service',
    file(`${INSTALL.replace('openssh-server', '«openssh-server»')}\nCOPY authorized_keys /root/.ssh/`),
  );
  flags('an exposed port', file(`${INSTALL.replace('openssh-server', '«openssh-server»')}\nEXPOSE 22`));
  flags(
    'a stage it is built on',
    'FROM debian:13 AS base\nRUN apt-get install -y «openssh-server»\nFROM base\nRUN service ssh start\nCMD ["/app"]\n',
  );
  flags(
    'an image for development, as an info',
    file(INSTALL, 'CMD [«"/usr/sbin/sshd"», "-D"]'),
    { path: '.devcontainer/Dockerfile' },
    { severity: 'info' },
  );
  flags(
    'one line in a whole file',
    'FROM ubuntu:24.04\nRUN apt-get update \\\n && apt-get install -y --no-install-recommends \\\n    nginx \\\n    «openssh-server» \\\n && rm -rf /var/lib/apt/lists/*\nRUN echo "PermitRootLogin no" >> /etc/ssh/sshd_config\nCOPY site /var/www\nEXPOSE 80 22\nCMD ["/start.sh"]\n',
  );
  passes('the package alone', file(INSTALL));
  passes(
    'the client',
    file('apt-get install -y openssh-client && mkdir -p ~/.ssh && ssh-keyscan github.com >> ~/.ssh/known_hosts', 'CMD ["git"]'),
  );
  passes('openssh of Alpine for its client', 'FROM alpine:3.24\nRUN apk add --no-cache git openssh\nCMD ["git"]\n');
  passes('a server that is removed again', file(`${INSTALL} && mkdir /run/sshd && apt-get purge -y openssh-server`));
  passes(
    'a builder stage',
    'FROM debian:13 AS b\nRUN apt-get install -y openssh-server && mkdir /run/sshd\nFROM debian:13\nCOPY --from=b /a /a\nCMD ["/a"]\n',
  );
});
