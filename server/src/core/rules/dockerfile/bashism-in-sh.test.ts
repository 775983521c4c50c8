import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './bashism-in-sh.js';

const FROM = 'FROM debian:trixie-slim\n';
const BASH = 'SHELL ["/bin/bash", "-c"]\n';
const TITLE = 'Run with bash by SHELL';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'double brackets',
    `${FROM}RUN if «[[» -f /a ]]; then rm /a; fi\n`,
    'sh is dash here and does not know "[[ ]]", so that this fails or does something else: use bash',
    { severity: 'warning', equivalents: ['shellcheck:SC3010'] },
  );
  flags('++, -- and ** in sums', 'FROM debian:trixie-slim\nRUN i=1; echo «$((i++))»\nRUN echo «$((2**3))»\n', {
    equivalents: ['shellcheck:SC3018'],
  });
  passes(
    'signs in sums',
    'FROM debian:trixie-slim\nRUN echo $((i + +1)) $((i--1)) $((i - -j)) $((i-- -1 > 0 ? 1 : 2)) $((a*b))\n'.replace(
      '$((i-- -1 > 0 ? 1 : 2)) ',
      '',
    ),
  );
  flags('test -v', 'FROM debian:trixie-slim\nRUN [ ! «-v» A ] && b\n', { equivalents: ['shellcheck:SC3016'] });
  flags('flags of type and wait', 'FROM debian:trixie-slim\nRUN type «-t» a; wait «-n»\n');
  passes('the same of busybox', 'FROM alpine:3.24\nRUN i=1; echo $((i++)) $((2**3)); type -t a; wait -n\n');
  flags('==', `${FROM}RUN [ "$A" «==» b ] && test a «==»\n`.replace('test a «==»', 'test a == b'), { equivalents: ['shellcheck:SC3014'] });
  flags('source', `${FROM}RUN «source» /opt/env && a\n`, { equivalents: ['shellcheck:SC3046'] });
  flags('arrays, written and read', `${FROM}RUN «a=(»1 2); echo "\${a[0]}"\n`, { equivalents: ['shellcheck:SC3030'] });
  flags('replacing in an expansion', `${FROM}RUN echo "«\${A/b/c}»"\n`, { equivalents: ['shellcheck:SC3060'] });
  flags('a part of a value', `${FROM}RUN echo «\${A:0:1}»\n`, { equivalents: ['shellcheck:SC3057'] });
  flags('both streams', `${FROM}RUN a «&>» /dev/null\n`, { equivalents: ['shellcheck:SC3020'] });
  flags('both streams in the other spelling', `${FROM}RUN a «>&» /log\n`, { equivalents: ['shellcheck:SC3021'] });
  flags('a process substitution', `${FROM}RUN diff «<(»a) b\n`);
  flags('function', `${FROM}RUN «function» f { a; } && f\n`);
  flags('echo -e', `${FROM}RUN echo «-e» 'a\\nb' > /c && echo -e d\n`, { equivalents: ['shellcheck:SC3036', 'shellcheck:SC3037'] });
  flags('pipefail', `${FROM}RUN set -eo «pipefail» && a | b\n`, { equivalents: ['shellcheck:SC3040'] });
  flags('local -n', `${FROM}RUN f() { local «-n» a=b; }; f\n`, { equivalents: ['shellcheck:SC3043'] });
  flags('a variable', `${FROM}RUN echo «$RANDOM»\n`, { equivalents: ['shellcheck:SC3028'] });
  flags('braces', `${FROM}RUN mkdir -p /srv/«{a,b}» && rm a{1..3}\n`, { equivalents: ['shellcheck:SC3009'] });
  flags('a here-string', `${FROM}RUN a «<<< »b\n`);
  flags(
    'builtins and their flags',
    `${FROM}RUN «declare» x && «shopt» -s y && read «-s» z && printf «-v» a b && printf «'%q'» c && export «-f» d && trap x «ERR» && trap y «SIGTERM» && read «-a» e\n`,
  );
  flags('a heredoc', `${FROM}RUN <<EOF\nset -e\n«[[» -f a ]] && b\nEOF\n`);
  flags('a heredoc that asks for sh', `${FROM}${BASH}RUN <<EOF\n#!/bin/sh\n«[[» -f a ]] && b\nEOF\n`);
  flags('sh -c in a RUN of bash', `${FROM}${BASH}RUN sh -c '«[[» -f a ]] && b'\n`);
  flags('a JSON form with sh', `${FROM}RUN ["sh", "-c", "«[[» -f a ]] && b"]\n`);
  flags('a SHELL with sh', `${FROM}SHELL ["/bin/sh", "-ec"]\nRUN «[[» -f a ]] && b\n`);
  flags(
    'an array on Alpine',
    'FROM alpine:3.24\nRUN «a=(»1 2)\n',
    'sh is that of busybox here and does not know "an array": write it in POSIX, or install bash',
  );
  flags(
    'an image nobody knows',
    'FROM example.com/acme/base:1\nRUN «source» /opt/env && a\n',
    'sh may not know "source", which bash has: say SHELL ["/bin/bash", "-c"], or write it in POSIX',
    { severity: 'info' },
  );
  flags('an image nobody knows that calls apt-get', 'FROM example.com/acme/base:1\nRUN apt-get update\nRUN «source» /opt/env\n', /dash/, {
    severity: 'warning',
  });

  passes('SHELL with bash up the chain', `${FROM.replace('\n', ' AS base\n')}${BASH}FROM base\nRUN [[ -f a ]] && source b\n`);
  passes('bash -c, also as JSON', `${FROM}RUN bash -c '[[ -f a ]] && source b'\nRUN ["/bin/bash", "-c", "[[ -f a ]]"]\n`);
  passes('a shebang', `${FROM}RUN <<EOF\n#!/usr/bin/env bash\n[[ -f a ]]\nEOF\n`);
  passes('where sh is bash', 'FROM fedora:44\nRUN [[ -f a ]] && source b\nFROM registry.access.redhat.com/ubi9/ubi\nRUN echo -e a\n');
  passes(
    'what the sh of Alpine knows',
    'FROM alpine:3.24\nRUN set -o pipefail && [[ -f a ]] && source b && echo -e c ${d/e/f} &> g && [ h == i ] && function j { k; }\n',
  );
  passes('an Alpine variant', 'FROM python:3.14-alpine\nRUN [[ -f a ]] && echo -e b\n');
  passes(
    'a name that ARG, ENV or the script gives',
    `${FROM}ARG UID=1000\nENV EUID=0\nRUN useradd -u $UID a && SECONDS=1 && echo $SECONDS $EUID\n`,
  );
  passes('a script that asks for the shell', `${FROM}RUN if [ -n "$BASH_VERSION" ]; then source a; fi\n`);
  passes('asking for pipefail', `${FROM}RUN if (set -o pipefail) 2>/dev/null; then set -eu; fi && set -o pipefail || true\n`);
  passes(
    'POSIX',
    `${FROM}RUN . /etc/os-release && [ "$A" = b ] && echo -n x && printf '%s' "\${c#d}" && local e && read -r f && trap g EXIT\n`,
  );
  passes('quoted text', `${FROM}RUN echo '[[ a ]]' "{a,b}" '&>' && awk '{print $1}' a && find . -exec a {} +\n`);
  passes('a program of that name', `${FROM}RUN /usr/local/bin/declare a\n`);
  passes('PowerShell', 'FROM mcr.microsoft.com/powershell:7\nSHELL ["pwsh", "-c"]\nRUN source a; [[ b ]]\n');

  fixes('by SHELL in front of the first RUN', TITLE, `${FROM}RUN a\nRUN a &> b\n`, `${FROM}${BASH}RUN a\nRUN a &> b\n`);
  fixes(
    'in the SHELL that is there',
    TITLE,
    `${FROM}SHELL ["/bin/sh", "-exc"]\nRUN a &> b\n`,
    `${FROM}SHELL ["/bin/bash", "-exc"]\nRUN a &> b\n`,
  );
  fixes('== by =', 'Write = for ==', `${FROM}RUN [ "$A" == b ] \\\r\n  || c\r\n`, `${FROM}RUN [ "$A" = b ] \\\r\n  || c\r\n`);
  fixes(
    'source by .',
    'Write . for source',
    `FROM example.com/a:1\nRUN source /opt/env && a\n`,
    `FROM example.com/a:1\nRUN . /opt/env && a\n`,
  );
  offersNoFix('source of a name, which . looks up in PATH', `FROM example.com/a:1\nRUN source env && a\n`);
  offersNoFix('an array on Alpine', 'FROM alpine:3.24\nRUN a=(1 2)\n');
  offersNoFix('sh -c, which SHELL does not reach', `${FROM}RUN su app -c '[[ a ]]'\n`);

  flags(
    'a whole file',
    [
      'FROM ubuntu:24.04 AS build',
      'ARG TARGETARCH',
      'RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates wget && rm -rf /var/lib/apt/lists/*',
      'RUN set -eu; \\',
      '    if [ "$TARGETARCH" «==» "amd64" ]; then \\',
      '      wget -q https://example.com/x86_64.deb «&>» /dev/null; \\',
      '    fi',
      'FROM alpine:3.24',
      'RUN echo -e "a\\nb" > /etc/list',
      'COPY --from=build /x86_64.deb /',
      'USER 10001',
      'CMD ["app"]',
      '',
    ].join('\n'),
  );
});
