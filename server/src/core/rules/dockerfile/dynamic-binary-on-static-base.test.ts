import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './dynamic-binary-on-static-base.js';

const build = (image: string, run: string, final = 'scratch', before = '') =>
  `FROM ${image} AS build\n${before}RUN ${run}\nFROM ${final}\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n`;

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'go build that leaves cgo as it is',
    build('golang:1.27', '«go build» -o /app ./cmd'),
    'Go may need glibc to start this, which "scratch" lacks: set CGO_ENABLED=0',
    { severity: 'info', equivalents: [], safety: 'unsafe' },
  );
  flags(
    'go build with cgo',
    build('golang:1.27', 'CGO_ENABLED=1 «go build» -o /app ./cmd', 'gcr.io/distroless/static-debian13:nonroot'),
    '"go build" needs glibc to run, "static-debian13:nonroot" has none: link statically',
    { severity: 'warning' },
  );
  for (const keyword of ['ENV', 'ARG'])
    flags(`cgo by ${keyword}`, build('golang:1.27', '«go build» -o /app', 'scratch', `${keyword} CGO_ENABLED=1\n`), /^"go build"/);
  flags('cargo on glibc', build('rust:1.98', '«cargo build» --release', 'scratch'), /^"cargo build" needs glibc/, {
    severity: 'warning',
  });
  flags('gcc', build('gcc:15', '«gcc» -O2 -o /app main.c'), /^"gcc" needs glibc/);
  flags('gcc on Alpine', build('alpine:3.24', 'apk add gcc musl-dev && «gcc» -o /app main.c', 'scratch'), /needs musl/);
  flags(
    'a glibc program on Alpine',
    build('rust:1.98', '«cargo build» --release --locked', 'alpine:3.24'),
    '"cargo build" needs glibc, not what "alpine:3.24" has: build on the same',
  );
  flags('a Go program on Alpine, perhaps', build('golang:1.27', '«go build» -o /app', 'alpine:3.24'), /which "alpine:3\.24" lacks/, {
    severity: 'info',
  });
  flags(
    'a musl program on Debian',
    build('alpine:3.24', 'apk add build-base && «gcc» -o /app a.c', 'debian:13'),
    /needs musl, not what "debian:13" has/,
  );
  flags(
    'Go on Alpine with a compiler',
    build('golang:1.27-alpine', '«go build» -o /app', 'scratch', 'RUN apk add --no-cache gcc musl-dev\n'),
    { severity: 'info' },
  );
  flags(
    'a final stage on another one',
    'FROM rust:1.98 AS build\nRUN «cargo build»\nFROM scratch AS base\nUSER 1\nFROM base\nCOPY --from=build /src/target/app /bin/\nCMD ["/bin/app"]\n',
  );

  for (const run of [
    'CGO_ENABLED=0 go build -o /app',
    'export CGO_ENABLED=0 && go build -o /app',
    'env CGO_ENABLED=0 go build -o /app',
    'go build -ldflags "-linkmode external -extldflags -static" -o /app',
    'go build -ldflags "$LDFLAGS" -o /app',
    'go build -tags netgo,osusergo -o /app',
    'GOOS=linux GOARCH=$TARGETARCH go build -o /app',
  ])
    passes(run, build('golang:1.27', run));
  passes('cgo turned off by ENV', build('golang:1.27', 'go build -o /app', 'scratch', 'ENV CGO_ENABLED=0\n'));
  passes('cgo turned off by ARG', build('golang:1.27', 'go build -o /app', 'scratch', 'ARG CGO_ENABLED=0\n'));
  passes('cgo turned off for good', build('golang:1.27', 'go build -o /app', 'scratch', 'RUN go env -w CGO_ENABLED=0\n'));
  passes('Go on Alpine without a compiler', build('golang:1.27-alpine', 'go build -o /app'));
  passes('Rust for musl', build('rust:1.98', 'cargo build --release --target x86_64-unknown-linux-musl'));
  passes(
    'Rust for a target that the stage prepares',
    build('rust:1.98', 'cargo build --release', 'scratch', 'RUN rustup target add x86_64-unknown-linux-musl\n'),
  );
  passes('Rust on Alpine', build('rust:1.98-alpine', 'cargo build --release'));
  passes('Rust with a static C library', build('rust:1.98', 'RUSTFLAGS="-C target-feature=+crt-static" cargo build'));
  passes('gcc -static', build('gcc:15', 'gcc -static -o /app a.c'));
  passes('gcc that only compiles', build('gcc:15', 'gcc -c -o a.o a.c'));
  passes('a base with the same C library', build('rust:1.98', 'cargo build', 'gcr.io/distroless/cc-debian13'));
  passes('cgo on a base with the same C library', build('golang:1.27', 'CGO_ENABLED=1 go build', 'debian:13'));
  passes(
    'libraries that are copied',
    build('gcc:15', 'gcc -o /app a.c').replace('ENTRYPOINT', 'COPY --from=build /lib/x86_64-linux-gnu/libc.so.6 /lib/\nENTRYPOINT'),
  );
  passes(
    'a compatibility package',
    build('rust:1.98', 'cargo build', 'alpine:3.24').replace('ENTRYPOINT', 'RUN apk add --no-cache gcompat\nENTRYPOINT'),
  );
  passes(
    'another program than the one that is built',
    'FROM rust:1.98 AS build\nRUN cargo build\nFROM scratch\nCOPY --from=build /out /data\nCOPY app /app\nENTRYPOINT ["/app"]\n',
  );
  passes('a builder that is not known', build('acme/go:1', 'go build -o /app'));
  passes('a base that is not known', build('rust:1.98', 'cargo build', 'acme/base:1'));
  passes('nothing to start', 'FROM rust:1.98 AS build\nRUN cargo build\nFROM scratch\nCOPY --from=build /app /\n');
  offersNoFix('cgo that was asked for', build('golang:1.27', 'CGO_ENABLED=1 go build -o /app'));
  offersNoFix('other languages', build('rust:1.98', 'cargo build'));
  offersNoFix('the exec form', build('golang:1.27', '["go", "build", "-o", "/app"]'));
  offersNoFix('other variables in front', build('golang:1.27', 'GOFLAGS=-trimpath go build -o /app'));

  fixes(
    'a whole file',
    'Build with CGO_ENABLED=0',
    `# syntax=docker/dockerfile:1
FROM golang:1.27 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN --mount=type=cache,target=/root/.cache \\
    go vet ./... && \\
    go build -trimpath -o /out/server ./cmd/server

FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /out/server /server
EXPOSE 8080
ENTRYPOINT ["/server"]
`,
    `# syntax=docker/dockerfile:1
FROM golang:1.27 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN --mount=type=cache,target=/root/.cache \\
    go vet ./... && \\
    CGO_ENABLED=0 go build -trimpath -o /out/server ./cmd/server

FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /out/server /server
EXPOSE 8080
ENTRYPOINT ["/server"]
`,
  );
});
