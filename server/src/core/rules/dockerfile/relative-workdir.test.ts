import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './relative-workdir.js';

const clean = (path: string): string => `FROM node:24-slim\nWORKDIR ${path}\n`;

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags('a relative path', clean('«app»'), 'Where "app" lies depends on the base image, which may change it: write an absolute path', {
    severity: 'warning',
    equivalents: rule.equivalents,
    safety: 'unsafe',
  });
  flags('a dot', clean('«.»'));
  flags('quotes', clean('«"my app"»'), /^Where "my app"/);
  flags('only the first of a stage', 'FROM a:1\nWORKDIR «app»\nWORKDIR src\n');
  flags('a variable further on', clean('«app/$NAME»'));
  flags('each stage for itself', 'FROM a:1\nWORKDIR /x\nFROM b:1\nWORKDIR «y»\n');
  flags(
    'a tilde',
    'FROM a:1\nWORKDIR /x\nWORKDIR «~/app»\n',
    'WORKDIR makes a directory called "~", as no shell reads it: write the path of the home directory',
    { equivalents: [] },
  );
  flags('a tilde at first, which Sonar takes for absolute', clean('«~»'), { excludes: ['sonar:S7021'], includes: ['hadolint:DL3000'] });
  flags('a trigger', 'FROM a:1\nONBUILD WORKDIR «app»\n');

  for (const path of ['/app', '"/app"', "'/my app'", 'C:\\\\app', 'c:/app', '\\app', '$HOME/x', '${APP}', '%ProgramFiles%', ''])
    passes(path, clean(path));
  passes('below an absolute one', 'FROM a:1\nWORKDIR /x\nRUN true\nWORKDIR y\n');
  passes('below one of the parent stage', 'FROM a:1 AS base\nWORKDIR /x\nFROM base\nWORKDIR y\n');
  passes('below a variable', 'FROM a:1\nWORKDIR $HOME\nWORKDIR y\n');

  fixes('a dot in front', 'Write /app', clean('./app'), clean('/app'));
  fixes('quotes', 'Write /app', clean('"app"'), clean('"/app"'));
  offersNoFix('the directory of the base', clean('.'));
  offersNoFix('a way up', clean('../app'));
  offersNoFix('blanks', clean('my app'));
  offersNoFix('a tilde', clean('~/app'));
  fixes(
    'a whole file',
    'Write /usr/src/app',
    'FROM python:3.14-slim\r\n# where it lives\r\nWORKDIR usr/src/app\r\nCOPY requirements.txt .\r\nRUN pip install --no-cache-dir -r requirements.txt\r\nWORKDIR sub\r\nCMD ["python", "app.py"]\r\n',
    'FROM python:3.14-slim\r\n# where it lives\r\nWORKDIR /usr/src/app\r\nCOPY requirements.txt .\r\nRUN pip install --no-cache-dir -r requirements.txt\r\nWORKDIR sub\r\nCMD ["python", "app.py"]\r\n',
  );
});
