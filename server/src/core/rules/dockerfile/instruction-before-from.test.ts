import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './instruction-before-from.js';

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'an instruction above FROM',
    '«ENV» A=b\nFROM a\n',
    'ENV stands above the first FROM, where only ARG may stand: move it below a FROM',
    {
      severity: 'error',
      includes: ['hadolint:DL3061', 'dockerfile-utils:NO_SOURCE_IMAGE', 'dockerfilelint:from_first'],
      excludes: ['tally:require-stages'],
    },
  );
  flags('each of several, ARG left out', 'ARG A\n«RUN» b\n«LABEL» c=d\nFROM a\nRUN e\n');
  flags('a file without FROM', '«RUN» b\nUSER c\n', /No FROM in this file/, { includes: ['hadolint:DL3061', 'tally:require-stages'] });
  flags('a file without FROM that starts with ARG', 'ARG A\n«RUN» b\n', {
    includes: ['tally:require-stages'],
    excludes: ['hadolint:DL3061'],
  });
  flags('a file of ARG', '«ARG» A\n', { excludes: ['hadolint:DL3061'] });
  passes('comments, directives, blank lines and ARG', '# syntax=docker/dockerfile:1\n# c\n\nARG A=b\n\nFROM a:$A\nRUN c\n');
  passes('lower case', 'arg A\nfrom a\n');
  passes('an empty file', '');
  passes('a file of comments', '# c\n');
  passes('an unknown word, which has a finding of its own', 'FORM a\nRUN b\n');
  passes('an unknown word above FROM', 'foo\nFROM a\n');
  flags(
    'a whole file',
    `# syntax=docker/dockerfile:1
# The versions are raised by a bot.
ARG PYTHON_VERSION=3.14
«LABEL» org.opencontainers.image.title="app"

FROM python:\${PYTHON_VERSION}-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
USER 10001
CMD ["python", "-m", "app"]
`,
  );
});
