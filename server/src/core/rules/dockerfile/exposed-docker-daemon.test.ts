import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './exposed-docker-daemon.js';

const file = (rest: string) => `FROM docker:29-dind\n${rest}\n`;

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'dockerd on all addresses',
    file('CMD ["dockerd", "-H", «"tcp://0.0.0.0:2375"»]').replace('«"tcp://0.0.0.0:2375"»', '«"tcp://0.0.0.0:2375"»'),
    'Whoever reaches "tcp://0.0.0.0:2375" is root where this daemon runs: use the socket, or --tlsverify',
    {
      severity: 'error',
    },
  );
  flags(
    'other spellings of it',
    file('ENTRYPOINT dockerd --host=«tcp://:2375» -H «tcp://[::]:2375»\nCMD dockerd-entrypoint.sh -H «tcp://»'),
  );
  flags('options for the entry point', file('CMD ["--host", «"tcp://0.0.0.0:2375"»]'));
  flags(
    'one address, as a warning',
    file('RUN dockerd -H «tcp://127.0.0.1:2375» & sleep 3'),
    'Every program that reaches "tcp://127.0.0.1:2375" is root where this daemon runs: use the socket, or --tlsverify',
    { severity: 'warning' },
  );
  flags('TLS that does not verify', file('CMD dockerd --tls --tlsverify=false -H «tcp://0.0.0.0:2376»'));
  flags(
    'a daemon.json by echo',
    file(`RUN echo '{"hosts": ["«tcp://0.0.0.0:2375»", "unix:///var/run/docker.sock"]}' > /etc/docker/daemon.json`),
  );
  flags(
    'one by a heredoc',
    file(
      'COPY <<EOF /etc/docker/daemon.json\n{"hosts": ["«tcp://0.0.0.0:2375»"]}\nEOF\nRUN <<EOF\ncat > /etc/docker/daemon.json <<X\n{"hosts": ["«tcp://10.0.0.1:2375»"]}\nX\nEOF',
    ),
    { severity: 'error' },
    { severity: 'warning' },
  );
  flags('a variable', file('ENV DOCKER_OPTS="-H «tcp://0.0.0.0:2375»"'));
  flags(
    'certificates switched off',
    file('ENV «DOCKER_TLS_CERTDIR=»'),
    'Without certificates this daemon takes orders on port 2375 from everybody: leave DOCKER_TLS_CERTDIR alone',
    { severity: 'error' },
  );
  flags(
    'the port, as a warning',
    file('EXPOSE «2375/tcp» 8080'),
    '2375 is the port of a Docker daemon that does not ask who calls: use the socket, or 2376 with --tlsverify',
    { severity: 'warning' },
  );
  flags(
    'one line in a whole file',
    'FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y --no-install-recommends docker.io \\\n && rm -rf /var/lib/apt/lists/* \\\n && mkdir -p /etc/docker\nVOLUME /var/lib/docker\nEXPOSE 2376\nENTRYPOINT ["dockerd", "-H", "unix:///var/run/docker.sock", "-H", «"tcp://0.0.0.0:2376"»]\n',
  );
  passes('certificates that are asked for', file('CMD ["dockerd", "--tlsverify", "-H", "tcp://0.0.0.0:2376"]'));
  passes('the socket', file('CMD ["dockerd", "-H", "unix:///var/run/docker.sock"]'));
  passes(
    'a daemon.json that asks for them',
    file('COPY <<EOF /etc/docker/daemon.json\n{"tlsverify": true, "hosts": ["tcp://0.0.0.0:2376"]}\nEOF'),
  );
  passes('where the client goes', file('ENV DOCKER_HOST=tcp://docker:2375\nRUN docker -H tcp://docker:2375 ps'));
  passes('other texts and ports', file('RUN echo tcp://0.0.0.0:2375 > /etc/notes\nEXPOSE 2376 2375/udp'));
  passes('certificates of another image', 'FROM alpine:3.24\nENV DOCKER_TLS_CERTDIR=\n');
});
