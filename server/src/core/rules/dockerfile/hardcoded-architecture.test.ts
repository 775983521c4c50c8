import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import hardcodedArchitecture from './hardcoded-architecture.js';

const file = (lines: string, from = 'debian:trixie-slim') => `FROM ${from}\n${lines}\n`;

ruleSuite(hardcodedArchitecture, ({ flags, passes }) => {
  flags(
    'a URL',
    file('RUN curl -fO https://example.com/v1/tool-linux-«amd64».tgz'),
    /^This file is for "amd64" whatever the image is for/,
    { severity: 'info' },
  );
  flags(
    'others',
    file('RUN wget https://example.com/«x86_64»/a && curl -O https://example.com/a_«arm64».deb && curl -O https://example.com/a-«x64»'),
  );
  flags('ADD', file('ADD https://example.com/a-«aarch64» /a'));
  flags('the value of ENV', file('ENV URL=https://example.com/a-amd64\nRUN curl -fO «$URL»'));
  flags(
    'a platform that is not constant',
    file('RUN curl -fO https://example.com/a-«amd64»', '--platform=$BUILDPLATFORM debian:trixie-slim'),
  );
  flags(
    'one line in a whole file',
    'FROM node:24-slim\r\nWORKDIR /app\r\nRUN apt-get update \\\r\n # the tool\r\n && curl -fsSL https://example.com/tool-«x86_64».tgz \\\r\n  | tar -xz -C /opt\r\nCOPY . .\r\nUSER 1000\r\nCMD ["node", "main.js"]\r\n',
  );
  passes('TARGETARCH', file('ARG TARGETARCH\nRUN curl -fO https://example.com/a-${TARGETARCH}'));
  passes('a script that asks', file('RUN A=$(uname -m) && curl -fO https://example.com/a-amd64-$A && dpkg --print-architecture'));
  passes('a source without an address', file('RUN git clone git@example.com:a/b-amd64'));
  passes('a case', file('RUN case "$X" in a) curl -fO https://example.com/a-amd64 ;; b) curl -fO https://example.com/a-arm64 ;; esac'));
  passes('a constant platform', file('RUN curl -fO https://example.com/a-amd64', '--platform=linux/amd64 debian:trixie-slim'));
  passes('a stage on one', 'FROM --platform=linux/amd64 a:1 AS x\nFROM x\nRUN curl -fO https://example.com/a-amd64\n');
  passes('an image of that architecture', file('RUN curl -fO https://example.com/a-amd64', 'amd64/debian:trixie'));
  passes('hosts and other words', file('RUN curl -fO https://amd64.example.com/box64/carm64e'));
  passes('text', file('RUN echo https://example.com/a-amd64'));
});
