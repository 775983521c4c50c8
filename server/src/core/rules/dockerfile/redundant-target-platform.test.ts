import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './redundant-target-platform.js';

ruleSuite(rule, ({ flags, passes, fixes }) => {
  flags(
    'the variable',
    'FROM «--platform=$TARGETPLATFORM» alpine:3.24\n',
    'FROM takes the platform that is built for by itself: remove --platform',
    { severity: 'hint', equivalents: rule.equivalents, safety: 'safe' },
  );
  flags('braces', 'from «--platform=${TARGETPLATFORM}» alpine:3.24 as x\n');
  flags('a declared argument without a default', 'ARG TARGETPLATFORM\nFROM «--platform=$TARGETPLATFORM» alpine:3.24\n');

  passes('the platform of the building machine', 'FROM --platform=$BUILDPLATFORM alpine:3.24\n');
  passes('a default', 'FROM --platform=${TARGETPLATFORM:-linux/amd64} alpine:3.24\n');
  passes('a default of its own', 'ARG TARGETPLATFORM=linux/arm64\nFROM --platform=$TARGETPLATFORM alpine:3.24\n');
  passes('a part', 'FROM --platform=$TARGETPLATFORM/v8 alpine:3.24\n');
  passes('a literal', 'FROM --platform=linux/amd64 alpine:3.24\n');
  passes('another instruction', 'FROM alpine:3.24\nCOPY --platform=$TARGETPLATFORM a b\n');
  passes('no flag', 'FROM alpine:3.24\n');

  fixes(
    'a whole file',
    'Remove --platform',
    'FROM --platform=$BUILDPLATFORM node:24 AS build\r\nCOPY . .\r\nRUN npm ci\r\nFROM  --platform=$TARGETPLATFORM  nginx:1.30-alpine\r\nCOPY --from=build /dist /usr/share/nginx/html\r\n',
    'FROM --platform=$BUILDPLATFORM node:24 AS build\r\nCOPY . .\r\nRUN npm ci\r\nFROM  nginx:1.30-alpine\r\nCOPY --from=build /dist /usr/share/nginx/html\r\n',
  );
});
