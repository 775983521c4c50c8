import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './unscanned-builder-stage.js';

const sbom = { options: { sbom: true } };
const END = 'FROM scratch\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n';
const ARG = 'ARG BUILDKIT_SBOM_SCAN_STAGE';

ruleSuite(rule, ({ flags, passes, fixes }) => {
  flags(
    'a builder',
    `FROM golang:1.27 AS «build»\nRUN go build\n${END}`,
    'The SBOM leaves out stage "build", where the program is built: set ARG BUILDKIT_SBOM_SCAN_STAGE=true',
    { severity: 'hint', equivalents: [], safety: 'safe' },
    sbom,
  );
  flags(
    'each of several',
    `FROM golang:1.27 AS «build»\nFROM «debian:13»\nFROM gcr.io/distroless/static-debian13\nCOPY --from=build /a /a\nCOPY --from=1 /b /b\n`,
    sbom,
  );
  flags('one that is turned off', `FROM golang:1.27 AS «build»\n${ARG}=false\n${END}`, sbom);
  flags('one that a list leaves out', `${ARG}=test,web\nFROM golang:1.27 AS «build»\n${END}`, sbom);
  passes('everything without the option', `FROM golang:1.27 AS build\n${END}`);
  passes('a builder that is scanned', `FROM golang:1.27 AS build\n${ARG}=true\n${END}`, sbom);
  passes('the top of the file', `${ARG}=true\nFROM golang:1.27 AS build\n${END}`, sbom);
  passes('a list', `${ARG}=Build,web\nFROM golang:1.27 AS build\n${END}`, sbom);
  passes('a final stage with packages of its own', `FROM golang:1.27 AS build\n${END.replace('scratch', 'debian:13')}`, sbom);
  passes('images that are copied from', 'FROM scratch\nCOPY --from=acme/app:1 /app /app\n', sbom);
  fixes(
    'the stage',
    'Scan this stage',
    `FROM golang:1.27 AS build\r\nRUN go build\r\n${END.replace(/\n/g, '\r\n')}`,
    `FROM golang:1.27 AS build\r\n${ARG}=true\r\nRUN go build\r\n${END.replace(/\n/g, '\r\n')}`,
    sbom,
  );
  fixes(
    'a whole file',
    'Scan this stage',
    `# syntax=docker/dockerfile:1
# builds the server
FROM --platform=$BUILDPLATFORM golang:1.27 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /app ./cmd

FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /app /app
ENTRYPOINT ["/app"]
`,
    `# syntax=docker/dockerfile:1
# builds the server
FROM --platform=$BUILDPLATFORM golang:1.27 AS build
${ARG}=true
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /app ./cmd

FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /app /app
ENTRYPOINT ["/app"]
`,
    sbom,
  );
});
