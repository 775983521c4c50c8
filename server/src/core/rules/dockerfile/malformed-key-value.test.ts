import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './malformed-key-value.js';

const clean = (line: string): string => `FROM alpine:3.24\n${line}\n`;

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'a value with blanks',
    clean('LABEL a=1 description=A «small» image'),
    '"small" has no =, so the build stops here: put quotes around a value with blanks, or write NAME=value',
    { severity: 'error', equivalents: ['dockerfile-utils:SYNTAX_MISSING_EQUALS', 'dockerfilelint:label_invalid'] },
  );
  flags('a word on a continued line', clean('ENV A=1 \\\n  # note\n  «B» 2'), {
    equivalents: ['dockerfile-utils:SYNTAX_MISSING_EQUALS', 'dockerfilelint:invalid_format'],
  });
  flags('no name', clean('ENV A=1 «=2»'), '"=2" has no name in front of its =, so the build stops here: write NAME=value without blanks', {
    equivalents: ['dockerfile-utils:SYNTAX_MISSING_NAMES'],
  });
  flags('no name at the start', clean('LABEL «=2»'));
  flags('no name in ARG', clean('ARG A «=2»'));
  flags('an ARG above FROM', 'ARG «=2»\nFROM alpine:3.24\n');
  flags('a blank in front of a later =', clean('ENV A=1 «B» =2'), /^"B" has no =/);
  flags(
    'an open double quote',
    clean('ENV A=«"»one two'),
    'This quote is never closed, so the build stops here: close it, or put \\ in front of it',
    { equivalents: ['dockerfile-utils:SYNTAX_MISSING_DOUBLE_QUOTE'] },
  );
  flags('an apostrophe', clean("LABEL a=1 b=it«'»s c=3"), { equivalents: ['dockerfile-utils:SYNTAX_MISSING_SINGLE_QUOTE'] });
  flags('a quote around the sign', clean('ENV A=1 «"»B=2"'));
  flags('an apostrophe in the older form', clean("ENV MESSAGE it«'»s fine"));
  flags('quotes around a name with a blank', clean('ENV «"»A B" c'));
  flags('an open quote in ARG', clean('ARG A=«"»x'));
  flags('an open quote on continued lines', clean('ENV A=1 «B»="x \\\n  y'));
  flags('the other escape character', '# escape=`\nFROM a\nENV A=«"»x`"\n', /put ` in front of it$/);
  flags('a trigger', 'FROM alpine:3.24\nONBUILD ENV A=1 «B»\n');

  passes('pairs', clean('ENV A=1 B="two words" C=\'it is\' D=a\\ b E= F="" G==x'));
  passes('the older form', clean('ENV A b c d'));
  passes('an equals sign in the older form, which is a finding of its own', clean('ENV A = b'));
  passes('words without = in ARG', clean('ARG A B C=1'));
  passes('an escaped quote', clean(`ENV A=it\\'s B=\\"`));
  passes('the other quote inside quotes', clean(`LABEL a="it's" b='"'`));
  passes('a name alone, which has too few arguments', clean('ENV A'));
  passes('without arguments', clean('LABEL'));
  passes('other instructions', clean("RUN echo it's\nCMD a=b c"));

  flags(
    'a whole file',
    `FROM node:24-slim
LABEL org.opencontainers.image.title="Web" \\
      org.opencontainers.image.description=The «web» server
WORKDIR /app
COPY . .
RUN npm ci
CMD ["node", "."]
`,
  );
});
