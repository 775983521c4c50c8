import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './unsafe-printf-or-echo.js';

const FROM = 'FROM alpine:3.24\n';
const TITLE = "Print by '%s'";

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'a variable as the format',
    `${FROM}RUN printf «"$X"»\n`,
    'printf takes this as its format, so that % and \\ of the value are read as orders: print the value by %s',
    {
      severity: 'hint',
      equivalents: ['shellcheck:SC2059'],
    },
  );
  flags('a variable within the format', `${FROM}RUN printf «"a: $X\\n"» b && printf «\${Y}» && printf «"$(c)"»\n`);
  flags('escapes in the echo of busybox', `${FROM}RUN echo «"a\\nb"» > c\n`, 'this echo prints "\\n" as it is written: use printf', {
    equivalents: ['shellcheck:SC2028'],
  });
  flags('escapes in bash', `FROM debian:trixie-slim\nSHELL ["/bin/bash", "-c"]\nRUN echo «'a\\tb'»\nRUN echo -n «"a\\r$X"»\n`);
  flags('where sh is bash', `FROM fedora:44\nRUN echo «"a\\nb"»\n`);

  passes('a format', `${FROM}RUN printf '%s\\n' "$X" && printf "a\\n" && printf -v x "$X" && printf '$X'\n`);
  passes('echo -e', `${FROM}RUN echo -e "a\\nb" && echo -ne 'a\\n'\n`);
  passes('the echo of dash, which reads them', `FROM debian:trixie-slim\nRUN echo "a\\nb"\n`);
  passes('an image nobody knows', `FROM example.com/a:1\nRUN echo "a\\nb"\n`);
  passes('code of another language', `${FROM}RUN echo 'print("a\\n")' > a.py && echo "PS1='\\u\\n'" > b && echo 'a\\\\nb' && echo a\\nb\n`);
  passes('a JSON form', `${FROM}RUN ["printf", "$X"]\n`);

  fixes('a format in front', TITLE, `${FROM}RUN printf "$X" \\\r\n  > a\r\n`, `${FROM}RUN printf '%s' "$X" \\\r\n  > a\r\n`);
  fixes('braces', TITLE, `${FROM}RUN printf "\${X}" | a\n`, `${FROM}RUN printf '%s' "\${X}" | a\n`);
  offersNoFix('more than the variable', `${FROM}RUN printf "$X\\n" a\n`);
  offersNoFix('echo', `${FROM}RUN echo "a\\nb"\n`);

  flags(
    'a whole file',
    [
      'FROM alpine:3.24',
      'ARG MOTD',
      'RUN printf «"$MOTD"» > /etc/motd && echo «"[a]\\nb=c"» > /etc/a.ini && printf \'%s\\n\' ok',
      'USER 10001',
      '',
    ].join('\n'),
  );
});
