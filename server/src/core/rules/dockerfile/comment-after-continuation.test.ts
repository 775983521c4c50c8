import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './comment-after-continuation.js';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'a comment in a RUN',
    'FROM a\nRUN b && «\\ #» why\n  c\n',
    'Behind \\ stands a comment, so the line ends and the build stops below: move the comment up',
    { severity: 'error', safety: 'safe', equivalents: ['shellcheck:SC1143'] },
  );
  flags(
    'one in front of an instruction',
    'FROM a\nRUN b «\\ #» why\nCMD c\n',
    'Behind \\ stands a comment, so the instruction ends here: move the comment up',
    { severity: 'warning', safety: 'unsafe' },
  );
  flags('one in an ENV', 'FROM a\nENV B=1 «\\  #»c\n    D=2\n', { equivalents: [] });
  flags('one on a continued line', 'FROM a\nRUN b \\\n  c «\\ #» d\n  e\n');
  flags('with the backtick', '# escape=`\nFROM a\nRUN b «` #» c\n  d\n', /^Behind ` stands/);
  flags('at the end of the file', 'FROM a\nRUN b «\\ #» c');
  passes('a comment line in between', 'FROM a\nRUN b \\\n  # why\n  c\n');
  passes('quotes', 'FROM a\nRUN echo "b \\ # c" \'d \\ # e\'\n');
  passes('an escaped blank in a word', 'FROM a\nRUN touch b\\ #c\n');
  passes('a comment without escape', 'FROM a\nRUN b # c\n');
  passes('a comment that is carried on, which is another problem', 'FROM a\nRUN b \\ # c \\\n  d\n');
  passes('a heredoc', 'FROM a\nRUN <<E\nb \\ # c\nd\nE\n');
  fixes(
    'above the line',
    'Move the comment up',
    'FROM a\nRUN b \\\n    c && \\   # why not\n    d\nCMD e\n',
    'FROM a\nRUN b \\\n    # why not\n    c && \\\n    d\nCMD e\n',
  );
  fixes(
    'above the first line, with CRLF',
    'Move the comment up',
    'FROM a\r\nRUN b \\ # c\r\n  d\r\n',
    'FROM a\r\n# c\r\nRUN b \\\r\n  d\r\n',
  );
  offersNoFix('nothing directly below', 'FROM a\nRUN b \\ # c\n\nCMD d\n');
  offersNoFix('the end of the file', 'FROM a\nRUN b \\ # c\n');
  flags(
    'a whole file',
    `# syntax=docker/dockerfile:1
FROM debian:trixie-slim
RUN apt-get update && apt-get install -y --no-install-recommends \\
    ca-certificates \\
    curl «\\ #» the health check needs it
    && rm -rf /var/lib/apt/lists/*
COPY . /srv
HEALTHCHECK CMD curl -f http://localhost/
CMD ["/srv/run"]
`,
  );
});
