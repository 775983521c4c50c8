import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './shell-form-start-command.js';

const clean = (start: string): string => `FROM debian:trixie-slim\n${start}\n`;

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'CMD',
    clean('«CMD» server --port 80'),
    'CMD in shell form may leave sh as PID 1, which passes no signals on: write ["program", "argument"]',
    { severity: 'warning', equivalents: rule.equivalents, safety: 'safe' },
  );
  flags('ENTRYPOINT', clean('«entrypoint» /run.sh'), /^ENTRYPOINT in shell form/, { safety: 'unsafe' });
  flags(
    'text that needs a shell',
    clean('«CMD» migrate && server --port $PORT'),
    'CMD may leave sh as PID 1, which passes no signals on: put exec before the program, or use a script',
    { safety: 'unsafe' },
  );
  flags('a pipe', clean('«CMD» server | tee /log'), /use a script$/);
  flags('exec with a chain after it', clean('«CMD» exec server && true'));
  flags('a word that only begins like exec', clean('«CMD» executor'));
  flags('CMD below an entry point that passes it on', clean('ENTRYPOINT ["tini", "--"]\n«CMD» server'), { safety: 'unsafe' });
  flags('the start command a stage gets from its parent', 'FROM debian:trixie-slim AS base\n«CMD» server\nFROM base\nUSER 10001\n');
  flags('only the last one of a stage', clean('CMD old\n«CMD» new'));
  flags('a base image that is not known', 'FROM registry.example.com/base:1\n«CMD» server\n', { safety: 'unsafe' });
  flags('an image that brings its own entry point', 'FROM nginx:1.30\n«CMD» nginx-debug\n', { safety: 'unsafe' });

  passes('the exec form', clean('ENTRYPOINT ["server"]\nCMD ["--port", "80"]'));
  passes('an empty array', clean('CMD []'));
  passes('exec', clean('CMD exec server --port $PORT'));
  passes('exec behind a chain', clean('CMD migrate && exec server'));
  passes('a stage that sets SHELL', clean('SHELL ["/bin/bash", "-c"]\nCMD server'));
  passes('SHELL of the parent', 'FROM debian:trixie-slim AS base\nSHELL ["/bin/bash", "-c"]\nFROM base\nCMD server\n');
  passes('a stage that does not ship', 'FROM debian:trixie-slim AS build\nCMD server\nFROM debian:trixie-slim\nCMD ["server"]\n');
  passes('what a later stage replaces', 'FROM debian:trixie-slim AS base\nCMD server\nFROM base\nCMD ["server"]\n');
  passes('Windows', 'FROM mcr.microsoft.com/windows/nanoserver:ltsc2025\nCMD server.exe\n');
  passes('CMD that a shell reads', clean('ENTRYPOINT ["/bin/bash", "-c"]\nCMD server'));
  passes(
    'an image without a shell, which is a finding of its own',
    'FROM gcr.io/distroless/cc-debian13:nonroot\nENTRYPOINT /app --port 80\n',
  );
  passes('JSON gone wrong, which is a finding of its own', clean("CMD ['server', '--port']"));
  passes('CMD that is dropped, which is a finding of its own', clean('ENTRYPOINT exec server\nCMD --port 80'));
  passes('a trigger', clean('ONBUILD CMD server'));
  passes('HEALTHCHECK', clean('HEALTHCHECK CMD curl -f http://localhost/\nCMD ["server"]'));
  passes('without arguments', clean('CMD'));

  flags(
    'HEALTHCHECK by option',
    clean('«HEALTHCHECK» --interval=5s CMD curl -f http://localhost/'),
    'This HEALTHCHECK needs a shell in the image only to start its command: write CMD ["program", "argument"]',
    { options: { healthcheck: true } },
    { equivalents: ['hadolint:DL3025'], safety: 'safe' },
  );
  flags(
    'HEALTHCHECK with shell text by option',
    clean('«HEALTHCHECK» CMD curl -f http://localhost/ || exit 1'),
    'This HEALTHCHECK needs a shell in the image each time it runs: move its text into a script',
    { options: { healthcheck: true } },
  );

  fixes(
    'quotes and escapes',
    'Use the exec form',
    clean(`CMD nginx -g 'daemon off;' a\\ b`),
    clean('CMD ["nginx", "-g", "daemon off;", "a b"]'),
  );
  fixes('a quoted program', 'Use the exec form', clean('CMD "/usr/bin/run.sh"'), clean('CMD ["/usr/bin/run.sh"]'));
  fixes(
    'continued lines',
    'Use the exec form',
    'FROM debian:trixie-slim\r\nCMD server \\\r\n    --port 80\r\nUSER 1\r\n',
    'FROM debian:trixie-slim\r\nCMD ["server", "--port", "80"]\r\nUSER 1\r\n',
  );
  fixes(
    'HEALTHCHECK behind its flags',
    'Use the exec form',
    clean('HEALTHCHECK --retries=3 CMD curl -f http://localhost/'),
    clean('HEALTHCHECK --retries=3 CMD ["curl", "-f", "http://localhost/"]'),
    { options: { healthcheck: true } },
  );
  fixes('variables', 'Put exec in front of the program', clean('CMD server $OPTS 2>&1'), clean('CMD exec server $OPTS 2>&1'));
  fixes('an assignment', 'Put exec in front of the program', clean('ENTRYPOINT A=$B server'), clean('ENTRYPOINT A=$B exec server'));
  fixes(
    'a chain',
    'Put exec in front of the program',
    clean('CMD migrate && \\\n  server -v'),
    clean('CMD migrate && \\\n  exec server -v'),
  );
  offersNoFix('a comment would be lost', clean('CMD server \\\n  # why\n  --port 80'));
  offersNoFix('a pipe', clean('CMD server | tee /log'));
  offersNoFix('a trap would be lost', clean("CMD trap 'bye' EXIT; server"));
  offersNoFix('a job in the background', clean('CMD agent & server'));
  offersNoFix('a block', clean('CMD if test -f /x; then a; else b; fi'));
  offersNoFix('a builtin at the end', clean('CMD server; echo done'));

  fixes(
    'a whole file',
    'Use the exec form',
    `FROM maven:3.9-eclipse-temurin-21 AS build
WORKDIR /src
COPY . .
RUN mvn -q package

FROM eclipse-temurin:21-jre
COPY --from=build /src/target/app.jar /app.jar
EXPOSE 8080
# start
CMD java -jar /app.jar
`,
    `FROM maven:3.9-eclipse-temurin-21 AS build
WORKDIR /src
COPY . .
RUN mvn -q package

FROM eclipse-temurin:21-jre
COPY --from=build /src/target/app.jar /app.jar
EXPOSE 8080
# start
CMD ["java", "-jar", "/app.jar"]
`,
  );
});
