import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './empty-continuation-line.js';

ruleSuite(rule, ({ flags, passes, fixes }) => {
  flags(
    'an empty line',
    'FROM a\nRUN b «\\»\n\n c\n',
    'The RUN goes on below the empty line, which BuildKit will refuse one day: delete the empty line',
    { severity: 'warning', safety: 'safe', equivalents: ['buildkit:NoEmptyContinuation', 'dockerfile-utils:EMPTY_CONTINUATION_LINE'] },
  );
  flags('two places', 'FROM a\nENV B=1 «\\»\n \t\n\n C=2 \\\n D=3 «\\»  \n\n E=4\n');
  flags('one behind a comment', 'FROM a\nRUN b «\\»\n # c\n\n d\n');
  flags('with the backtick', '# escape=`\nFROM a\nRUN b «`»\n\n c\n');
  flags(
    'a swallowed instruction',
    'FROM a\nRUN b «\\»\n\nCMD c\n',
    'This \\ makes CMD below the empty line part of this instruction: remove it',
    { severity: 'error', safety: 'unsafe' },
  );
  passes('comment lines', 'FROM a\nRUN b \\\n # c\n # d\n e\n');
  passes('the body of a heredoc', 'FROM a\nRUN <<E\nb \\\n\nc\nE\n');
  passes('an escape at the end of the file', 'FROM a\nRUN b \\\n\n');
  passes('empty lines between instructions', 'FROM a\n\nRUN b\n\n');
  fixes(
    'all lines of one place, with CRLF',
    'Delete the empty lines',
    'FROM a\r\nRUN b \\\r\n\r\n  \r\n c\r\n',
    'FROM a\r\nRUN b \\\r\n c\r\n',
  );
  fixes('keeps comments', 'Delete the empty lines', 'FROM a\nRUN b \\\n\n# c\n\n d\n', 'FROM a\nRUN b \\\n# c\n d\n');
  fixes('one line', 'Delete the empty line', 'FROM a\nRUN b \\\n\n c\n', 'FROM a\nRUN b \\\n c\n');
  fixes(
    'frees the instruction',
    'End the instruction here',
    'FROM a\nRUN b \\\n  c \\\n\nCMD d\nUSER e\n',
    'FROM a\nRUN b \\\n  c\n\nCMD d\nUSER e\n',
  );
  flags(
    'a whole file',
    `FROM python:3.14-slim
RUN apt-get update \\
 && apt-get install -y --no-install-recommends «\\»

    libpq5 \\
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY . .
RUN pip install --no-cache-dir -r requirements.txt «\\»

EXPOSE 8000
CMD ["python", "main.py"]
`,
  );
});
