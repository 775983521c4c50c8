import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './missing-healthcheck-tool.js';

const on = (image: string, probe: string, before = '') => `FROM ${image}\n${before}HEALTHCHECK CMD ${probe}\nCMD ["/app"]\n`;
const CURL = '«curl» -f http://localhost/';
const PLAIN = 'curl -f http://localhost/';

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'curl on slim Debian',
    on('debian:trixie-slim', `${CURL} || exit 1`),
    '"debian:trixie-slim" has no curl, so this check always fails: install it or use what is there',
    { severity: 'warning', equivalents: [] },
  );
  for (const image of [
    'ubuntu:24.04',
    'alpine:3.24',
    'node:24-slim',
    'python:3.14-slim',
    'ruby:3.4-slim',
    'node:24-alpine',
    'mcr.microsoft.com/dotnet/aspnet:10.0',
  ])
    flags(`curl on ${image}`, on(image, CURL));
  flags('wget on Debian', on('debian:13', '«wget» -q http://localhost/'));
  flags('nc and bash', on('alpine:3.24', "«bash» -c 'echo > /dev/tcp/localhost/80'"));
  flags('pg_isready', on('debian:13', '«pg_isready»'));
  flags('netcat by another name', on('debian:13', '«netcat» -z localhost 80'));
  flags('the exec form on distroless', on('gcr.io/distroless/static-debian13:nonroot', '[«"curl"», "-f", "http://localhost/"]'));
  flags('the exec form on scratch', 'FROM scratch\nCOPY app /app\nHEALTHCHECK CMD [«"wget"», "-q", "http://localhost/"]\nCMD ["/app"]\n');
  flags('a shell inside the exec form', on('debian:13', `["sh", "-c", "${CURL}"]`));
  flags('once, however often it is called', on('debian:13', `${CURL} && curl http://localhost/b`));
  flags(
    'what is installed in another stage',
    `FROM debian:13 AS build\nRUN apt-get install -y curl\nFROM debian:13\nHEALTHCHECK CMD ${CURL}\nCMD ["/app"]\n`,
  );
  flags(
    'what is installed and removed',
    on('debian:13', CURL, 'RUN apt-get update && apt-get install -y curl && curl -o /a http://x && apt-get purge -y curl\n'),
  );
  flags('what a group takes away', on('alpine:3.24', CURL, 'RUN apk add --virtual .get curl && apk del .get\n'));
  flags('options in front', `FROM debian:13\nHEALTHCHECK --interval=5s CMD ${CURL}\nCMD ["/app"]\n`);

  passes('wget and nc of busybox', on('alpine:3.24', 'wget -q http://localhost/ && nc -z localhost 80'));
  passes('bash of Debian', on('debian:13', 'bash /probe.sh'));
  passes('full images', on('node:24', PLAIN));
  passes('full images, 2', on('python:3.14', PLAIN));
  passes('images that are not known', on('acme/base:1', PLAIN));
  passes('images that are not known, 2', on('nginx:1.30', PLAIN));
  passes('images that are not known, 3', on('php:8.5-fpm', PLAIN));
  passes(
    'what is installed',
    on('debian:13', PLAIN, 'RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*\n'),
  );
  passes('what is installed before an autoremove', on('debian:13', PLAIN, 'RUN apt-get install -y curl && apt-get autoremove -y\n'));
  passes(
    'what is installed down the chain',
    `FROM alpine:3.24 AS base\nRUN apk add --no-cache curl\nFROM base\nHEALTHCHECK CMD ${PLAIN}\nCMD ["/app"]\n`,
  );
  passes('what may be installed by a variable', on('debian:13', PLAIN, 'ARG TOOLS\nRUN apt-get install -y $TOOLS\n'));
  passes('what a script may install', on('debian:13', PLAIN, 'COPY setup.sh /\nRUN /setup.sh\n'));
  passes('what a COPY brings', on('debian:13', PLAIN, 'COPY --from=curl /usr/bin/curl /usr/bin/curl\n'));
  passes('what a COPY brings, 2', on('scratch', '["/curl"]', 'COPY --from=x /curl-amd64 /curl\n'));
  passes('a folder of programs', on('debian:13', PLAIN, 'COPY --from=tools /out/ /usr/local/bin/\n'));
  passes('a whole system', on('scratch', '["curl"]', 'ADD rootfs.tar.gz /\n'));
  passes('the shell form without a shell, which has a finding of its own', on('gcr.io/distroless/static-debian13', PLAIN));
  passes('NONE', 'FROM debian:13\nHEALTHCHECK NONE\nCMD ["/app"]\n');
  passes('other programs', on('debian:13', '["/app", "health"]'));
  passes('other programs, 2', on('node:24-slim', 'node probe.js'));
  passes('a check that a later one replaces', `FROM debian:13\nHEALTHCHECK CMD ${PLAIN}\nHEALTHCHECK NONE\nCMD ["/app"]\n`);
  passes('a stage that does not ship', `FROM debian:13 AS a\nHEALTHCHECK CMD ${PLAIN}\nFROM alpine:3.24\nCMD ["/app"]\n`);
  flags(
    'a whole file',
    `# syntax=docker/dockerfile:1
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
COPY . .
RUN dotnet publish -c Release -o /out

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /out .
USER $APP_UID
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=3s \\
  CMD «curl» --fail http://localhost:8080/healthz || exit 1
ENTRYPOINT ["dotnet", "Shop.dll"]
`,
    /^"aspnet:10\.0" has no curl/,
  );
});
