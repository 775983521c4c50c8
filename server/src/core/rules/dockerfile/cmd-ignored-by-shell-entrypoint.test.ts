import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './cmd-ignored-by-shell-entrypoint.js';

const clean = (start: string): string => `FROM debian:trixie-slim\n${start}\n`;

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'CMD below a shell-form ENTRYPOINT',
    clean('ENTRYPOINT server\n«CMD» ["--port", "80"]'),
    'This CMD never reaches the program, as ENTRYPOINT is in shell form: write ENTRYPOINT ["program", "argument"]',
    { severity: 'warning', equivalents: [], safety: 'unsafe' },
  );
  flags('CMD above it', clean('«CMD» ["--port", "80"]\nENTRYPOINT exec server'));
  flags('CMD in shell form', clean('ENTRYPOINT server\n«cmd» --port 80'));
  flags('an entry point that comes from the parent', 'FROM alpine:3.24 AS base\nENTRYPOINT server\nFROM base\n«CMD» ["--port"]\n');
  flags('a variable of the environment', clean('ENTRYPOINT server $PORT ${HOME}\n«CMD» ["x"]'));

  passes('the exec form', clean('ENTRYPOINT ["server"]\nCMD ["--port", "80"]'));
  passes('CMD alone', clean('CMD server'));
  passes('ENTRYPOINT alone', clean('ENTRYPOINT server'));
  passes('an entry point that reads its arguments', clean('ENTRYPOINT exec server "$@"\nCMD ["", "--port"]'));
  passes('an entry point that reads one of them', clean('ENTRYPOINT server ${1:-80}\nCMD ["", "81"]'));
  passes('CMD of the parent, which the ENTRYPOINT resets', 'FROM alpine:3.24 AS base\nCMD ["x"]\nFROM base\nENTRYPOINT server\n');
  passes('CMD that is emptied', clean('ENTRYPOINT server\nCMD []'));
  passes('an entry point that is emptied', clean('ENTRYPOINT []\nCMD ["x"]'));
  passes('an entry point without text', clean('ENTRYPOINT\nCMD ["x"]'));
  passes('JSON gone wrong, which is a finding of its own', clean(`ENTRYPOINT ['server']\nCMD ["x"]`));
  passes('Windows', 'FROM mcr.microsoft.com/windows/nanoserver:ltsc2025\nENTRYPOINT server.exe\nCMD ["x"]\n');
  passes('triggers', clean('ONBUILD ENTRYPOINT server\nCMD ["x"]'));

  fixes(
    'exec and quotes',
    'Turn ENTRYPOINT into the exec form',
    'FROM alpine:3.24\r\nENTRYPOINT exec server "a b"\r\nCMD ["x"]\r\n',
    'FROM alpine:3.24\r\nENTRYPOINT ["server", "a b"]\r\nCMD ["x"]\r\n',
  );
  offersNoFix('the text needs a shell', clean('ENTRYPOINT migrate && server\nCMD ["x"]'));
  offersNoFix('the CMD is shell text itself', clean('ENTRYPOINT server\nCMD --port 80'));

  fixes(
    'a whole file',
    'Turn ENTRYPOINT into the exec form',
    `FROM python:3.14-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
USER 10001
ENTRYPOINT python manage.py
CMD ["runserver", "0.0.0.0:8000"]
`,
    `FROM python:3.14-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
USER 10001
ENTRYPOINT ["python", "manage.py"]
CMD ["runserver", "0.0.0.0:8000"]
`,
  );
});
