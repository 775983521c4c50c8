import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './exposed-admin-port.js';

const file = (rest: string) => `FROM alpine:3.24\n${rest}\nCMD ["/app"]\n`;

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags('SSH', file('EXPOSE «22»'), 'Port 22 (SSH) invites logins from outside: remove it and use docker exec', {
    severity: 'warning',
    equivalents: rule.equivalents,
  });
  flags('with its protocol, among others', file('EXPOSE 80 «22/tcp» 443'));
  flags('the other login services', file('EXPOSE «23» «3389» «5800» «5900»'), /Telnet/, /Remote Desktop/, /VNC/, /VNC/, {
    equivalents: ['sonar:S6473'],
  });
  flags('one within a range', file('EXPOSE «20-25»'), /^Port 22 /, { equivalents: ['sonar:S6473'] });
  flags('the default of a variable', file('ARG SSH=22\nEXPOSE «$SSH»'), /^Port 22 /, { equivalents: ['sonar:S6473'] });
  flags(
    'a port named by the option',
    file('EXPOSE 22 «9000»'),
    'Port 9000 is listed as one for administration, open to all who reach the container: remove it',
    { options: { adminPorts: ['9000'] } },
    { equivalents: [] },
  );
  flags('the stage the final one is built on', 'FROM alpine:3.24 AS base\nEXPOSE «22»\nFROM base\nCMD ["/app"]\n');
  flags('a trigger', file('ONBUILD EXPOSE «22»'));
  flags('a piece of a file', 'EXPOSE «22»\n');
  flags(
    'one line in a whole file',
    'FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y --no-install-recommends nginx openssh-server && rm -rf /var/lib/apt/lists/*\nCOPY site /var/www\nEXPOSE 80 \\\n  443 \\\n  «22»\nUSER 33\nCMD ["nginx", "-g", "daemon off;"]\n',
  );
  passes('UDP', file('EXPOSE 22/udp 3389/udp'));
  passes('other ports', file('EXPOSE 80 2222 22000 8022-8025'));
  passes('a variable without default', file('ARG P\nEXPOSE $P'));
  passes('a builder stage', 'FROM alpine:3.24 AS b\nEXPOSE 22\nFROM alpine:3.24\nCOPY --from=b /a /a\n');
  fixes('by removing the port', 'Remove port 22', file('EXPOSE 80 22'), file('EXPOSE 80'));
  fixes('the first of two', 'Remove port 22', file('EXPOSE 22 80'), file('EXPOSE 80'));
  fixes('the only one', 'Remove port 22', 'FROM alpine:3.24\r\nEXPOSE 22\r\nCMD ["/app"]\r\n', 'FROM alpine:3.24\r\nCMD ["/app"]\r\n');
  fixes('on a line of its own', 'Remove port 22', file('EXPOSE 80 \\\n  22 \\\n  443'), file('EXPOSE 80 \\\n  443'));
  offersNoFix('a range', file('EXPOSE 20-25'));
});
