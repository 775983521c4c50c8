import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './build-tools-in-final-stage.js';

const start = 'CMD ["/app"]\n';

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'compilers',
    `FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y «gcc» make curl\n${start}`,
    /\("gcc" and 1 more\)/,
    { severity: 'info', equivalents: ['cis-docker-1.6:4.3'] },
  );
  flags('one', `FROM alpine:3.24\nRUN apk add --no-cache curl «build-base»\n${start}`, /^"build-base" ships/);
  flags('headers', `FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y «libssl-dev»\n${start}`, /holds headers/);
  flags(
    'headers that a later step compiles against',
    `FROM python:3.14-slim\nRUN apt-get update && apt-get install -y «libpq-dev»\nRUN pip install psycopg\n${start}`,
    /only the build uses it/,
  );
  flags('headers of dnf', `FROM fedora:44\nRUN dnf install -y «openssl-devel» && dnf clean all\n${start}`);
  flags(
    'versions and architectures',
    `FROM debian:trixie-slim\nRUN apt-get install -y «gcc-14=14.2.*» libc6-dev:i386\n${start}`,
    /"gcc-14" and 1 more/,
  );
  flags('a JDK', 'FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y «openjdk-21-jdk»\nCMD ["java", "-jar", "app.jar"]\n');
  flags(
    'maven beside java',
    'FROM eclipse-temurin:21-jre\nRUN apt-get update && apt-get install -y «maven»\nCMD ["java", "-jar", "app.jar"]\n',
  );
  flags(
    'git that only cloned',
    `FROM alpine:3.24\nRUN apk add --no-cache «git»\nRUN git clone https://example.com/acme/app /srv\n${start}`,
  );
  flags('each RUN', `FROM alpine:3.24\nRUN apk add --no-cache «gcc»\nRUN apk add --no-cache «cmake»\n${start}`);
  flags('a stage that the final one is built on', `FROM alpine:3.24 AS base\nRUN apk add --no-cache «gcc»\nFROM base\n${start}`);
  flags('removal in a later RUN', `FROM alpine:3.24\nRUN apk add --no-cache --virtual .build «gcc»\nRUN apk del .build\n${start}`);
  flags('what a removal leaves', `FROM debian:trixie-slim\nRUN apt-get install -y gcc «make» && apt-get remove -y gcc\n${start}`);
  flags(
    'the CUDA tools in a runtime image',
    'FROM nvidia/cuda:13.0.0-runtime-ubuntu24.04\nRUN apt-get update && apt-get install -y «cuda-toolkit-13-0»\nCMD ["/app"]\n',
    { includes: ['tally:gpu/no-redundant-cuda-install'] },
  );
  flags('a package of the option', `FROM alpine:3.24\nRUN apk add --no-cache «acme-sdk»\n${start}`, {
    options: { buildPackages: ['acme-sdk'] },
  });

  flags(
    'the CUDA tools in a kit for CUDA',
    'FROM nvidia/cuda:13.0.0-devel-ubuntu24.04\nRUN apt-get update && apt-get install -y «cuda-toolkit-13-0»\nCMD ["/app"]\n',
  );
  passes(
    'removal in the same RUN',
    'FROM python:3.14-alpine\nRUN apk add --no-cache --virtual .build gcc=~15 musl-dev=~1 \\\n && pip install --no-cache-dir -r /req.txt \\\n && apk del .build\nCMD ["python", "/app.py"]\n',
  );
  passes('removal by name', `FROM debian:trixie-slim\nRUN apt-get install -y gcc && apt-get purge -y gcc\n${start}`);
  passes(
    'removal of all that is not needed',
    `FROM debian:trixie-slim\nRUN apt-get install -y gcc && apt-mark auto gcc && apt-get autoremove -y\n${start}`,
  );
  passes(
    'removal by a variable',
    `FROM debian:trixie-slim\nRUN deps="gcc make" && apt-get install -y $deps && apt-get purge -y --auto-remove $deps\n${start}`,
  );
  passes('removal by history', `FROM fedora:44\nRUN dnf install -y gcc && dnf history undo last -y\n${start}`);
  passes(
    'tools in a stage of their own',
    `FROM alpine:3.24 AS build\nRUN apk add --no-cache gcc\nFROM alpine:3.24\nCOPY --from=build /app /app\n${start}`,
  );
  passes('packages installed into another root', `FROM alpine:3.24\nRUN apk add --no-cache -p /out gcc\n${start}`);
  passes('packages without tools', `FROM alpine:3.24\nRUN apk add --no-cache curl ca-certificates libgcc makepasswd\n${start}`);
  passes('a build kit', 'FROM rust:1.98\nRUN apt-get update && apt-get install -y cmake\nCMD ["cargo", "test"]\n');
  passes(
    'a stage that builds, where another rule says it',
    `FROM alpine:3.24\nRUN apk add --no-cache gcc musl-dev make\nRUN make install\n${start}`,
  );
  passes('an image others build on', 'FROM alpine:3.24\nRUN apk add --no-cache build-base\n');
  passes('a stage for development', `FROM alpine:3.24 AS dev\nRUN apk add --no-cache build-base\n${start}`);
  passes('a package the program needs', `FROM alpine:3.24\nRUN apk add --no-cache gcc\n${start}`, { options: { allowed: ['gcc'] } });
  passes(
    'git that the program starts',
    'FROM alpine:3.24\nRUN apk add --no-cache git && git clone https://example.com/acme/app /srv\nENTRYPOINT ["git", "daemon"]\n',
  );
  passes('git without a clone', `FROM alpine:3.24\nRUN apk add --no-cache git\n${start}`);

  flags(
    'a whole file',
    `FROM python:3.14-slim
ENV PYTHONUNBUFFERED=1
WORKDIR /srv

RUN apt-get update \\
 && apt-get install -y --no-install-recommends \\
      # for psycopg
      «libpq-dev» \\
      gcc \\
      libmagic1 \\
 && rm -rf /var/lib/apt/lists/*

COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
USER 10001
CMD ["gunicorn", "web.wsgi"]
`,
    /"libpq-dev" and 1 more/,
  );
});
