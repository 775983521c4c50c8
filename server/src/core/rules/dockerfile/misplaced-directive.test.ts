import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './misplaced-directive.js';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'syntax below a comment',
    '# Shop\n«# syntax=docker/dockerfile:1»\nFROM a\n',
    '# syntax= is only a comment here, since directives must be the first lines: move it to the top',
    { severity: 'warning', safety: 'safe' },
  );
  flags('syntax below a blank line', '\n«#syntax = docker/dockerfile:1.7-labs»\nFROM a\n');
  flags('escape below an instruction', 'FROM a\n«# escape=`»\nRUN b\n');
  flags('check=error above an instruction', '# x\n«# check=error=true»\nFROM a\n', /^# check=/, { safety: 'unsafe' });
  flags('check=skip with a blank line below it', 'FROM a\n«# check=skip=A»\n\nRUN b\n');
  flags('one inside a continued instruction', 'FROM a\nRUN b \\\n «# check=skip=A»\n c\n');
  flags(
    'one the top sets already',
    '# syntax=docker/dockerfile:1\n\n«# syntax=docker/dockerfile:1.4»\nFROM a\n',
    /the top of the file sets it already: remove/,
  );
  passes('the block at the top', '# syntax=docker/dockerfile:1\n# escape=`\n# check=skip=A\nFROM a\n');
  passes('a block behind #!', '#!/usr/bin/env docker\n# syntax=docker/dockerfile:1\nFROM a\n');
  passes('check=skip directly above an instruction', 'FROM a\n# check=skip=A\n# why\nRUN b\n');
  passes('check=experimental there', 'FROM a\n  # check=experimental=A\nRUN b\n');
  passes('prose', '# Shop\n# escape = see below\n# syntax = the usual one\n# check=this out\nFROM a\n');
  passes('a repetition, which has a rule of its own', '# escape=`\n# escape=`\nFROM a\n');
  passes('text of a heredoc', 'FROM a\nCOPY <<E /x\n# syntax=docker/dockerfile:1\nE\n');
  fixes(
    'with CRLF and a byte order mark',
    'Move to the top',
    '\uFEFF# Shop\r\n\r\n# syntax=docker/dockerfile:1\r\nFROM a\r\n',
    '\uFEFF# syntax=docker/dockerfile:1\r\n# Shop\r\n\r\nFROM a\r\n',
  );
  fixes(
    'below the directives that are there',
    'Move to the top',
    '# escape=`\n\nFROM a\n# syntax=docker/dockerfile:1',
    '# escape=`\n# syntax=docker/dockerfile:1\n\nFROM a\n',
  );
  offersNoFix('for escape', 'FROM a\n# escape=`\nRUN b\n');
  flags(
    'a whole file',
    `# Copyright the authors
# SPDX-License-Identifier: MIT

«# syntax=docker/dockerfile:1»
FROM golang:1.27 AS build
WORKDIR /src
RUN --mount=target=. go build -o /out/app ./cmd/app

# The image that ships.
FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`,
  );
});
