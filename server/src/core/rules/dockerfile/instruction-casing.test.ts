import * as assert from 'node:assert/strict';
import { lintWith, ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './instruction-casing.js';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'one in lower case',
    'FROM alpine:3.24\n«run» true\nCMD ["x"]\n',
    'Most instructions here are in upper case, this one is not: write RUN',
    { severity: 'hint', equivalents: rule.equivalents, safety: 'safe' },
  );
  flags(
    'one in upper case',
    'from alpine:3.24\n«RUN» true\ncmd ["x"]\n',
    'Most instructions here are in lower case, this one is not: write run',
    { equivalents: ['buildkit:ConsistentInstructionCasing'] },
  );
  flags(
    'several, once',
    'FROM alpine:3.24\nARG A\nENV B=1\n«run» true\nUser 1\ncmd ["x"]\n',
    'Most instructions are in upper case, run and 2 more are not: write them alike',
  );
  flags('as many of each', 'FROM alpine:3.24\n«run» true\n', /upper case/);
  flags('mixed case', 'from alpine:3.24\n«Run» true\n', /write run$/, { equivalents: ['buildkit:ConsistentInstructionCasing'] });
  flags('mixed case throughout', '«From» alpine:3.24\nRun true\n', /upper case, From and 1 more/);
  flags('a piece of a file', 'RUN true\n«copy» a b\nUSER 1\n');

  flags('words that are no instructions do not count', 'from a:1\nrun b\n«RUN» c\nXX y\nZZ y\n', /lower case/);
  passes('upper case', 'FROM alpine:3.24 as x\nRUN true\n');
  passes('lower case', 'from alpine:3.24\nrun true\nonbuild RUN x\n');
  passes('words that are no instructions', 'FROM alpine:3.24\nRUN true\nruun x\n');
  passes('nothing', '# nothing\n');

  flags(
    'lower case where upper is wanted',
    '«from» alpine:3.24\nRUN true\n',
    'The settings want instructions in upper case: write FROM',
    { options: { casing: 'upper' } },
    { equivalents: rule.equivalents },
  );
  flags(
    'a consistent file where upper is wanted',
    '«from» alpine:3.24\nrun true\n',
    'The settings want instructions in upper case, and 2 are not: write them so',
    { options: { casing: 'upper' } },
    { excludes: ['buildkit:ConsistentInstructionCasing'] },
  );

  fixes(
    'AS along with FROM',
    'Write all in upper case',
    'from a:1 as b\nRUN true\nRUN true\nONBUILD run x\ncopy a as b\nUSER 1\n',
    'FROM a:1 AS b\nRUN true\nRUN true\nONBUILD run x\nCOPY a as b\nUSER 1\n',
  );
  fixes('lower case', 'Write from', 'FROM a:1 AS b\nrun true\nuser 1\n', 'from a:1 as b\nrun true\nuser 1\n');
  offersNoFix('hundreds of them', `FROM a:1\n${'RUN true\n'.repeat(202)}${'run true\n'.repeat(201)}`);
  fixes(
    'a whole file',
    'Write WORKDIR',
    'FROM node:24-slim\r\n# where it lives\r\nworkdir /app\r\nCOPY . .\r\nRUN npm ci \\\r\n  # now\r\n  && npm run build\r\nUSER 1000\r\nCMD ["node", "."]\r\n',
    'FROM node:24-slim\r\n# where it lives\r\nWORKDIR /app\r\nCOPY . .\r\nRUN npm ci \\\r\n  # now\r\n  && npm run build\r\nUSER 1000\r\nCMD ["node", "."]\r\n',
  );

  it('points at the others', () => {
    const [found] = lintWith(rule, 'FROM a\nRUN b\nRUN c\nrun d\nrun e\n');
    assert.deepEqual(
      found?.related.map(({ message }) => message),
      ['Write RUN'],
    );
  });
});
