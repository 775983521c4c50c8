import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './shell-wrapper-without-exec.js';

const clean = (start: string): string => `FROM debian:trixie-slim\n${start}\n`;

ruleSuite(rule, ({ flags, passes, fixes }) => {
  flags(
    'one command',
    clean('CMD ["sh", "-c", "«server» --port $PORT"]'),
    '"server" runs below a shell that may stay PID 1 and pass no signals on: put exec in front of it',
    { severity: 'info', equivalents: [], safety: 'safe' },
  );
  flags('the last of several', clean('ENTRYPOINT ["/bin/bash", "-eo", "pipefail", "-c", "migrate && «/srv/server»"]'), /^"server" runs/);
  flags('a command behind another', clean('CMD ["sh", "-c", "«gosu» app server"]'), /^"server"/);
  flags('an assignment', clean('CMD ["sh", "-c", "A=1 «server»"]'));

  passes('exec', clean('CMD ["sh", "-c", "migrate && exec server"]'));
  passes('the exec form', clean('CMD ["server", "-c", "x"]'));
  passes('shell form, which is a finding of its own', clean('CMD sh -c "server"'));
  passes('a pipe', clean('CMD ["sh", "-c", "server | tee /log"]'));
  passes('a builtin', clean('CMD ["sh", "-c", "server; echo bye"]'));
  passes('a trap', clean(`CMD ["sh", "-c", "trap 'bye' EXIT; server"]`));
  passes('a job in the background', clean('CMD ["sh", "-c", "agent & server"]'));
  passes('a status that is turned round', clean('CMD ["sh", "-c", "! server"]'));
  for (const word of ['time', 'coproc', 'builtin']) passes(word, clean(`CMD ["bash", "-c", "${word} server"]`));
  passes('an alias', clean('CMD ["sh", "-c", "alias s=server; s"]'));
  passes('a loop', clean('CMD ["sh", "-c", "while true; do server; done"]'));
  passes('RUN', clean('RUN ["sh", "-c", "server"]'));
  passes('HEALTHCHECK', clean('HEALTHCHECK CMD ["sh", "-c", "check"]'));
  passes('a command whose name is a variable', clean('CMD ["sh", "-c", "$SERVER"]'));
  passes('a stage that does not ship', 'FROM alpine:3.24 AS a\nCMD ["sh", "-c", "server"]\nFROM alpine:3.24\nCMD ["server"]\n');
  passes('PowerShell', 'FROM mcr.microsoft.com/windows/servercore:ltsc2025\nCMD ["powershell", "-c", "server"]\n');

  fixes(
    'inside escaped quotes and continued lines',
    'Put exec in front of the program',
    'FROM alpine:3.24\r\nCMD ["sh", \\\r\n  "-c", \\\r\n  "echo \\"hi\\" && server \\"$A\\""]\r\n',
    'FROM alpine:3.24\r\nCMD ["sh", \\\r\n  "-c", \\\r\n  "echo \\"hi\\" && exec server \\"$A\\""]\r\n',
  );
  fixes(
    'a whole file',
    'Put exec in front of the program',
    'FROM node:24-slim\nWORKDIR /app\nCOPY . .\nRUN npm ci --omit=dev\nUSER 1000\nCMD ["sh", "-c", "node migrate.js && node server.js --port ${PORT:-3000}"]\n',
    'FROM node:24-slim\nWORKDIR /app\nCOPY . .\nRUN npm ci --omit=dev\nUSER 1000\nCMD ["sh", "-c", "node migrate.js && exec node server.js --port ${PORT:-3000}"]\n',
  );
});
