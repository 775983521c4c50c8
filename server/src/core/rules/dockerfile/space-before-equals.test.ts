import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './space-before-equals.js';

const clean = (line: string): string => `FROM alpine:3.24\n${line}\n`;

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags('ENV', clean('ENV PORT «=»80'), 'The blank puts "=" into the value of "PORT": write PORT=value without blanks', {
    severity: 'warning',
    equivalents: ['sonar:S6574'],
    safety: 'unsafe',
  });
  flags('LABEL with blanks on both sides', clean('label version «=» "1.0"'), /"version"/);
  flags('a continued line', clean('ENV PORT \\\n  «=»80'));
  flags('a trigger', 'FROM alpine:3.24\nONBUILD ENV A «=»1\n');

  passes('pairs', clean('ENV A=1 B==2'));
  passes('the older form', clean('ENV A b=c'));
  passes('a blank in front of a later equals sign, which is a finding of its own', clean('ENV A=1 B =2'));
  passes('ARG, which has no older form', clean('ARG A =1'));
  passes('RUN', clean('RUN a =b'));

  fixes('a sign at the value', 'Remove the blank', clean('ENV PORT   =80'), clean('ENV PORT=80'));
  fixes('a sign alone', 'Remove the blank', clean('ENV PORT = "80 81"'), clean('ENV PORT="80 81"'));
  fixes('more pairs', 'Remove the blank', clean('LABEL a =1 b=2'), clean('LABEL a=1 b=2'));
  offersNoFix('several words as the value', clean('ENV A = one two'));
  offersNoFix('more signs with blanks', clean('ENV A = 1 B = 2'));
  offersNoFix('a sign alone at the end', clean('ENV A ='));
  offersNoFix('an open quote', clean(`ENV A = it's`));
  offersNoFix('a comment between the lines', clean('ENV A \\\n  # why\n  =1'));

  fixes(
    'a whole file',
    'Remove the blank',
    'FROM python:3.14-slim\r\nENV PYTHONUNBUFFERED =1\r\nWORKDIR /app\r\nCOPY . .\r\nCMD ["python", "app.py"]\r\n',
    'FROM python:3.14-slim\r\nENV PYTHONUNBUFFERED=1\r\nWORKDIR /app\r\nCOPY . .\r\nCMD ["python", "app.py"]\r\n',
  );
});
