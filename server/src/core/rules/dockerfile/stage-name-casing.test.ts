import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './stage-name-casing.js';

ruleSuite(rule, ({ flags, passes, fixes }) => {
  flags(
    'upper-case letters',
    'FROM alpine:3.24 AS «BuildBase»\n',
    'The builder reads this name in lower case, however it is written: write "buildbase"',
    { severity: 'hint', equivalents: ['buildkit:StageNameCasing'], safety: 'safe' },
  );
  flags('lower-case keywords', 'from alpine:3.24 as «A»\n');
  passes('lower case', 'FROM alpine:3.24 AS build-base_1.2\n');
  passes('no name', 'FROM Alpine\n');
  passes('a reference in another case', 'FROM alpine:3.24 AS base\nFROM Base\n');

  fixes(
    'what refers to it',
    'Write it in lower case',
    'FROM alpine:3.24 AS Base\nFROM BASE AS next\nCOPY --from=Base --link /a /b\nRUN --mount=type=bind,from=Base,target=/x true\nCOPY --from=base /c /d\nCOPY --from=0 /e /f\n',
    'FROM alpine:3.24 AS base\nFROM base AS next\nCOPY --from=base --link /a /b\nRUN --mount=type=bind,from=base,target=/x true\nCOPY --from=base /c /d\nCOPY --from=0 /e /f\n',
  );
  fixes(
    'a whole file',
    'Write it in lower case',
    'FROM node:24 AS Builder\r\nWORKDIR /app\r\nCOPY . .\r\nRUN npm ci && npm run build\r\n\r\nFROM nginx:1.30-alpine\r\n# Builder\r\nCOPY --from=Builder \\\r\n  /app/dist /usr/share/nginx/html\r\n',
    'FROM node:24 AS builder\r\nWORKDIR /app\r\nCOPY . .\r\nRUN npm ci && npm run build\r\n\r\nFROM nginx:1.30-alpine\r\n# Builder\r\nCOPY --from=builder \\\r\n  /app/dist /usr/share/nginx/html\r\n',
  );
});
