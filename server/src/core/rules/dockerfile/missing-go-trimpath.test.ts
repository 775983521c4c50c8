import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import missingGoTrimpath from './missing-go-trimpath.js';

const run = (script: string) => `FROM golang:1.27\nRUN ${script}\n`;

ruleSuite(missingGoTrimpath, ({ flags, passes, fixes }) => {
  flags(
    'go build',
    run('CGO_ENABLED=0 go «build» -o /app ./cmd'),
    '"go build" writes the folders of the builder into the binary, so it differs by place: add -trimpath',
    {
      severity: 'hint',
      safety: 'unsafe',
    },
  );
  flags('go install', run('go «install» -ldflags "-s" ./...'));
  flags('a builder stage', 'FROM golang:1.27 AS build\nRUN go «build» -o /app\nFROM scratch\nCOPY --from=build /app /app\n');
  flags(
    'one line in a whole file',
    'FROM golang:1.27 AS build\r\nWORKDIR /src\r\nCOPY . .\r\nRUN go test ./... \\\r\n  # the program\r\n && go «build» \\\r\n  -o /app\r\nFROM gcr.io/distroless/static-debian13:nonroot\r\nCOPY --from=build /app /app\r\nENTRYPOINT ["/app"]\r\n',
  );
  passes('the option', run('go build -trimpath -o /app && go install -v -trimpath ./cmd'));
  passes('GOFLAGS', 'FROM golang:1.27\nENV GOFLAGS="-mod=vendor -trimpath"\nRUN go build -o /app\n');
  passes('GOFLAGS of the command', run('GOFLAGS=-trimpath go build -o /app'));
  passes('a setting', run('go env -w GOFLAGS=-trimpath && go build -o /app'));
  passes('what is thrown away', run('go build ./... && go build -o /dev/null . && go vet && go test ./...'));
  passes('a stage that is not used', 'FROM golang:1.27 AS x\nRUN go build -o /app\nFROM alpine:3.24\n');
  fixes('go build', 'Add -trimpath', run('go build -o /app'), run('go build -trimpath -o /app'));
});
