import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './missing-healthcheck.js';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'a program',
    'FROM «debian:13»\nCMD ["/app"]\n',
    'Docker and Compose cannot tell whether the program still answers: add a HEALTHCHECK, or NONE if others probe it',
    {
      severity: 'hint',
      includes: ['hadolint:DL3057', 'trivy:DS-0026', 'checkov:CKV_DOCKER_2'],
      excludes: ['tally:ruby/healthcheck-rails-up-endpoint'],
    },
  );
  flags(
    'one in another stage, which some peers are content with',
    'FROM debian:13 AS a\nHEALTHCHECK NONE\nFROM «debian:13»\nCMD ["/app"]\n',
    {
      equivalents: ['hadolint:DL3057', 'dockle:CIS-DI-0006', 'cis-docker-1.6:4.6'],
    },
  );
  flags('Rails', 'FROM «ruby:3.4-slim»\nCMD ["bin/rails", "server"]\n', { includes: ['tally:ruby/healthcheck-rails-up-endpoint'] });
  flags('an image by the option', 'FROM «debian:13» AS dev\nCMD ["/app"]\n', { options: { imageKind: 'app' } });
  passes('a check', 'FROM debian:13\nHEALTHCHECK CMD ["/app", "health"]\nCMD ["/app"]\n');
  passes('NONE', 'FROM debian:13\nHEALTHCHECK NONE\nCMD ["/app"]\n');
  passes('one down the chain', 'FROM debian:13 AS base\nHEALTHCHECK NONE\nFROM base\nCMD ["/app"]\n');
  passes('an image without a program', 'FROM debian:13\nRUN apt-get update\n');
  passes('an image with a shell', 'FROM debian:13\nCMD ["bash"]\n');
  passes('a shell below tini', 'FROM debian:13\nENTRYPOINT ["/usr/bin/tini", "-g", "--"]\nCMD ["bash"]\n');
  passes('files to export', 'FROM debian:13 AS a\nFROM scratch\nCOPY --from=a /a /\n');
  passes('a stage for tests', 'FROM debian:13 AS test\nCMD ["/app"]\n');
  passes('an image by the other option', 'FROM debian:13\nCMD ["/app"]\n', { options: { imageKind: 'ci' } });
  fixes(
    'node',
    'Add a HEALTHCHECK of port 3000',
    'FROM node:24-slim\r\nEXPOSE 3000/tcp\r\nCMD ["node", "."]\r\n',
    `FROM node:24-slim\r\nEXPOSE 3000/tcp\r\nHEALTHCHECK CMD ["node", "-e", "fetch('http://127.0.0.1:3000/').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]\r\nCMD ["node", "."]\r\n`,
  );
  fixes(
    'python',
    'Add a HEALTHCHECK of port 8000',
    'FROM python:3.14-slim\nEXPOSE $X 8000\nCMD ["python", "app.py"]\n',
    `FROM python:3.14-slim\nEXPOSE $X 8000\nHEALTHCHECK CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/')"]\nCMD ["python", "app.py"]\n`,
  );
  offersNoFix('no port', 'FROM node:24-slim\nCMD ["node", "."]\n');
  offersNoFix('a port of UDP', 'FROM node:24-slim\nEXPOSE 53/udp\nCMD ["node", "."]\n');
  offersNoFix('a port that is not for HTTP', 'FROM alpine:3.24\nEXPOSE 22\nCMD ["/usr/sbin/sshd", "-D"]\n');
  offersNoFix('nothing to ask with', 'FROM debian:13\nEXPOSE 80\nCMD ["/app"]\n');
  offersNoFix('distroless', 'FROM gcr.io/distroless/static-debian13\nEXPOSE 80\nCMD ["/app"]\n');
  fixes(
    'a whole file',
    'Add a HEALTHCHECK of port 8080',
    `FROM golang:1.27 AS build
RUN CGO_ENABLED=0 go build -o /app ./cmd
FROM alpine:3.24
COPY --from=build /app /app
USER 10001
EXPOSE 8080 9090
# start
ENTRYPOINT ["/app"]
CMD ["--verbose"]
`,
    `FROM golang:1.27 AS build
RUN CGO_ENABLED=0 go build -o /app ./cmd
FROM alpine:3.24
COPY --from=build /app /app
USER 10001
EXPOSE 8080 9090
HEALTHCHECK CMD ["wget", "-q", "--spider", "http://127.0.0.1:8080/"]
# start
ENTRYPOINT ["/app"]
CMD ["--verbose"]
`,
  );
});
