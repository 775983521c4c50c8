import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './undefined-arg-in-from.js';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'an undeclared name in the tag',
    'FROM node:«$VERSION»-slim\n',
    'No ARG above the first FROM declares "VERSION", so nothing can stand here: declare it there',
    { severity: 'warning', safety: 'unsafe', equivalents: ['buildkit:UndefinedArgInFrom'] },
  );
  flags('the whole image', 'FROM «${BASE}»\n', { equivalents: ['buildkit:UndefinedArgInFrom', 'dockerfile-utils:BASE_NAME_EMPTY'] });
  flags(
    'a slip',
    'ARG ALPINE_VERSION=3\nFROM alpine:«${ALPINE_VERSON}»\n',
    'No ARG above the first FROM declares "ALPINE_VERSON", so nothing stands here: write ALPINE_VERSION',
    { safety: 'safe' },
  );
  flags('a slip that leaves an image', 'ARG SUFFIX=-slim\nFROM node:24«$SUFIX»\n', { safety: 'unsafe' });
  flags('the platform', 'FROM --platform=«$BUILDPLATFROM» a\n', /write BUILDPLATFORM$/, { safety: 'safe' });
  flags(
    'an ARG of the stage above',
    'FROM a AS b\nARG TAG=1\nFROM c:«$TAG»\n',
    '"TAG" is declared inside a stage, which FROM cannot see: move its ARG above the first FROM',
  );
  flags(
    'a fallback',
    'FROM «${REGISTRY:-docker.io}»/library/nginx\n',
    'No ARG above the first FROM declares "REGISTRY", so --build-arg cannot set it: declare it there',
    { severity: 'info' },
  );
  flags('one inside a fallback', 'ARG A\nFROM ${A:-«$IMAGE»}\n');
  flags('each of two', 'ARG X\nFROM «$HOST»/«$IMAGE»\n');
  flags('an ENV of the stage above', 'FROM a\nENV TAG=1\nFROM b:«$TAG»\n', /^No ARG/);
  passes('declared names', 'ARG A=a B\nARG C=$A\nFROM $A:${B}${C#x}\nFROM ${A:-b}\n');
  passes(
    'platform arguments',
    'FROM --platform=$BUILDPLATFORM a AS b-$TARGETARCH\nFROM a-${TARGETARCH}${TARGETVARIANT}\nFROM $TARGETSTAGE\n',
  );
  passes('an escaped dollar', 'FROM a:\\$B\n');
  fixes('the name only', 'Write BASE', 'ARG BASE=a\nFROM ${BSAE:-a} AS b\n'.replace('BSAE', 'BASEE'), 'ARG BASE=a\nFROM ${BASE:-a} AS b\n');
  fixes(
    'by declaring it above everything',
    'Declare ARG IMAGE',
    '# Shop\n\n# The base.\nFROM $IMAGE\n',
    '# Shop\n\nARG IMAGE\n# The base.\nFROM $IMAGE\n',
  );
  offersNoFix('to move an ARG', 'FROM a\nARG TAG\nFROM b:$TAG\n');
  flags(
    'a whole file',
    `ARG GO_VERSION=1.27
FROM --platform=$BUILDPLATFORM golang:\${GO_VERSION} AS build
ARG TARGETOS TARGETARCH
WORKDIR /src
COPY . .
RUN GOOS=$TARGETOS GOARCH=$TARGETARCH go build -o /app
FROM alpine:«\${ALPINE}»
COPY --from=build /app /app
`,
  );
});
