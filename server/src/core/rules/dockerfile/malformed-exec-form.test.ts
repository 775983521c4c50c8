import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './malformed-exec-form.js';

const FIX = 'Write it as a JSON array';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'single quotes',
    "FROM a\nCMD «['b', 'c d']»\n",
    'JSON knows only straight double quotes, so CMD takes this for shell text: write ["like", "this"]',
    {
      severity: 'error',
      safety: 'unsafe',
      equivalents: [
        'sonar:S7030',
        'kics:34945ae8-730d-424c-8279-b064d9f108de',
        'dockerfile-utils:JSON_IN_SINGLE_QUOTES',
        'tally:invalid-json-form',
      ],
    },
  );
  flags('curly quotes', 'FROM a\nENTRYPOINT «[“b”, “c”]»\n', /straight double quotes/);
  flags('words without quotes', 'FROM a\nCMD «[b, c]»\nRUN «[ b, "c" ]»\nENTRYPOINT «[b]»\n', /need double quotes/, {
    excludes: ['dockerfile-utils:JSON_IN_SINGLE_QUOTES'],
  });
  flags('a trailing comma', 'FROM a\nCMD «["b", "c",]»\n', /comma is missing or too much/);
  flags('a missing comma', 'FROM a\nCMD «["b" "c"]»\n', /comma is missing or too much/);
  flags('a path with single backslashes', 'FROM a\nCMD «["C:\\x\\y.exe"]»\n', /no JSON escape/);
  flags('text behind the array', 'FROM a\nRUN «["b", "c"] && d»\nCMD «["b"] c»\n', /Text stands behind/);
  flags('an array that is not closed', 'FROM a\nCMD «["b", "c"»\nRUN «["b", "c»\n', /not closed/);
  flags('a number', 'FROM a\nCMD «["sleep", 5]»\n', /no string/);
  flags('HEALTHCHECK', "FROM a\nHEALTHCHECK --interval=5s CMD «['b']»\n");
  flags('paths', "FROM a\nCOPY «['b', 'c']»\nADD «[b, c]»\nVOLUME «['/b']»\n");
  flags('several lines', "FROM a\nCMD «['b', \\\n # d\n 'c']»\n");
  flags('a trigger', "FROM a\nONBUILD CMD «['b']»\n");

  passes('JSON', 'FROM a\nCMD ["b", "c"]\nCMD []\nCOPY ["b c", "d"]\nHEALTHCHECK CMD ["b"]\nVOLUME ["/b"]\n');
  passes(
    'tests of the shell',
    'FROM a\nRUN [ -f b ] && c\nRUN [[ -n "$B" ]] || c\nRUN [ "$B" = c ] && d\nRUN [ "$B" != "c" ]\nRUN [ $B -eq 1 ] || d\nRUN [ ! -e b ]\nRUN [ "$B" ] && d\nRUN [ b = c ] || d\nCMD [ -x /b ] && /b\nRUN ["$B" = c] && d\n',
  );
  passes('file patterns', 'FROM a\nCOPY [a-z]*.txt /b/\nCOPY [ab].txt c /d/\nADD [!a]* /b/\nRUN [a-z]*\n');
  passes(
    'brackets elsewhere',
    "FROM a\nCMD b ['c']\nENV B=['c']\nLABEL b=\"['c']\"\nRUN <<EOF\n['b']\nEOF\nHEALTHCHECK NONE\nSHELL ['b']\n",
  );
  passes('a bracket alone', 'FROM a\nCMD [\nRUN [ \nCMD ["\n');

  fixes('single quotes', FIX, "FROM a\r\nCMD ['b', 'c \"d\"']\r\n", 'FROM a\r\nCMD ["b", "c \\"d\\""]\r\n');
  fixes('words without quotes', FIX, 'FROM a\nCMD [b, -c, "d"]', 'FROM a\nCMD ["b", "-c", "d"]');
  fixes('a backslash', FIX, 'FROM a\nCMD ["C:\\x.exe", "b\\"c"]\n', 'FROM a\nCMD ["C:\\\\x.exe", "b\\"c"]\n');
  fixes('HEALTHCHECK', FIX, "FROM a\nHEALTHCHECK CMD ['b']\n", 'FROM a\nHEALTHCHECK CMD ["b"]\n');
  fixes('a trigger', FIX, "FROM a\nONBUILD CMD ['b']\n", 'FROM a\nONBUILD CMD ["b"]\n');
  fixes('numbers', FIX, 'FROM a\nCMD ["sleep", 5]\n', 'FROM a\nCMD ["sleep", "5"]\n');
  offersNoFix('text behind the array', 'FROM a\nRUN ["b"] && c\n');
  offersNoFix('an array that is not closed', 'FROM a\nCMD ["b", "c"\n');
  offersNoFix('a comment inside', "FROM a\nCMD ['b', \\\n# c\n 'd']\n");

  flags(
    'a whole file',
    `FROM node:24-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN [ -n "$NODE_ENV" ] || npm ci --omit=dev
COPY . .
HEALTHCHECK --interval=30s CMD ["node", "health.js"]
USER 1000
ENTRYPOINT «['docker-entrypoint.sh']»
CMD «[“node”, “server.js”]»
`,
  );
});
