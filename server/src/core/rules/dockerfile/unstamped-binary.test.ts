import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import unstampedBinary from './unstamped-binary.js';

const from = (image: string, lines: string) =>
  `FROM ${image} AS build\nWORKDIR /src\n${lines}\nFROM gcr.io/distroless/static-debian13:nonroot\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n`;
const file = (lines: string) => from('golang:1.27', lines);
const parts = 'COPY go.mod go.sum ./\nCOPY cmd ./cmd\n';
const strict = { settings: { profile: 'strict' as const } };

ruleSuite(unstampedBinary, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'parts of the context',
    file(`${parts}RUN CGO_ENABLED=0 go «build» -o /app ./cmd`),
    '"go build" makes a binary that cannot tell its version or commit: set them with -ldflags -X',
    {
      severity: 'hint',
      safety: 'unsafe',
    },
  );
  flags('other link flags', file(`${parts}RUN go «build» -ldflags="-s -w" -o /app ./cmd && go «install» -ldflags '-s' ./cmd`));
  flags('nothing copied', file('RUN CGO_ENABLED=0 go «build» -o /app ./cmd'));
  flags('a switch', file('COPY . .\nRUN go «build» -buildvcs=false -o /app'));
  flags('a switch in ENV', file('ENV GOFLAGS=-buildvcs=false\nCOPY . .\nRUN go «build» -o /app'));
  flags('no git in Alpine', from('golang:1.27-alpine', 'COPY . .\nRUN go «build» -o /app'));
  flags('.git that is ignored', file('COPY . .\nRUN go «build» -o /app'), {
    files: { 'go.mod': '', '.git/config': '', '.dockerignore': '.git\n' },
  });
  flags('.git that is not in the context', file('COPY . .\nRUN go «build» -o /app'), { files: { 'go.mod': '' } });
  flags('a stage that ships', 'FROM golang:1.27\nCOPY main.go .\nRUN go «build» -o /app\nCMD ["/app"]\n');
  flags(
    'dotnet, cargo in strict',
    'FROM rust:1.98\nCOPY src src\nRUN cargo «build» --release && dotnet «publish» -c Release\nCMD ["/app"]\n',
    strict,
    /^"cargo build" .* pass a VERGEN variable$/,
    /pass -p:SourceRevisionId$/,
  );
  flags(
    'maven and gradle in strict',
    'FROM maven:3\nCOPY . .\nRUN mvn -B «package» && gradle «build»\nCMD ["/app"]\n',
    { ...strict, files: { 'pom.xml': '<project/>' } },
    /pass -Drevision$/,
    /pass -Pversion$/,
  );
  flags(
    'one line in a whole file',
    'FROM golang:1.27-alpine AS build\r\nRUN apk add --no-cache ca-certificates\r\nWORKDIR /src\r\nCOPY go.mod go.sum ./\r\nRUN go mod download\r\nCOPY . .\r\nRUN go vet ./... \\\r\n && CGO_ENABLED=0 go «build» \\\r\n  # stripped\r\n  -ldflags "-s -w" \\\r\n  -o /app ./cmd/app\r\nFROM gcr.io/distroless/static-debian13:nonroot\r\nCOPY --from=build /app /app\r\nENTRYPOINT ["/app"]\r\n',
  );
  passes('a stamp', file(`${parts}RUN go build -ldflags "-s -X main.version=$V" -o /app ./cmd && go build -ldflags=-X=main.v=1 -o /app`));
  passes('a stamp in GOFLAGS', file(`${parts}ENV GOFLAGS="-ldflags=-X=main.v=1"\nRUN go build -o /app ./cmd`));
  passes(
    'link flags that are not known',
    file(`${parts}RUN go build -ldflags "$LDFLAGS" -o /app ./cmd && go build -ldflags "$(./flags)" -o /app`),
  );
  passes('a context whose history may be there', file('COPY . .\nRUN go build -o /app'));
  passes('a context with history', file('COPY . .\nRUN go build -o /app'), { files: { 'go.mod': '', '.git/config': '' } });
  passes('git in Alpine', from('golang:1.27-alpine', 'RUN apk add git\nCOPY . .\nRUN go build -o /app'));
  passes('a checkout', file('RUN go get x.y/z && git -C /go/src/x.y/z checkout v1 && go build -o /app'));
  passes(
    'a clone, a mount, .git by name',
    file('RUN git clone https://x.y/z .\nRUN go build -o /app') +
      file('RUN --mount=type=bind,target=. go build -o /app') +
      file('COPY .git .git\nCOPY cmd cmd\nRUN go build -o /app'),
  );
  passes('programs of a published module', file('RUN go install x.y/a@v1.2'));
  passes('what is thrown away', file('RUN go build ./... && go build -o /dev/null ./cmd && go test ./... && go vet'));
  passes('a stage that is not used', 'FROM golang:1.27 AS build\nRUN go build -o /app\nFROM alpine:3.24\nCMD ["sh"]\n');
  passes('images for development', 'FROM golang:1.27 AS dev\nRUN go build -o /app\nCMD ["/app"]\n');
  passes('other languages in recommended', 'FROM rust:1.98\nRUN cargo build && dotnet publish\nCMD ["/app"]\n');
  passes(
    'stamps of other languages',
    'FROM rust:1.98\nARG VERGEN_GIT_SHA\nCOPY . .\nRUN cargo build && dotnet publish -p:Version=1.2 && mvn -Drevision=1 package\nCMD ["/app"]\n',
    { ...strict, files: { 'pom.xml': '' } },
  );
  fixes(
    'without flags',
    'Stamp version and commit',
    file(`${parts}RUN go build -o /app ./cmd`),
    file(`${parts}ARG VERSION\nARG REVISION\nRUN go build -ldflags "-X main.version=$VERSION -X main.commit=$REVISION" -o /app ./cmd`),
  );
  fixes(
    'with flags',
    'Stamp version and commit',
    file(`${parts}ARG VERSION\nRUN go build -ldflags='-s -w' -o /app ./cmd`),
    file(
      `${parts}ARG VERSION\nARG REVISION\nRUN go build -ldflags="-s -w -X main.version=$VERSION -X main.commit=$REVISION" -o /app ./cmd`,
    ),
  );
  fixes(
    'names of its own',
    'Stamp version and commit',
    file(`${parts}RUN go build -o /app`),
    file(`${parts}ARG GIT_SHA\nRUN go build -ldflags "-X x.y/version.Commit=\${GIT_SHA}" -o /app`),
    { options: { goVariables: ['x.y/version.Commit=${GIT_SHA}'] } },
  );
  offersNoFix('in the exec form', file(`${parts}RUN ["go", "build", "-o", "/app"]`));
});
