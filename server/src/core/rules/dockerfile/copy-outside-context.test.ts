import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './copy-outside-context.js';

ruleSuite(rule, ({ flags, passes, fixes }) => {
  flags(
    'a folder above',
    'FROM alpine\nCOPY «../lib» /lib\n',
    '"../lib" lies above the build context, so no build can see it: move it, or build from a higher folder',
    { severity: 'warning', includes: ['dockerfilelint:add_src_invalid'] },
  );
  flags('ADD too', 'FROM alpine\nADD a.txt «../../b.tar» /x/\n');
  flags('a way that ends above', 'FROM alpine\nCOPY «a/../../b» /b\n');
  flags('the context of the folder above', 'FROM alpine\nCOPY «..» /b\n');
  flags('the exec form', 'FROM alpine\nCOPY [«"../a b"», "/x/"]\n');
  flags('a variable with a value', 'FROM alpine\nARG LIB=../lib\nCOPY «$LIB» /lib\n');
  flags('a trigger', 'FROM alpine\nONBUILD COPY «../x» /x\n');
  flags('a path of Windows', '# escape=`\nFROM mcr.microsoft.com/windows/nanoserver:ltsc2025\nCOPY «..\\lib» C:\\lib\n');
  flags(
    'an address',
    'FROM alpine\nCOPY «https://example.com/a.tgz» /a/\n',
    '"https://example.com/a.t…" is an address, which COPY cannot fetch, so the build stops here: use ADD, with a --checksum',
    { severity: 'error', equivalents: [] },
  );
  flags('an address in a variable', 'FROM alpine\nARG URL=http://example.com/a\nCOPY «$URL» /a\n');
  fixes(
    'an address',
    'Use ADD',
    'FROM alpine\nCOPY --chmod=755 https://example.com/a /a\n',
    'FROM alpine\nADD --chmod=755 https://example.com/a /a\n',
  );
  passes('a file of another stage whose name is an address', 'FROM alpine AS a\nFROM alpine\nCOPY --from=a https://x /y\n');
  passes('a way that comes back', 'FROM alpine\nCOPY a/../b /b\n');
  passes('names with dots', 'FROM alpine\nCOPY ..a ...b/c /b/\n');
  passes('another stage', 'FROM alpine AS a\nFROM alpine\nCOPY --from=a /x/../y /y\n');
  passes('an address and a heredoc', 'FROM alpine\nADD https://example.com/a/../../b /b\nCOPY <<../x /x\n../x\n');
  passes('the destination', 'FROM alpine\nWORKDIR /a/b\nCOPY x ../c\n');
  passes('a variable nobody gives a value', 'FROM alpine\nARG LIB\nCOPY $LIB/../.. /x\n');
  flags(
    'one line in a whole file',
    '# syntax=docker/dockerfile:1\nFROM golang:1.27 AS build\nWORKDIR /src\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nCOPY «../proto» /proto\nRUN CGO_ENABLED=0 go build -o /out/api ./cmd/api\n\nFROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=build /out/api /api\nENTRYPOINT ["/api"]\n',
  );
});
