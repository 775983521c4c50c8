import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './relative-copy-destination.js';

const clean = (line: string, base = 'registry.example.com/base:1'): string => `FROM ${base}\n${line}\n`;

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'a name',
    clean('COPY app.js «app.js»'),
    '"app.js" lies below whatever directory the base image is in: set WORKDIR, or write an absolute path',
    { severity: 'info', equivalents: ['hadolint:DL3045'] },
  );
  flags('a dot', clean('add a.tar «.»'));
  flags('a dot and a slash', clean('COPY --chown=1 a b «./»'));
  flags('JSON', clean('COPY ["a b", «"c"»]'), /^"c"/);
  flags('quotes', clean('COPY a «"b"»'), /^"b"/);
  flags('a tilde', clean('COPY a «~/»'));
  flags('a heredoc', clean('COPY <<EOF «x»\nEOF'));
  flags('the first of a stage, once', clean('COPY a /b\nCOPY a «b»\nCOPY c d'));
  flags('each stage', 'FROM a:1 AS x\nCOPY a «b»\nFROM x\nCOPY a «c»\n');
  flags('before WORKDIR', clean('COPY a «b»\nWORKDIR /x\nCOPY a b'));
  flags('a trigger', clean('ONBUILD COPY a «b»'));
  flags(
    'a base whose directory is known',
    clean('COPY . «src/»', 'golang:1.27'),
    '"src/" lies below /go, which "golang:1.27" may change: set WORKDIR',
    { severity: 'hint', equivalents: ['hadolint:DL3045'] },
  );
  flags('a bare distribution', clean('COPY a «b»', 'alpine:3.24'), /below \/, which/, { severity: 'hint' });
  flags('php with apache', clean('COPY . «.»', 'php:8.5-apache'), /below \/var\/www\/html/, { severity: 'hint' });

  for (const target of ['/x', 'C:/x', 'c:\\x', '\\x', '$HOME', '${X}/y', '%X%\\y', '"/my"']) passes(target, clean(`COPY a ${target}`));
  passes('WORKDIR', clean('WORKDIR /x\nCOPY a b'));
  passes('WORKDIR by a variable', clean('WORKDIR $X\nCOPY a b'));
  passes('WORKDIR of the parent stage', 'FROM a:1 AS base\nWORKDIR /x\nFROM base\nCOPY a b\n');
  passes('an empty image', clean('COPY a b', 'scratch'));
  passes('too few words', clean('COPY a'));
  passes('a piece of a file', 'COPY a b\n');
  passes('other instructions', clean('RUN cp a b'));

  flags(
    'a whole file',
    `FROM node:24 AS build
WORKDIR /app
COPY package*.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM example/server:2
COPY --from=build \\
  # the pages
  /app/dist «./public/»
USER 10001
`,
  );
});
