import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './plaintext-password.js';

const run = (script: string) => `FROM debian:trixie-slim\nRUN ${script}\n`;

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'echo into chpasswd',
    run('echo «"root:hunter2"» | chpasswd'),
    'All with this file or image know the password of "root": leave it out, USER needs none',
    {
      severity: 'warning',
      equivalents: ['checkov:CKV2_DOCKER_17'],
    },
  );
  flags('printf, sudo and an option', run("printf «'app:hunter2\\n'» | sudo /usr/sbin/chpasswd -c SHA512"), /"app"/);
  flags(
    'a here-string and a heredoc',
    'FROM debian:13\nRUN chpasswd <<< "«app:hunter2»"\nRUN <<EOF\nset -e\nchpasswd <<X\n«web:hunter2»\nX\nEOF\n',
    /"app"/,
    /"web"/,
  );
  flags(
    'variables',
    run('echo «"root:$ROOT_PW"» | chpasswd && echo «$U:$P» | chpasswd && echo «$LINE» | chpasswd'),
    /"root"/,
    /"\$U"/,
    /"\$LINE"/,
  );
  flags('passwd --stdin', run('echo «hunter2» | passwd --stdin app'), /"app"/, { equivalents: [] });
  flags(
    'useradd and usermod with a hash',
    run(`useradd -m -p «'$6$ab$cd'» app && usermod --password=«abc» root`).replace("«'$6$ab$cd'»", "'«$6$ab$cd»'"),
  );
  flags(
    'a hash made on the spot',
    run('useradd -p «"$(openssl passwd -1 hunter2)"» app').replace('«"$(openssl passwd -1 hunter2)"»', '"«$(openssl passwd -1 hunter2)»"'),
  );
  flags(
    'an account without password',
    run('passwd «-d» root'),
    'Without a password everybody in the container can become "root" by su: lock it with passwd -l',
    { equivalents: ['dockle:DKL-LI-0001'] },
  );
  flags('an empty password', run(`useradd -p «""» app && usermod -p «''» web`));
  flags('an empty field', run('echo «"root::0:0:99999:7:::"» > /etc/shadow'));
  flags(
    'one line in a whole file',
    'FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y --no-install-recommends openssh-server \\\n && rm -rf /var/lib/apt/lists/*\nRUN useradd -m -s /bin/bash dev \\\n && echo «"dev:dev"» | chpasswd \\\n && mkdir /run/sshd\nEXPOSE 22\nCMD ["/usr/sbin/sshd", "-D"]\n',
  );
  passes('locked passwords', run(`useradd -p '!' a && usermod -p '*' b && useradd -p x c && passwd -l root && passwd -dl root`));
  passes('no password', run('useradd app && adduser -D b && adduser --disabled-password c'));
  passes(
    'one that is drawn by lot',
    run('echo "app:$(head -c 32 /dev/urandom | base64)" | chpasswd && printf "b:%s" "$(openssl rand -hex 16)" | chpasswd'),
  );
  passes('a file', run('chpasswd < /run/secrets/users') + 'RUN --mount=type=secret,id=a cat /run/secrets/a | chpasswd\n');
  passes('a builder stage', 'FROM a:1 AS b\nRUN echo a:b | chpasswd\nFROM scratch\nCOPY --from=b /a /a\n');
  passes('other commands', run('mkdir -p x && echo "a::b" > /etc/x && usermod -aG a b && echo "a:b" | tee c'));
});
