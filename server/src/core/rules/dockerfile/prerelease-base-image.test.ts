import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './prerelease-base-image.js';

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'a release candidate',
    'FROM «python:3.15.0rc1-slim»\n',
    '"python:3.15.0rc1-slim" is a release that its makers do not support for production: ship on a final one',
    { severity: 'info', equivalents: [] },
  );
  for (const tag of [
    '3.15.0a7',
    '3.15.0b2-slim',
    '1.28-rc',
    '18beta1',
    '11.0-preview-noble',
    'nightly',
    'nightly-slim',
    '27-ea-jdk',
    '2.0.0-alpha.3',
    '8.5.0RC2-fpm',
    'edge',
    '1.0-SNAPSHOT',
  ])
    flags(tag, `FROM «acme/base:${tag}»\n`);
  flags('the branch of a distribution', 'FROM «fedora:rawhide»\n');
  flags('testing', 'FROM «debian:testing-slim»\n');
  flags('the end of the chain', 'ARG V=1.28rc1\nFROM «golang:$V» AS base\nFROM base\nCMD ["go"]\n');
  for (const tag of [
    '3.24',
    'latest',
    'alpine',
    '3.14-alpine3.24',
    'bookworm-slim',
    'trixie-backports',
    '15-beatrix',
    'arch-1',
    '1.0-betamax',
    'research',
    '5.2-apache',
    'preload',
  ])
    passes(tag, `FROM acme/base:${tag}\n`);
  passes('a stage that does not ship', 'FROM rust:nightly AS build\nFROM debian:13\nCOPY --from=build /a /a\n');
  passes('no tag', 'FROM debian\n');
  flags(
    'a whole file',
    `FROM golang:1.28rc1 AS build
RUN go build -o /app ./cmd
FROM «alpine:edge»
COPY --from=build /app /app
USER 10001
ENTRYPOINT ["/app"]
`,
  );
});
