import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './invalid-directive.js';

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'another escape character',
    '# escape=«/»\nFROM a\n',
    '"/" cannot be the escape character, so the build stops here: use a backslash or a backtick',
    { severity: 'error', equivalents: ['dockerfile-utils:INVALID_ESCAPE_DIRECTIVE'] },
  );
  flags('two characters', '# syntax=docker/dockerfile:1\n# escape = «\\\\»\nFROM a\n');
  flags('an unknown check option', '# check=skip=A;«ignore=B»\nFROM a\n', /^# check= has no option "ignore"/, { equivalents: [] });
  flags('an option without a value', '# check=«skip»\nFROM a\n', /no option "skip"/);
  flags(
    'an error that is no boolean',
    '# check=«error=yes»\nFROM a\n',
    '"yes" is neither true nor false, so the build stops here: write error=true or error=false',
  );
  flags(
    'a list with a blank',
    '# check=skip=A, «B»\nFROM a\n',
    'BuildKit ends the value at the first blank and never reads "B": remove the blank',
    { severity: 'warning', equivalents: [] },
  );
  flags('a second escape', '# escape=`\n# «escape»=\\\nFROM a\n', /^There is a # escape= above already/, {
    equivalents: ['dockerfile-utils:DUPLICATED_ESCAPE_DIRECTIVE'],
  });
  flags(
    'a second syntax in capitals',
    '# syntax=docker/dockerfile:1\r\n  # «SYNTAX»=docker/dockerfile:1.7\r\nFROM a\r\n',
    /# syntax= above/,
    {
      equivalents: [],
    },
  );
  passes('backslash and backtick', '# escape=\\\nFROM a\n');
  passes('a backtick', '# escape=`\n# check=skip=all;error=true;experimental=A,B\nFROM a\n');
  passes('the same word below the block', '# escape=`\n\n# escape=\\\nFROM a\n');
  passes('a repetition behind another comment', '# escape=`\n# why\n# escape=\\\nFROM a\n');
  passes('a plain comment that looks alike', '# author=x\n# author=y\nFROM a\n');
  flags(
    'a whole file',
    `# syntax=docker/dockerfile:1
# check=skip=JSONArgsRecommended
# «check»=error=true
FROM node:24-slim
WORKDIR /app
COPY . .
RUN npm ci \\
  && npm run build
CMD ["node", "main.js"]
`,
    /^There is a # check= above already/,
  );
});
