import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './semicolon-without-errexit.js';

const FROM = 'FROM debian:trixie-slim\n';
const TITLE = 'Join the commands by &&';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'two commands',
    `${FROM}RUN apt-get update«;» apt-get install -y curl\n`,
    'A failure of "apt-get" in front of this ; is ignored, and the layer kept: join by &&, or set -e first',
    { severity: 'info', equivalents: ['dockerfile_lint:no_ampersand_usage'] },
  );
  flags('the first of several, once', `${FROM}RUN a«;» b; c\n`);
  flags('one behind &&', `${FROM}RUN a && b«;» c\n`);
  flags('a loop in front', `${FROM}RUN for i in 1 2; do a $i; done«;» b\n`, /"loop"/);
  flags('set -e that comes later', `${FROM}RUN a«;» set -e; b; c\n`);
  flags('a pipe', `${FROM}RUN a | b«;» c\n`);
  flags('a continued line', `${FROM}RUN a«;» \\\n  # why\n  b\n`);
  flags('a trigger', `${FROM}ONBUILD RUN a«;» b\n`);

  passes('set -e', `${FROM}RUN set -eux; a; b\n`);
  passes('SHELL with -e', `${FROM}SHELL ["/bin/bash", "-e", "-c"]\nRUN a; b\n`);
  passes(
    'if, loops, case and groups',
    `${FROM}RUN if a; then b; c; fi && for i in 1; do a; b; done && case x in x) a; b;; esac && (a; b) && f() { a; b; }\n`,
  );
  flags('the command that matters in front of a change of folder', `${FROM}RUN a && cd /b«;» c\n`, /^A failure of "a"/);
  passes('what cannot fail', `${FROM}RUN export A=1; B=2; echo x; rm -rf y; a\n`);
  passes('tests and alternatives', `${FROM}RUN [ -f x ] && a; b || c; ! d; e\n`);
  passes('a status that is read, or put aside on purpose', `${FROM}RUN a; b=$?; exit 0\nRUN a; true\n`);
  passes('a last ;', `${FROM}RUN a && b;\n`);
  passes('&&', `${FROM}RUN a && b\n`);
  passes('a heredoc, which has a rule of its own', `${FROM}RUN <<EOF\na; b\nEOF\n`);
  passes('a JSON form', `${FROM}RUN ["sh", "-c", "a; b"]\n`);
  passes('a string', `${FROM}RUN su app -c "a; b" && echo "x; y"\n`);
  passes('PowerShell', 'FROM mcr.microsoft.com/windows/servercore:ltsc2025\nSHELL ["powershell", "-Command"]\nRUN a; b\n');

  fixes('all of them', TITLE, `${FROM}RUN a; b ; c;d;\n`, `${FROM}RUN a && b && c &&d;\n`);
  fixes(
    'continued lines and CRLF',
    TITLE,
    `${FROM}RUN a; \\\n    b\n`.replace(/\n/g, '\r\n'),
    `${FROM}RUN a && \\\n    b\n`.replace(/\n/g, '\r\n'),
  );
  fixes(
    'but not those behind a test or ||',
    TITLE,
    `${FROM}RUN a; [ -f x ] && b; c || true; d; e\n`,
    `${FROM}RUN a && [ -f x ] && b; c || true; d && e\n`,
  );
  fixes('behind a loop', TITLE, `${FROM}RUN for i in 1; do a; done; b\n`, `${FROM}RUN for i in 1; do a; done && b\n`);
  offersNoFix('a heredoc behind it', `${FROM}RUN a; cat <<EOF > x\ny\nEOF\n`);

  flags(
    'a whole file',
    [
      'FROM python:3.14-slim',
      'WORKDIR /app',
      'COPY requirements.txt .',
      'RUN set -e; pip install --no-cache-dir -r requirements.txt; rm requirements.txt',
      'COPY . .',
      'RUN python manage.py compilemessages«;» python manage.py collectstatic --noinput',
      'USER 10001',
      'CMD ["gunicorn", "app.wsgi"]',
      '',
    ].join('\n'),
    /"python"/,
  );
});
