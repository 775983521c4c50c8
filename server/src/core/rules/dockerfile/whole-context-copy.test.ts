import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './whole-context-copy.js';

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'the context',
    'FROM node:24\nCOPY «.» /app\n',
    'Whatever stands in the build context ships with this COPY, new files too: name what the program needs',
    { severity: 'hint', equivalents: ['sonar:S6470'] },
  );
  flags('its other names', 'FROM node:24\nCOPY «./» /a\nADD «/» /b\nCOPY «*» /c/\n');
  flags('the exec form', 'FROM node:24\nCOPY [«"."», "/a b"]\n');
  flags('a pattern at the top', 'FROM node:24\nCOPY «*.js» «./s?c» /app/\n', /^"\*\.js" takes whatever/);
  flags('a stage the final one is built on', 'FROM node:24 AS base\nCOPY «.» /app\nFROM base\nCMD ["node"]\n');
  passes('names, and patterns below a folder', 'FROM node:24\nCOPY src package.json /app/\nCOPY src/*.js package*.json Gemfile* /app/\n');
  passes(
    'a stage that only builds',
    'FROM node:24 AS build\nCOPY . .\nFROM node:24-slim\nCOPY --from=build /app /app\nCOPY --from=build . /x\n',
  );
  passes('a variable nobody gives a value', 'FROM node:24\nARG A\nCOPY $A /app\n');
  flags(
    'one line in a whole file',
    'FROM python:3.14-slim\nENV PYTHONUNBUFFERED=1\nWORKDIR /srv\nCOPY requirements.txt .\nRUN pip install --no-cache-dir -r requirements.txt\nCOPY «.» .\nUSER 10001\nEXPOSE 8000\nCMD ["gunicorn", "app:app"]\n',
  );
});
