import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './useless-cat.js';

const FROM = 'FROM alpine:3.24\n';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags('one file', `${FROM}RUN «cat» /a | grep b\n`, 'cat only hands "/a" on, and hides that it is missing: let "grep" read it', {
    severity: 'hint',
    equivalents: ['shellcheck:SC2002'],
  });
  flags(
    'more commands, a loop, a substitution',
    `${FROM}RUN «cat» a | b | c && «cat» d | while read -r e; do f; done && g="$(«cat» h | i)"\n`,
  );
  flags('a heredoc', `${FROM}RUN <<EOF\n«cat» a | b\nEOF\n`);

  passes('several files, options, patterns', `${FROM}RUN cat a b | c && cat -n a | c && cat *.a | c && cat | c\n`);
  passes('a heredoc as its input', `${FROM}RUN cat <<EOF | a\nb\nEOF\n`);
  passes('no pipe', `${FROM}RUN cat a > b && cat c\n`);
  passes('a file by a variable, which may be several', `${FROM}RUN cat $A | b && cat "$@" | c\n`);

  fixes('as input', 'Read from /a', `${FROM}RUN cat /a | grep b && c\n`, `${FROM}RUN grep b < /a && c\n`);
  fixes(
    'continued lines, CRLF',
    'Read from /a',
    `${FROM}RUN cat /a \\\r\n  | sed b \\\r\n  | c\r\n`,
    `${FROM}RUN sed b < /a \\\r\n  | c\r\n`,
  );
  offersNoFix('a reader with redirects', `${FROM}RUN cat a | b > c\n`);
  offersNoFix('a loop', `${FROM}RUN cat a | while read -r b; do c; done\n`);
  offersNoFix('a JSON form', `${FROM}RUN ["sh", "-c", "cat a | b"]\n`);

  flags(
    'a whole file',
    [
      'FROM debian:trixie-slim',
      'COPY packages.txt /',
      'RUN apt-get update && «cat» /packages.txt | xargs apt-get install -y && cat /etc/os-release',
      'USER 10001',
      '',
    ].join('\n'),
  );
});
