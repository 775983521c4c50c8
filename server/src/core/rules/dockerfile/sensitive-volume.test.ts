import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './sensitive-volume.js';

const file = (rest: string) => `FROM alpine:3.24\n${rest}\nCMD ["/app"]\n`;

ruleSuite(rule, ({ flags, passes, fixes }) => {
  flags(
    'the socket of Docker',
    file('VOLUME «/var/run/docker.sock»'),
    '"/var/run/docker.sock" gives whoever mounts it there the whole host, and this asks everybody to: remove the VOLUME',
    { severity: 'error', equivalents: ['semgrep:dockerfile-dockerd-socket-mount'] },
  );
  flags('other sockets', file('VOLUME «/run/containerd/containerd.sock» «/run/podman/podman.sock»'), { equivalents: [] });
  flags(
    'directories of the system',
    file('VOLUME ["/data", «"/proc"», «"/sys/fs/cgroup"», «"/etc/"»]'),
    'A volume over "/proc" hides or keeps parts of the system: declare only directories of data',
    {
      equivalents: ['dockle:DKL-DI-0002'],
    },
  );
  flags('the rest of the list', file('VOLUME «/» «/dev» «/root» «/boot» «/sys»'));
  flags('a path that climbs', file('VOLUME «/data/../etc»'));
  flags('the default of a variable', file('ENV D=/etc\nVOLUME «$D»'));
  flags('a trigger, and a builder stage', 'FROM alpine:3.24 AS b\nONBUILD VOLUME «/dev»\nFROM alpine:3.24\nCOPY --from=b /a /a\n');
  flags(
    'one line in a whole file',
    'FROM python:3.14-slim\nWORKDIR /srv\nCOPY agent.py .\nRUN pip install --no-cache-dir docker==7.1.0\nVOLUME ["/var/lib/agent", «"/run/docker.sock"»]\nUSER 10001\nCMD ["python", "agent.py"]\n',
  );
  passes('directories of data', file('VOLUME /data /var/lib/mysql /etc/nginx/conf.d /root/.cache /dev/shm'));
  passes('a variable without a value', file('ARG D\nVOLUME $D /$D'));
  passes('a relative path', file('VOLUME data'));
  fixes('by removing the item', 'Remove /etc', file('VOLUME ["/data", "/etc"]'), file('VOLUME ["/data"]'));
  fixes('the first item', 'Remove /etc', file('VOLUME ["/etc", "/data"]'), file('VOLUME ["/data"]'));
  fixes('the only one', 'Remove /etc', 'FROM a:1\r\nVOLUME ["/etc"]\r\nUSER 1\r\n', 'FROM a:1\r\nUSER 1\r\n');
  fixes('a word', 'Remove /dev', file('VOLUME /data /dev'), file('VOLUME /data'));
});
