import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rules from './undeclared-arg.rules.js';

const [outOfScope, platform] = rules;
if (!outOfScope || !platform) throw new Error('two rules');

ruleSuite(outOfScope, ({ flags, passes, fixes }) => {
  flags(
    'a use in a label',
    'ARG VERSION=1\nFROM a\nLABEL v=«$VERSION»\n',
    'The ARG of "VERSION" stands above FROM, where no stage sees it, so it is empty: repeat it in the stage',
    { severity: 'warning', safety: 'unsafe', equivalents: ['sonar:S6579', 'buildkit:UndefinedVar'] },
  );
  flags('a use in a script', 'ARG VERSION=1\nFROM a\nRUN echo "«${VERSION}»" > /version\n', { equivalents: ['sonar:S6579'] });
  flags('a use with a fallback', 'ARG VERSION=1\nFROM a\nRUN echo «${VERSION:-2}»\n');
  flags('the first use in each stage', 'ARG V=1\nFROM a AS b\nRUN c «$V»\nENV D=$V\nFROM a\nWORKDIR /«$V»\nRUN e $V\n');
  flags('a heredoc and a mount', 'ARG V=1 W=2\nFROM a\nRUN <<E\nb «$V»\nE\nRUN --mount=type=cache,id=«$W»,target=/c d\n');
  flags('a platform argument that is declared above', 'ARG TARGETARCH\nFROM a\nRUN b «$TARGETARCH»\n');
  flags('a use above the declaration', 'ARG V=1\nFROM a\nRUN b «$V»\nARG V\nRUN c $V\n');
  passes('a declaration in the stage', 'ARG V=1\nFROM a\nARG V\nLABEL v=$V\nRUN b $V\n');
  passes('a declaration in the stage below', 'ARG V=1\nFROM a AS b\nARG V\nFROM b\nRUN c $V\n');
  passes('an ENV of the same name', 'ARG V=1\nFROM a\nENV V=2\nRUN b $V\n');
  passes('a name the image sets', 'ARG NODE_VERSION=24\nFROM node:${NODE_VERSION}\nRUN echo $NODE_VERSION\n');
  passes('a name the script sets', 'ARG V=1\nFROM a\nRUN V=$(b) && c $V\nRUN for V in d; do e $V; done\nRUN export V=1; f $V\n');
  passes('a script that reads a file', 'ARG VERSION=1\nFROM a\nRUN . /etc/os-release && echo $VERSION\n');
  passes('quotes', "ARG V=1\nFROM a\nRUN awk '{print $V}'\nLABEL v='$V'\n");
  passes('FROM itself', 'ARG V=1\nFROM a:$V\n');
  passes('run time', 'ARG V=1\nFROM a\nCMD echo $V\nENTRYPOINT b $V\n');
  passes('proxies', 'ARG HTTP_PROXY\nFROM a\nRUN b $HTTP_PROXY\n');
  passes('triggers', 'ARG V=1\nFROM a\nONBUILD RUN b $V\n');
  passes('PowerShell', 'ARG V=1\nFROM mcr.microsoft.com/windows/servercore:ltsc2025\nSHELL ["powershell"]\nRUN b $V\n');
  fixes(
    'above the first use and its comment, with CRLF',
    'Add ARG V',
    'ARG V=1\r\nFROM a\r\nRUN b\r\n\r\n# Why.\r\nRUN c \\\r\n  $V\r\n',
    'ARG V=1\r\nFROM a\r\nRUN b\r\n\r\nARG V\r\n# Why.\r\nRUN c \\\r\n  $V\r\n',
  );
  flags(
    'a whole file',
    `# syntax=docker/dockerfile:1
ARG ALPINE_VERSION=3.24
ARG TOOL_VERSION=1.4.0

FROM alpine:\${ALPINE_VERSION} AS fetch
RUN apk add --no-cache curl \\
 && curl -fsSLo /tool.tgz "https://example.com/tool-«\${TOOL_VERSION}».tgz"

FROM alpine:\${ALPINE_VERSION}
ARG TOOL_VERSION
LABEL org.opencontainers.image.version=$TOOL_VERSION
COPY --from=fetch /tool.tgz /
`,
  );
});

ruleSuite(platform, ({ flags, passes, fixes }) => {
  flags(
    'a use in a script',
    'FROM a\nRUN GOARCH=«$TARGETARCH» go build\n',
    'BuildKit sets "TARGETARCH" only in stages that have an ARG for it, so it is empty here: add the ARG',
    { severity: 'warning', safety: 'unsafe', equivalents: [] },
  );
  flags('a use in another instruction', 'FROM --platform=$BUILDPLATFORM a\nCOPY bin/«$TARGETOS»-«${TARGETARCH}»/b /\n', {
    equivalents: ['buildkit:UndefinedVar'],
  });
  flags('a fallback', 'FROM a\nRUN b «${TARGETPLATFORM:-linux/amd64}»\n');
  flags('another stage', 'FROM a AS b\nARG TARGETARCH\nRUN c $TARGETARCH\nFROM a\nRUN d «$TARGETARCH»\n');
  passes('a declaration in the stage', 'FROM a\nARG TARGETARCH TARGETOS\nRUN b $TARGETARCH $TARGETOS\n');
  passes('a declaration in the stage below', 'FROM a AS b\nARG TARGETARCH\nFROM b\nRUN c $TARGETARCH\n');
  passes(
    'a stage that is chosen by its name',
    'FROM a AS base\nARG TARGETARCH\nFROM base AS b-amd64\nFROM base AS b-arm64\nFROM b-${TARGETARCH}\nRUN c $TARGETARCH\n',
  );
  passes('a name the script sets', 'FROM a\nRUN TARGETARCH=$(uname -m) && b $TARGETARCH\n');
  passes('FROM itself', 'FROM --platform=$BUILDPLATFORM a-$TARGETARCH\n');
  passes('an ARG above the first FROM, which has a rule of its own', 'ARG TARGETARCH\nFROM a\nRUN b $TARGETARCH\n');
  fixes(
    'above the first use',
    'Add ARG TARGETARCH',
    'FROM a\nRUN b\nRUN c $TARGETARCH',
    'FROM a\nRUN b\nARG TARGETARCH\nRUN c $TARGETARCH',
  );
  flags(
    'a whole file',
    `# syntax=docker/dockerfile:1
FROM --platform=$BUILDPLATFORM golang:1.27 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.cache \\
    CGO_ENABLED=0 GOOS=«$TARGETOS» GOARCH=«$TARGETARCH» go build -o /out/app ./cmd/app
FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`,
  );
});
