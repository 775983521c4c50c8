import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './invalid-stage-name.js';

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'another word than AS',
    'FROM a «IS» b\n',
    '"IS" stands where only AS may, so the build stops here: write AS, or remove what follows the image',
    { severity: 'error', equivalents: ['dockerfile-utils:INVALID_AS'] },
  );
  flags('a comment', 'FROM a «#» b\n', /^"#" stands/);
  flags(
    'a digit first',
    'FROM a AS «1b»\n',
    '"1b" is no name for a stage, so the build stops here: use letters, then digits, . - or _ too',
    { equivalents: ['dockerfile-utils:INVALID_BUILD_STAGE_NAME'] },
  );
  flags('other characters', 'FROM a AS «b/c»\nFROM a as «_d»\nFROM a AS «"e"»\n');
  flags(
    'a variable',
    'ARG N=x\nFROM a AS «b-$N»\n',
    'BuildKit puts no variables into names of stages, so the build stops at "b-$N": write the name out',
  );
  flags('one on the next line', 'FROM a \\\n  AS «é»\n');
  passes('plain names', 'FROM a AS b\nFROM a as B.c-d_9\nFROM a\n');
  passes('another number of words, which has a rule of its own', 'FROM a b\nFROM a AS b c\nFROM a AS\n');
  flags(
    'a whole file',
    'FROM golang:1.27 AS «go:build»\nWORKDIR /src\nCOPY . .\nRUN go build -o /app\n\nFROM scratch\nCOPY --from=0 /app /app\nUSER 10001\nENTRYPOINT ["/app"]\n',
  );
});
