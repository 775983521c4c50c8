import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './run-swallowed-by-comment.js';

ruleSuite(rule, ({ flags, passes, fixes }) => {
  flags(
    'a comment behind code',
    'FROM a\nRUN b «# c» \\\n && d\n',
    'The lines of a RUN are joined, so the shell ignores all that follows this comment: move it to a line of its own',
    { severity: 'warning', safety: 'unsafe' },
  );
  flags('the first of several', 'FROM a\nRUN b \\\n c «# d» \\\n e # f \\\n g\n');
  flags('a comment with an apostrophe', "FROM a\nRUN b && «# don't» \\\n c\n");
  flags('a trigger', 'FROM a\nONBUILD RUN b «# c» \\\n && d\n');
  flags('a comment in a substitution', 'FROM a\nRUN b $(c «# d» \\\n )\n');
  passes('comment lines', 'FROM a\nRUN b \\\n # c\n && d\n');
  passes('a comment on the last line', 'FROM a\nRUN b \\\n && c # d\n');
  passes('a # that is no comment', 'FROM a\nRUN b "# c" \'# d\' ${#e} $# f#g \\# \\\n && h\n');
  passes('a heredoc', 'FROM a\nRUN <<E\nb # c \\\nd\nE\n');
  passes('the exec form', 'FROM a\nRUN ["b", "# c", \\\n "d"]\n');
  passes('PowerShell', '# escape=`\nFROM mcr.microsoft.com/windows/servercore:ltsc2025\nSHELL ["powershell"]\nRUN b # c `\n d\n');
  passes('other instructions', 'FROM a\nENV b=c # d \\\n e=f\n');
  fixes(
    'the operator at the end stays with the code',
    'Move comments to lines of their own',
    'FROM a\nRUN b && \\\n    echo c # note && \\\n    d\n',
    'FROM a\nRUN b && \\\n    # note\n    echo c && \\\n    d\n',
  );
  fixes(
    'all of them, with CRLF',
    'Move comments to lines of their own',
    'FROM a\r\nRUN apt-get install b # one \\\r\n  c    # two \\\r\n  d # three\r\n',
    'FROM a\r\n# one\r\nRUN apt-get install b \\\r\n  # two\r\n  c \\\r\n  d # three\r\n',
  );
  flags(
    'a whole file',
    `FROM debian:trixie-slim
RUN apt-get update && apt-get install -y --no-install-recommends \\
      ca-certificates \\
      curl       «# used by the check» \\
      tzdata \\
 && rm -rf /var/lib/apt/lists/*
# Everything below runs without root.
USER 10001
CMD ["sleep", "1d"]
`,
  );
});
