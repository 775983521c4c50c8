import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './command-without-effect.js';

const FROM = 'FROM alpine:3.24\n';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags('cd alone', `${FROM}RUN «cd» /srv\n`, '"cd" ends with this step, and the next one starts in WORKDIR again: use WORKDIR', {
    severity: 'warning',
    equivalents: ['hadolint:DL3003'],
  });
  flags('cd as the last', `${FROM}RUN mkdir /srv && \\\n  «cd» /srv\n`);
  flags('export', `${FROM}RUN «export» A=b C=d\n`, '"export" changes variables of a shell that ends with this step: use ENV', {
    equivalents: [],
  });
  flags('an assignment', `${FROM}RUN a; «B=c»\n`);
  flags(
    'a write to what the builder mounts',
    `${FROM}RUN echo '127.0.0.1 db' >> «/etc/hosts»\n`,
    '"/etc/hosts" is mounted by the builder, so this is refused or lost: set it where the container starts',
    { severity: 'warning', equivalents: [] },
  );
  flags(
    'other ways to write there',
    `${FROM}RUN a | tee -a «/etc/resolv.conf»\nRUN sed -i s/a/b/ «/etc/hosts» && b\nRUN wget -q x -O «/etc/hosts»\nRUN cp h «/etc/hosts»\n`,
  );
  flags('and a last command without effect as well', `${FROM}RUN echo a > «"/etc/hosts"» && «cd» /srv\n`);
  passes('what is read, or lies elsewhere', `${FROM}RUN cat /etc/hosts > /out/etc/hosts && cp /etc/hosts /h && sed s/a/b/ /etc/hosts\n`);
  passes('another root', `${FROM}RUN chroot /mnt sh -c 'echo a > /etc/hosts'\n`);
  flags('unset of what ENV set', `${FROM}ENV A=b\nRUN «unset» A\n`, { equivalents: ['sonar:S6581'] });
  flags(
    'alias',
    `${FROM}RUN «alias» ll='ls -l'\n`,
    '"alias" changes a shell that ends with this step, and nothing else: use it in the RUN that needs it',
  );
  flags('set, umask, ulimit', `${FROM}RUN «set» -eux\nRUN «umask» 022\nRUN a && «ulimit» -n 1024\n`);
  flags(
    'a virtual environment',
    `${FROM}RUN python3 -m venv /venv && «.» /venv/bin/activate\nRUN «source» ~/.bashrc\n`,
    /"\."/,
    /"source"/,
  );
  flags(
    'su',
    `${FROM}RUN adduser -D app && «su» - app\n`,
    '"su" opens a shell that ends with this step, as nobody types into it: use USER',
  );
  flags('newgrp', `${FROM}RUN «newgrp» docker\n`);
  flags(
    'a service',
    `${FROM}RUN apk add a && «service» mysql start\nRUN «/etc/init.d/ssh» start\nRUN «systemctl» start x\n`,
    '"service" starts what is gone when this step ends: start it in CMD, ENTRYPOINT or where it is used',
    { equivalents: ['hadolint:DL3001'] },
  );
  flags('a daemon in the background', `${FROM}RUN «redis-server» &\nRUN «nohup» x > /log &\n`.replace('«nohup» x', 'nohup «x»'));
  flags('a heredoc', `${FROM}RUN <<EOF\na\n«export» B=c\nEOF\n`);
  flags('a JSON form', `${FROM}RUN ["sh", "-c", "«cd» /srv"]\n`);

  passes('cd in front', `${FROM}RUN cd /srv && make\n`);
  passes('export for what follows', `${FROM}RUN export A=b && make && unset A && rm x\n`);
  passes('a file that may do work', `${FROM}RUN . ./install.sh\n`);
  passes('su with something to run', `${FROM}RUN su app -c make\nRUN su - app <<EOF\nmake\nEOF\nRUN su -s /bin/sh app\nRUN su app make\n`);
  passes('a service that is used', `${FROM}RUN service mysql start && mysql -e 'create database a'\n`);
  passes('a service that is stopped or enabled', `${FROM}RUN service mysql stop\nRUN systemctl enable x\n`);
  passes('a process in the background that is used', `${FROM}RUN redis-server & sleep 1 && redis-cli ping\n`);
  passes('a subshell', `${FROM}RUN (cd /srv && make)\n`);
  passes('output of a builtin', `${FROM}RUN set > /vars\nRUN export -p > /vars\nRUN set\n`);
  passes('the start of a container', `${FROM}CMD cd /srv\n`);
  passes('PowerShell', 'FROM mcr.microsoft.com/powershell:7\nSHELL ["pwsh", "-c"]\nRUN cd C:/\n');

  fixes(
    'cd by WORKDIR',
    'Use WORKDIR',
    `${FROM}# where\nRUN cd /srv\r\n`.replace(/\r?\n/g, '\r\n'),
    `${FROM}# where\nWORKDIR /srv\n`.replace(/\n/g, '\r\n'),
  );
  fixes('export by ENV', 'Use ENV', `${FROM}RUN export PATH="$PATH:/opt/a" \\\n  B=c\n`, `${FROM}ENV PATH="$PATH:/opt/a" B=c\n`);
  offersNoFix('what the shell works out', `${FROM}RUN export A=$(date)\nRUN export B='c d'\nRUN cd -\nRUN cd ~/x\n`);
  offersNoFix('a command in front', `${FROM}RUN mkdir /srv && cd /srv\n`);
  offersNoFix('a trigger', `${FROM}ONBUILD RUN cd /srv\n`);

  flags(
    'a whole file',
    [
      'FROM python:3.14-slim',
      'WORKDIR /app',
      'COPY requirements.txt .',
      'RUN python -m venv /opt/venv && . /opt/venv/bin/activate && pip install -r requirements.txt',
      'RUN «export» FLASK_APP=app.py',
      'RUN set -e; cd /app; python -m compileall .',
      'COPY . .',
      'USER 10001',
      'CMD ["flask", "run"]',
      '',
    ].join('\n'),
  );
});
