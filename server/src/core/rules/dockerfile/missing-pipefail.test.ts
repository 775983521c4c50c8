import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './missing-pipefail.js';

const DEBIAN = 'FROM debian:trixie-slim\n';
const GET = 'curl -fsS https://example.com/a.tgz';
const SHELL = 'SHELL ["/bin/bash", "-o", "pipefail", "-c"]\n';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'a download into a shell under dash',
    `${DEBIAN}RUN «curl» -fsS https://example.com/a.sh | sh\n`,
    'A failure of "curl" is lost, and sh has no pipefail here: run bash with -o pipefail by SHELL',
    { equivalents: ['hadolint:DL4006', 'kics:efbf148a-67e9-42d2-ac47-02fa1c0d0b22', 'semgrep:set-pipefail'], severity: 'info' },
  );
  flags('the same on Alpine, whose sh can', 'FROM alpine:3.24\nRUN «wget» -qO- https://example.com/a | sh\n', /: set -o pipefail$/);
  flags('an image nobody knows', 'FROM example.com/acme/base:1\nRUN «curl» x | sh\n', /: SHELL with -o pipefail$/);
  flags('a SHELL with bash alone', 'FROM example.com/acme/base:1\nSHELL ["/bin/bash", "-c"]\nRUN «curl» x | sh\n', /: set -o pipefail$/);
  flags('the command in the middle', `${DEBIAN}RUN echo x | «./convert» | tee y\n`);
  flags('cat of a file', `${DEBIAN}RUN «cat» packages.txt | xargs apt-get install -y\n`);
  flags('one finding per RUN', `${DEBIAN}RUN «curl» x | tar -x && curl y | tar -x\nRUN true && \\\n  «curl» z | sh\n`);
  flags('a value that is assigned', `${DEBIAN}RUN v="$(«curl» x | jq -r .tag)" && echo "$v"\n`);
  flags('a heredoc', `${DEBIAN}RUN <<EOF\nset -e\n«curl» x | tar -x\nEOF\n`);
  flags('a JSON form, which SHELL does not reach', `${DEBIAN}${SHELL}RUN ["bash", "-c", "«curl» x | tar -x"]\n`, { equivalents: [] });
  flags('a group behind &&', `${DEBIAN}RUN a && { «curl» x | tar -x; }\n`);
  flags('the body of an if', `${DEBIAN}RUN if a; then «curl» x | tar -x; fi\n`);
  flags('pipefail that a subshell alone has', `${DEBIAN}RUN (set -o pipefail; a) && «curl» x | tar -x\n`);
  flags('a trigger', `${DEBIAN}ONBUILD RUN «curl» x | tar -x\n`);

  passes('SHELL with pipefail up the chain', `${DEBIAN.replace('\n', ' AS base\n')}${SHELL}FROM base\nRUN ${GET} | tar -xz\n`);
  passes('flags in one word', `${DEBIAN}SHELL ["/bin/bash", "-euxo", "pipefail", "-c"]\nRUN ${GET} | tar -xz\n`);
  passes('set in the script', `FROM alpine:3.24\nRUN set -o pipefail && ${GET} | tar -xz\n`);
  passes('set with other options', `FROM alpine:3.24\nRUN set -euxo pipefail; ${GET} | tar -xz\n`);
  passes('a shebang with pipefail', `${DEBIAN}RUN <<EOF\n#!/bin/bash -eo pipefail\n${GET} | tar -xz\nEOF\n`);
  passes('PowerShell', 'FROM mcr.microsoft.com/powershell:7\nSHELL ["pwsh", "-Command"]\nRUN curl x | tar -x\n');
  passes(
    'what does not fail',
    `${DEBIAN}RUN echo x | tee y && printf x | sh && yes | apt-get install a && true | a && cat <<E | sh\nx\nE\n`,
  );
  passes('filters behind it', `${DEBIAN}RUN echo x | sed s/a/b/ | sort -u | tee y\n`);
  passes(
    'lists of what is there',
    `${DEBIAN}RUN find / -name x | xargs rm -f && dpkg-query -W | sort > /x && ldd /bin/a | awk '{print}' | sort\n`,
  );
  passes('an if that asks', `${DEBIAN}RUN if curl x | grep y; then a; fi; while curl x | grep y; do a; done\n`);
  passes(
    'a reader that stops early, or that finds nothing then',
    `${DEBIAN}RUN curl x | head -n 1 > y && curl x | grep -q y && gpg -k | grep z\n`,
  );
  passes('grep in front, whose status is an answer', `${DEBIAN}RUN grep -v '^#' x | xargs a\n`);
  passes('a pipe in a word', `${DEBIAN}RUN apt-get install "a=$(curl x | jq .)" && export v=$(curl x | jq .)\n`);
  passes('a script of its own', `${DEBIAN}RUN su app -c 'curl x | tar -x'\n`);
  flags(
    'what fails without its input, as a hint',
    `${DEBIAN}RUN «curl» -fsS https://example.com/a.tgz | tar -xz\n`,
    '"tar" fails where "curl" does, but its error hides the cause: run with pipefail',
    { severity: 'hint', includes: ['hadolint:DL4006'] },
  );
  flags('a key', `${DEBIAN}RUN «curl» x | gpg --dearmor | apt-key add - && curl y | apt-key add -\n`, /^"gpg" fails/, { severity: 'hint' });
  flags('a loss behind one that is noticed', `${DEBIAN}RUN curl x | tar -xz && «curl» y | tee z\n`, /lost/, { severity: 'info' });
  flags('a reader that another one hides', `${DEBIAN}RUN «curl» x | gpg --dearmor | tee y\n`, /lost/, { severity: 'info' });
  flags('the tar of BusyBox, for which nothing is an archive', 'FROM alpine:3.24\nRUN «wget» -qO- x | tar -x\n', /lost/, {
    severity: 'info',
  });
  flags('a compressed one there', 'FROM alpine:3.24\nRUN «wget» -qO- x | tar xzf - -C /opt && wget -qO- y | xz -d > z\n', /^"tar"/, {
    severity: 'hint',
  });
  passes('cat of an archive, which tar misses by itself', `${DEBIAN}RUN cat a.tar.xz | tar -xJ && cat b.gz | gunzip > b\n`);
  passes('a sum of what comes in', `${DEBIAN}RUN echo x | sha1sum | cut -c 1-8 > y\n`);
  flags('a sum that is compared', `${DEBIAN}RUN echo x | «sha1sum» -c | tee y\n`);
  passes('a negation', `${DEBIAN}RUN ! curl x | grep y\n`);
  passes('no pipe', `${DEBIAN}RUN ${GET} -o a.tgz || exit 1\n`);

  fixes(
    'in front of the first RUN of the stage',
    'Run with pipefail by SHELL',
    `${DEBIAN}ENV A=1\n# one\nRUN a\nRUN ${GET} | tar -xz\n`,
    `${DEBIAN}ENV A=1\n${SHELL}# one\nRUN a\nRUN ${GET} | tar -xz\n`,
  );
  fixes(
    'in the SHELL that is there',
    'Run with pipefail by SHELL',
    `${DEBIAN}SHELL ["/bin/bash", "-c"]\nRUN ${GET} | tar -xz\n`,
    `${DEBIAN}${SHELL}RUN ${GET} | tar -xz\n`,
  );
  fixes(
    'with ash on Alpine, CRLF kept',
    'Run with pipefail by SHELL',
    `FROM alpine:3.24\r\nRUN ${GET} \\\r\n  | tar -xz\r\n`,
    `FROM alpine:3.24\r\nSHELL ["/bin/ash", "-o", "pipefail", "-c"]\r\nRUN ${GET} \\\r\n  | tar -xz\r\n`,
  );
  fixes(
    'with bash on Fedora',
    'Run with pipefail by SHELL',
    `FROM fedora:44\nRUN ${GET} | tar -xz\n`,
    `FROM fedora:44\n${SHELL}RUN ${GET} | tar -xz\n`,
  );
  offersNoFix('an image nobody knows', 'FROM example.com/acme/base:1\nRUN curl x | tar -xz\n');
  offersNoFix('a JSON form', `${DEBIAN}RUN ["bash", "-c", "curl x | tar -x"]\n`);
  offersNoFix('a trigger', `${DEBIAN}ONBUILD RUN curl x | tar -x\n`);
  offersNoFix('a shebang, which SHELL does not reach', `${DEBIAN}RUN <<EOF\n#!/bin/bash\ncurl x | tar -x\nEOF\n`);
  offersNoFix('dash by name', `${DEBIAN}SHELL ["/bin/dash", "-c"]\nRUN curl x | tar -x\n`);

  flags(
    'a whole file',
    [
      '# syntax=docker/dockerfile:1',
      'FROM golang:1.27 AS build',
      'WORKDIR /src',
      'COPY . .',
      'RUN set -eux; go build -o /out/app ./cmd',
      'FROM debian:trixie-slim',
      'RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates curl && \\',
      '    rm -rf /var/lib/apt/lists/*',
      'RUN mkdir -p /opt/tool && \\',
      '    «curl» -fsSL https://example.com/tool.tar.xz | tar -xJ -C /opt/tool --strip-components=1',
      'COPY --from=build /out/app /usr/local/bin/app',
      'USER 10001',
      'ENTRYPOINT ["/usr/local/bin/app"]',
      '',
    ].join('\n'),
  );
});
