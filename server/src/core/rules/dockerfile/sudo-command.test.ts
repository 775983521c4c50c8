import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './sudo-command.js';

const run = (script: string) => `FROM debian:trixie-slim\nRUN ${script}\n`;

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'a RUN as root',
    run('«sudo» apt-get update'),
    'Commands run as root here already, so sudo only adds a program that can give root: remove it',
    {
      severity: 'warning',
      equivalents: rule.equivalents,
    },
  );
  flags(
    'any part of a script',
    run('apt-get update && DEBIAN_FRONTEND=noninteractive «sudo» -E apt-get install -y x || «/usr/bin/sudo» id'),
    {
      includes: ['hadolint:DL3004', 'trivy:DS-0010'],
      excludes: ['semgrep:no-sudo-in-dockerfile'],
    },
  );
  flags('inside sh -c, substitutions and pipes', run('sh -c "«sudo» id" && echo x | «sudo» tee /etc/x'));
  flags('a heredoc', 'FROM debian:trixie-slim\nRUN <<EOF\nset -e\n«sudo» make install\nEOF\n');
  flags('the exec form', 'FROM debian:trixie-slim\nRUN [«"sudo"», "id"]\n');
  flags(
    'another user',
    'FROM debian:trixie-slim\nUSER app\nRUN «sudo» make install\n',
    'sudo stays in the image, open to "app" without password: use USER root for this step',
  );
  flags('an image that is not known', 'FROM registry.corp.dev/a:1\nRUN «sudo» id\n', /^sudo stays in the image/);
  flags('CMD and ENTRYPOINT', 'FROM debian:trixie-slim\nENTRYPOINT [«"sudo"», "-u", "app", "/app"]\nCMD «sudo» /app\n', /root here/, {
    equivalents: [],
  });
  flags('a builder stage', 'FROM debian:trixie-slim AS b\nRUN «sudo» make\nFROM scratch\nCOPY --from=b /a /a\n', {
    excludes: ['dockle:DKL-DI-0001'],
  });
  flags(
    'a builder stage as another user',
    'FROM ocaml/opam:debian AS b\nRUN «sudo» make\nFROM scratch\nCOPY --from=b /a /a\n',
    'sudo runs this build step without the variables of ENV and ARG, proxies included: use USER root for it',
    { severity: 'info' },
  );
  flags('a trigger', 'FROM debian:trixie-slim\nONBUILD RUN «sudo» id\n');
  flags(
    'one line in a whole file',
    'FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y --no-install-recommends sudo make \\\n && rm -rf /var/lib/apt/lists/*\nRUN useradd -m dev && echo "dev ALL=(ALL) ALL" > /etc/sudoers.d/dev\nUSER dev\nWORKDIR /home/dev\nCOPY . .\nRUN make \\\n # into the system\n && «sudo» make install\nCMD ["app"]\n',
  );
  passes('installing it', run('apt-get install -y sudo'));
  passes('configuring it', run('echo "a ALL=NOPASSWD: ALL" >> /etc/sudoers && usermod -aG sudo a'));
  passes('mentioning it', run('echo sudo make me a sandwich && which sudo && visudo -c'));
  passes('a healthcheck and copies', 'FROM a:1\nCOPY sudo /usr/bin/sudo\nENV A=sudo\n');
  passes('PowerShell', '# escape=`\nFROM mcr.microsoft.com/windows/servercore:ltsc2025\nSHELL ["powershell"]\nRUN sudo dir\n');
  fixes('by removing the word', 'Remove sudo', run('sudo apt-get update'), run('apt-get update'));
  fixes('in front of an assignment', 'Remove sudo', run('make && sudo A=1 make install'), run('make && A=1 make install'));
  fixes(
    'on a line of its own',
    'Remove sudo',
    'FROM debian:13\r\nRUN make \\\r\n && sudo make install\r\n',
    'FROM debian:13\r\nRUN make \\\r\n && make install\r\n',
  );
  offersNoFix('with options', run('sudo -u app make'));
  offersNoFix('as another user', 'FROM debian:13\nUSER app\nRUN sudo id\n');
  offersNoFix('in the exec form', 'FROM debian:13\nRUN ["sudo", "id"]\n');
});
