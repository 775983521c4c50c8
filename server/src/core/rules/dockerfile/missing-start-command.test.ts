import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './missing-start-command.js';

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'scratch with a user',
    'FROM «scratch»\nCOPY app /app\nUSER 10001\n',
    '"scratch" starts nothing, nor does this file, so docker run fails without a command: add ENTRYPOINT',
    { severity: 'hint', equivalents: ['dockerfile_lint:required_instruction_CMD'] },
  );
  for (const line of ['EXPOSE 80', 'VOLUME /data', 'STOPSIGNAL SIGINT', 'HEALTHCHECK CMD ["/app"]'])
    flags(line, `FROM «gcr.io/distroless/static-debian13:nonroot»\nCOPY app /app\n${line}\n`);
  flags('a stage on another', 'FROM scratch AS root\nCOPY app /app\nFROM «root»\nUSER 1\n');
  flags('only an empty entry point', 'FROM «scratch»\nENTRYPOINT []\nUSER 1\n');
  flags('what the option calls a program', 'FROM «scratch»\nCOPY app /app\n', { options: { imageKind: 'app' } });
  passes('a start command', 'FROM scratch\nUSER 1\nCMD ["/app"]\n');
  passes('one down the chain', 'FROM scratch AS a\nENTRYPOINT ["/app"]\nFROM a\nUSER 1\n');
  passes('files to export', 'FROM debian:13 AS a\nFROM scratch\nCOPY --from=a /a /\n');
  passes('a stage that is named as one to export', 'FROM scratch AS export\nUSER 1\n');
  passes('an image that others build on', 'FROM scratch\nUSER 1\nONBUILD COPY . /\n');
  passes('what the option calls a base', 'FROM scratch\nUSER 1\n', { options: { imageKind: 'base' } });
  passes('images that start something', 'FROM nginx:1.30\nEXPOSE 80\n');
  passes('distributions, which start a shell', 'FROM debian:13\nUSER 1\n');
  passes('interpreters of distroless', 'FROM gcr.io/distroless/java21\nUSER 1\n');
  passes('images that are not known', 'FROM acme/base:1\nUSER 1\n');
  flags(
    'a whole file',
    `# syntax=docker/dockerfile:1
FROM rust:1.98-alpine AS build
WORKDIR /src
COPY . .
RUN cargo build --release --locked

FROM «cgr.dev/chainguard/static»
COPY --from=build /src/target/release/server /usr/bin/server
EXPOSE 8080
`,
    /^"static" starts nothing/,
  );
});
