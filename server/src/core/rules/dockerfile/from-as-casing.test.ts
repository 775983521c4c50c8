import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './from-as-casing.js';

ruleSuite(rule, ({ flags, passes, fixes }) => {
  flags(
    'lower case behind upper',
    'FROM alpine:3.24 «as» base\n',
    'AS is not in the case of its FROM, though both are one instruction: write AS',
    { severity: 'hint', equivalents: ['buildkit:FromAsCasing', 'sonar:S6476'], safety: 'safe' },
  );
  flags('upper case behind lower', 'from alpine:3.24 «AS» base\n', /write as$/, { equivalents: ['buildkit:FromAsCasing'] });
  flags('mixed case', 'FROM alpine:3.24 «As» base\n', /write AS$/);
  flags('each stage', 'FROM a:1 «as» b\nFROM c:1 AS d\nFROM e:1 «as» f\n');

  passes('upper case', 'FROM alpine:3.24 AS base\n');
  passes('lower case', 'from alpine:3.24 as base\n');
  passes('FROM in mixed case, which is a finding of its own', 'From alpine:3.24 as base\n');
  passes('another instruction', 'FROM alpine:3.24\nRUN cp as b\n');
  passes('no name', 'FROM alpine:3.24\n');
  passes('another word', 'FROM alpine:3.24 to base\n');
  passes('an unfinished name', 'FROM alpine:3.24 as\n');

  fixes(
    'a whole file',
    'Write AS',
    'FROM golang:1.27 \\\r\n  as build\r\nWORKDIR /src\r\nRUN go build -o /as .\r\nFROM debian:trixie-slim\r\nCOPY --from=build /as /as\r\n',
    'FROM golang:1.27 \\\r\n  AS build\r\nWORKDIR /src\r\nRUN go build -o /as .\r\nFROM debian:trixie-slim\r\nCOPY --from=build /as /as\r\n',
  );
});
