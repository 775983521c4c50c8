import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './heredoc-without-errexit.js';

const FROM = 'FROM alpine:3.24\n';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'two commands',
    `${FROM}RUN «<<EOF»\nwget -q https://example.com/tool\nchmod +x tool\nEOF\n`,
    'A failure of "wget" is ignored, as only the last command of a heredoc counts: begin with set -e',
    { severity: 'warning' },
  );
  flags('a shebang without -e', `${FROM}RUN «<<-'EOF'»\n\t#!/bin/bash\n\ta\n\tb\n\tEOF\n`);
  flags('set -e that comes too late', `${FROM}RUN «<<EOF»\na\nset -e\nb\nEOF\n`);
  flags('a heredoc for bash', `${FROM}RUN bash «<<EOF»\na\nb\nEOF\n`);
  flags('commands behind ; on one line', `${FROM}RUN «<<EOF»\na; b\nEOF\n`);
  flags('a loop in front', `${FROM}RUN «<<EOF»\nfor i in 1 2; do install $i; done\nb\nEOF\n`);
  flags('a value that may be missing', `${FROM}RUN «<<EOF»\nv=$(a)\nb\nEOF\n`);
  flags('pipefail without errexit', `${FROM}RUN «<<EOF»\nset -uo pipefail\na | b\nc\nEOF\n`);

  passes('set -e', `${FROM}RUN <<EOF\nset -eux\na\nb\nEOF\n`);
  passes('a shebang with -e', `${FROM}RUN <<EOF\n#!/bin/sh -eu\na\nb\nEOF\n`);
  passes('SHELL with -e', `${FROM}SHELL ["/bin/sh", "-ec"]\nRUN <<EOF\na\nb\nEOF\n`);
  passes('bash -e', `${FROM}RUN bash -eu <<EOF\na\nb\nEOF\n`);
  passes('one command', `${FROM}RUN <<EOF\na\nEOF\n`);
  passes('one list', `${FROM}RUN <<EOF\na &&\n  b &&\n  c\nEOF\n`);
  passes('what cannot fail in front', `${FROM}RUN <<EOF\n# first\necho a > /a\nexport B=1\nC=2\nrm -rf /tmp/x\na\nEOF\n`);
  passes('failures that are taken care of', `${FROM}RUN <<EOF\na || exit 1\nb || true\n[ -f x ] && c\nd\nEOF\n`);
  passes('another program', `${FROM}RUN python3 <<EOF\na\nb\nEOF\n`);
  passes('another language', `${FROM}RUN <<EOF\n#!/usr/bin/env python3\nimport os\nprint(1)\nEOF\n`);
  passes('a file', `${FROM}RUN cat <<EOF > /etc/x\na\nb\nEOF\n`);
  passes('no heredoc', `${FROM}RUN a; b\n`);
  passes('COPY', `${FROM}COPY <<EOF /x\na\nb\nEOF\n`);

  fixes(
    'as the first line',
    'Stop at the first failure',
    `${FROM}RUN <<EOF\n  a\n  b\nEOF\n`,
    `${FROM}RUN <<EOF\n  set -e\n  a\n  b\nEOF\n`,
  );
  fixes(
    'behind the shebang, with its tabs and CRLF',
    'Stop at the first failure',
    `${FROM}RUN <<-EOF\n\t#!/bin/bash\n\ta\n\tb\nEOF\n`.replace(/\n/g, '\r\n'),
    `${FROM}RUN <<-EOF\n\t#!/bin/bash\n\tset -e\n\ta\n\tb\nEOF\n`.replace(/\n/g, '\r\n'),
  );
  fixes(
    'in the heredoc of bash',
    'Stop at the first failure',
    `${FROM}RUN bash <<EOF\na\nb\nEOF\n`,
    `${FROM}RUN bash <<EOF\nset -e\na\nb\nEOF\n`,
  );
  offersNoFix('no end yet', `${FROM}RUN <<EOF\na\nb\n`);

  flags(
    'a whole file',
    [
      '# syntax=docker/dockerfile:1',
      'FROM debian:trixie-slim AS build',
      'RUN <<EOF',
      'set -eu',
      'apt-get update',
      'apt-get install -y --no-install-recommends build-essential',
      'EOF',
      'COPY . /src',
      'RUN --mount=type=cache,target=/root/.cache «<<EOF»',
      'cd /src',
      './configure --prefix=/usr',
      'make -j"$(nproc)"',
      'make install DESTDIR=/out',
      'EOF',
      'FROM debian:trixie-slim',
      'COPY --from=build /out /',
      'USER 10001',
      'CMD ["/usr/bin/tool"]',
      '',
    ].join('\n'),
    /"cd"/,
  );
});
