import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './heredoc-candidate.js';

const TITLE = 'Write it as a heredoc';
const on = (text: string, syntax = '') => `${syntax && `# syntax=${syntax}\n`}FROM alpine:3.24\n${text}\n`;

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'four steps',
    on('«RUN» a && b && c && d'),
    '4 steps behind && and continued lines are easily broken by a change: write them as RUN <<EOF',
    { severity: 'hint', equivalents: ['tally:prefer-run-heredoc'], safety: 'unsafe' },
  );
  flags('continued lines with comments', on('«RUN» a && \\\n    # why\n    b | c && \\\n    d \\\n && e'));
  flags('substitutions and quotes', on('«RUN» a "$(b && c)" && sh -c "d && e" && f && g'), /^4 steps/);
  flags(
    'a file written line by line',
    on('RUN «echo» a > /etc/x && echo b >> /etc/x'),
    '2 commands write one file line by line, which hides what is in it: write it as COPY <<EOF',
    { equivalents: ['tally:prefer-copy-heredoc'] },
  );
  for (const syntax of ['docker/dockerfile:1', 'docker/dockerfile:1.4', 'docker/dockerfile:1.3-labs', 'docker.io/docker/dockerfile'])
    flags(syntax, on('«RUN» a && b && c && d', syntax));
  for (const syntax of ['docker/dockerfile:1.3', 'acme/frontend:2']) passes(syntax, on('RUN a && b && c && d', syntax));
  passes('three steps', on('RUN a && b && c'));
  passes('other lists', on('RUN a && b && c || d && e'));
  passes('semicolons', on('RUN a; b; c; d; e'));
  passes('conditions', on('RUN a && if b; then c; fi && d && e'));
  passes('one line in each file', on('RUN echo a > /x && echo b > /y'));
  passes('what is thrown away', on('RUN echo a > /dev/null && echo b > /dev/null'));
  passes(
    'heredocs, JSON and other shells',
    on('RUN <<EOF\na && b && c && d\nEOF\nRUN ["sh", "-c", "a && b && c && d"]\nSHELL ["pwsh", "-c"]\nRUN a && b && c && d'),
  );
  fixes(
    'flags',
    TITLE,
    on('RUN --mount=type=cache,target=/c a && b && c | d && e'),
    on('RUN --mount=type=cache,target=/c <<EOF\nset -e\na\nb\nc | d\ne\nEOF'),
  );
  fixes(
    'continued commands',
    TITLE,
    on('RUN a \\\n      -x && \\\n    b && c && d'),
    on('RUN <<EOF\nset -e\na \\\n      -x\nb\nc\nd\nEOF'),
  );
  offersNoFix('comments inside', on('RUN a && \\\n    # why\n    b && c && d'));
  offersNoFix('line ends of Windows', on('RUN a && b && c && d\r'));
  offersNoFix('a line that goes on in single quotes', on("RUN p=' \\\n  x \\\n' && b && c && d"));
  fixes(
    'one that goes on in double quotes',
    TITLE,
    on('RUN a "\\"\'" "b \\\n c" && d && e && f'),
    on('RUN <<EOF\nset -e\na "\\"\'" "b \\\n c"\nd\ne\nf\nEOF'),
  );
  offersNoFix('a trigger', on('ONBUILD RUN a && b && c && d'));
  offersNoFix('the word that ends it', on('RUN echo EOF && b && c && d'));
  offersNoFix('a file', on('RUN printf a > /x && printf b >> /x'));
  fixes(
    'a whole file',
    TITLE,
    `# syntax=docker/dockerfile:1
FROM debian:13
# what the program needs
RUN apt-get update \\
 && apt-get install -y --no-install-recommends \\
      ca-certificates \\
      curl \\
 && curl -fsS https://example.com/key | gpg --dearmor > /key \\
 && rm -rf /var/lib/apt/lists/*
USER 10001
CMD ["/app"]
`,
    `# syntax=docker/dockerfile:1
FROM debian:13
# what the program needs
RUN <<EOF
set -e
apt-get update
apt-get install -y --no-install-recommends \\
      ca-certificates \\
      curl
curl -fsS https://example.com/key | gpg --dearmor > /key
rm -rf /var/lib/apt/lists/*
EOF
USER 10001
CMD ["/app"]
`,
  );
});
