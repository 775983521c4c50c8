import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './copy-from-empty-stage.js';

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'an empty stage',
    'FROM scratch AS a\nENV X=1\nLABEL y=z\nFROM b\nCOPY --from=«a» /c /\n',
    'Stage "a" is scratch without any file, so nothing is found: fill it, or name another stage',
    { severity: 'error', equivalents: ['tally:copy-from-empty-scratch-stage'] },
  );
  flags('one without a name', 'FROM scratch\nFROM b\nCOPY --from=«0» c /\n', /^Stage "0"/);
  flags('one on top of another', 'FROM scratch AS a\nFROM a AS b\nFROM c\nCOPY --from=«b» ["/d", "/"]\n');
  flags('one by default', 'ARG X=scratch\nFROM $X AS a\nFROM b\nCOPY --from=«a» /c /\n');
  passes('a stage with files', 'FROM scratch AS a\nCOPY b /\nFROM c\nCOPY --from=a /b /\n');
  passes('a stage on top of one with files', 'FROM scratch AS a\nADD b /\nFROM a AS c\nFROM d\nCOPY --from=c /b /\n');
  passes('a folder', 'FROM scratch AS a\nWORKDIR /x\nFROM d\nCOPY --from=a /x /x\n');
  passes('all of it', 'FROM scratch AS a\nFROM b\nCOPY --from=a / /\nCOPY --from=a . /c/\nCOPY --from=a /*.txt /d/\n');
  passes('another base', 'FROM alpine:3 AS a\nFROM b\nCOPY --from=a /etc/passwd /etc/\n');
  passes('a mount', 'FROM scratch AS a\nFROM b\nRUN --mount=from=a,target=/c d\n');
  passes('a stage that is replaced', 'FROM scratch AS src\nFROM b\nCOPY --from=src /c /\n', { options: { buildContexts: ['src'] } });
  flags(
    'a whole file',
    'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /app\n\nFROM scratch AS certs\nUSER 10001\n\nFROM scratch\nCOPY --from=build /app /app\nCOPY --from=«certs» /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/\nENTRYPOINT ["/app"]\n',
  );
});
