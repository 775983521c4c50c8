import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import missingSourceDateEpoch from './missing-source-date-epoch.js';

ruleSuite(missingSourceDateEpoch, ({ flags, passes, fixes }) => {
  flags('a compiler', '«FROM» golang:1.27\nRUN go build -o /app\n', /^SOURCE_DATE_EPOCH is not declared/, {
    severity: 'hint',
    safety: 'unsafe',
  });
  flags('packages', '«FROM» debian:trixie\nRUN apt-get update && apt-get install -y curl\n');
  flags('packages of a language', '«FROM» python:3.14\nRUN pip install -r r.txt\n');
  flags('archives', '«FROM» a:1\nRUN tar -czf /a.tgz /a && zip b.zip b\n');
  flags('a global ARG, which no stage sees', 'ARG SOURCE_DATE_EPOCH\n«FROM» golang:1.27\nRUN go build -o /app\n');
  flags(
    'the builder of a whole file',
    '# syntax=docker/dockerfile:1\r\n«FROM» golang:1.27 AS build\r\nWORKDIR /src\r\nCOPY . .\r\nRUN go build -o /app .\r\nFROM gcr.io/distroless/static-debian13:nonroot\r\nCOPY --from=build /app /app\r\nENTRYPOINT ["/app"]\r\n',
  );
  passes('ARG, ENV, a parent', 'FROM a:1 AS x\nARG SOURCE_DATE_EPOCH\nFROM x\nRUN go build -o /app\n');
  passes('ENV', 'FROM golang:1.27\nENV SOURCE_DATE_EPOCH=0\nRUN go build -o /app\n');
  passes('a stage that only unpacks', 'FROM a:1\nRUN tar -xzf /a.tgz && mkdir /b\n');
  passes('a stage that is not used', 'FROM golang:1.27 AS x\nRUN go build -o /app\nFROM a:1\n');
  fixes(
    'the ARG',
    'Declare SOURCE_DATE_EPOCH',
    'FROM golang:1.27\n# build\nRUN go build -o /app\n',
    'FROM golang:1.27\nARG SOURCE_DATE_EPOCH\n# build\nRUN go build -o /app\n',
  );
});
