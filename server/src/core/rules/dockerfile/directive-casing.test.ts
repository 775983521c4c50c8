import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './directive-casing.js';

ruleSuite(rule, ({ flags, passes, fixes }) => {
  flags(
    'a capital',
    '# «Syntax»=docker/dockerfile:1\nFROM a\n',
    'Parser directives are written in lower case, and some tools find them only so: write syntax',
    { severity: 'hint', safety: 'safe' },
  );
  flags('each of two', '#«ESCAPE»=`\n  # «Check» = skip=A\nFROM a\n');
  passes('lower case', '# syntax=docker/dockerfile:1\n# escape=`\nFROM a\n');
  passes('a comment that reads like one', '# x\n# Syntax=docker/dockerfile:1\nFROM a\n');
  passes('capitals in the value', '# check=skip=StageNameCasing\nFROM a\n');
  fixes('with CRLF', 'Write check', '#  CHECK =skip=A\r\nFROM a\r\n', '#  check =skip=A\r\nFROM a\r\n');
  flags('a whole file', '# «SYNTAX»=docker/dockerfile:1\n\nFROM node:24-slim\nWORKDIR /app\nCOPY . .\nCMD ["node", "main.js"]\n');
});
