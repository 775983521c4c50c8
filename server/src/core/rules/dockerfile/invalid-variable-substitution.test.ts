import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './invalid-variable-substitution.js';

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'an open brace',
    'FROM a\nWORKDIR «${DIR»\n',
    'The brace of "${DIR" is never closed, so the build stops here: close it behind the name',
    {
      severity: 'error',
      equivalents: ['dockerfile-utils:INVALID_SYNTAX'],
    },
  );
  flags('an open brace behind an operator', 'FROM a\nENV A="«${»B:-c"\n');
  flags(
    'an operator of bash',
    'FROM a\nARG N\nLABEL n=«${N^»^}\n',
    'BuildKit lacks the operator in "${N^", so the build stops here: use - + ? # % or /, or a RUN',
    { equivalents: ['dockerfile-utils:UNSUPPORTED_MODIFIER'] },
  );
  flags('a slice', 'FROM a\nENV SHORT=«${SHA:0»:7}\n');
  flags('one inside another', 'FROM a\nENV A=${B:-«${C,»,}}\n');
  flags('no name', 'FROM a\nUSER «${}»\n', '"${}" names no variable, so the build stops here: write the name between the braces');
  flags('a flag, an ARG above FROM and a mount', 'ARG A=«${B»\nFROM --platform=«${C» a\nRUN --mount=type=cache,target=«${D» e\n');
  flags('a heredoc', 'FROM a\nCOPY <<E /b\necho "«${X^»^}"\nE\n');
  flags('a trigger', 'FROM a\nONBUILD WORKDIR «${DIR»\n');
  passes(
    'every operator there is',
    'FROM a\nENV A=${B:-c} D=${B-c} E=${B:+c} F=${B+c} G=${B:?c} H=${B?c} I=${B#c} J=${B##c} K=${B%c} L=${B%%c} M=${B/c/d} N=${B//c/d} O=$B P=${B}\n',
  );
  flags(
    'a quote',
    'FROM a\nWORKDIR «"/b c»\nCOPY d /e«\'s»\n',
    'The quote of ""/b c" is never closed, so the build stops here: close it, or escape it',
    { severity: 'error', equivalents: [] },
  );
  flags('a quote in VOLUME, none in a heredoc', 'FROM a\nCOPY <<E /b\ndon\'t "$C\nE\nVOLUME «"/d»\n');
  flags('a quote in a name, which is read apart', 'FROM a\nLABEL maintainer«"» b <c@d>"\nENV e«"f»=g"\n');
  passes('quotes of pairs, which have a rule of their own', 'FROM a\nLABEL a="b\n');
  passes('closed and escaped quotes', 'FROM a\nWORKDIR "/b c"\nCOPY \'d\' /e\\"\nUSER "$X"\n');
  passes('scripts', 'FROM a\nRUN echo ${X^^} ${Y:0:7}\nCMD echo ${X\nENTRYPOINT ["${Z"]\nHEALTHCHECK CMD b ${X^^}\n');
  passes('quotes and escapes', "FROM a\nENV A='${B' C=\\${D\nCOPY <<'E' /f\n${G^^}\nE\n");
  passes('the image, which has a rule of its own', 'ARG T\nFROM a:${T\n');
  flags(
    'a whole file',
    `ARG NODE_VERSION=24
FROM node:\${NODE_VERSION}-slim
ARG BRANCH=main
ENV NODE_ENV=production \\
    RELEASE=«\${BRANCH//»
WORKDIR /app
COPY . .
CMD ["node", "main.js"]
`.replace('«${BRANCH//»', '«${»BRANCH//x'),
  );
});
