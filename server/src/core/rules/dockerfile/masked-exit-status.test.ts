import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './masked-exit-status.js';

const FROM = 'FROM alpine:3.24\n';
const TITLE = 'Assign first, then export';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'export in front of &&',
    `${FROM}RUN export «V»="$(curl x)" && a\n`,
    'A failure of the command behind "V" is lost, as export succeeds: assign first',
    { severity: 'hint', equivalents: ['shellcheck:SC2155'] },
  );
  flags('export under set -e', `${FROM}RUN set -e; export «V»=$(curl x); a\n`);
  flags('the others', `${FROM}RUN set -e; f() { local «a»="$(curl x)"; declare «b»=\`curl y\`; }; readonly «C»="$(curl z)"; f\n`);
  flags('a heredoc', `${FROM}RUN <<EOF\nset -e\nexport «V»=$(curl x | jq .)\na\nEOF\n`);
  flags('a value with two commands, once', `${FROM}RUN export «V»="$(curl x)-$(curl y)" W=b && a\n`);

  passes('an assignment', `${FROM}RUN V="$(curl x)" && export V && a\n`);
  passes('nobody who looks at it', `${FROM}RUN export V="$(curl x)"; a\n`);
  passes('what cannot fail', `${FROM}RUN export V="$(date +%s)" W="$(nproc)" X="$(echo a | tr a b)" Y=$HOME && a\n`);
  passes('a question', `${FROM}RUN export V="$(command -v python3)" && a\n`);
  passes('another command', `${FROM}RUN echo V="$(curl x)" && V="$(curl y)" a && b\n`);

  fixes('split by &&', TITLE, `${FROM}RUN export V="$(curl x)" && \\\n  a\n`, `${FROM}RUN V="$(curl x)" && export V && \\\n  a\n`);
  fixes(
    'split by ;, CRLF',
    TITLE,
    `${FROM}RUN set -e; \\\r\n  export V=$(curl x); \\\r\n  a\r\n`,
    `${FROM}RUN set -e; \\\r\n  V=$(curl x); export V; \\\r\n  a\r\n`,
  );
  fixes(
    'in a heredoc',
    TITLE,
    `${FROM}RUN <<EOF\nset -e\nexport V=$(curl x)\na\nEOF\n`,
    `${FROM}RUN <<EOF\nset -e\nV=$(curl x); export V\na\nEOF\n`,
  );
  offersNoFix('several names', `${FROM}RUN export A=b V="$(curl x)" && a\n`);
  offersNoFix('local, which must come first', `${FROM}RUN set -e; f() { local a="$(curl x)"; }; f\n`);
  offersNoFix('a JSON form', `${FROM}RUN ["sh", "-c", "export V=$(curl x) && a"]\n`);
  offersNoFix('an alternative', `${FROM}RUN export V=$(curl x) && a || b\n`);

  flags(
    'a whole file',
    [
      'FROM debian:trixie-slim',
      'RUN set -eux; \\',
      '    arch="$(dpkg --print-architecture)"; \\',
      '    export «LATEST»="$(curl -fsSL https://example.com/latest.txt)"; \\',
      '    curl -fsSLo /tool "https://example.com/$LATEST/$arch"; \\',
      '    export GNUPGHOME="$(mktemp -d)"; \\',
      '    rm -rf "$GNUPGHOME"',
      'USER 10001',
      'CMD ["/tool"]',
      '',
    ].join('\n'),
  );
});
