import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './invalid-default-arg-in-from.js';

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'no default for the tag',
    'ARG TAG\nFROM alpine:«$TAG»\n',
    'Without --build-arg TAG this is no image reference, so a plain build stops: give the ARG a default',
    { severity: 'warning', equivalents: ['buildkit:InvalidDefaultArgInFrom'] },
  );
  flags(
    'no default for the image',
    'ARG BASE\nFROM «${BASE}» AS b\n',
    'Without --build-arg BASE no image is named here, so a plain build stops: give the ARG a default',
    { equivalents: ['buildkit:InvalidDefaultArgInFrom', 'dockerfile-utils:BASE_NAME_EMPTY'] },
  );
  flags('an empty default', 'ARG A=a TAG=""\nFROM $A:«$TAG»\n');
  flags('each argument once', 'ARG A\nARG B\nFROM «$A» AS c\nFROM «$B»\nFROM $A:1\n');
  flags('no default for the registry', 'ARG REGISTRY\nFROM «$REGISTRY»/a\n');
  passes('a default made of another argument', 'ARG A\nARG B=$A\nFROM $B\n');
  passes('a suffix that may be empty', 'ARG SUFFIX\nFROM node:24$SUFFIX\n');
  passes('a prefix that may be empty', 'ARG REGISTRY=\nFROM ${REGISTRY}alpine:3\n');
  passes('a default', 'ARG TAG=3\nFROM alpine:$TAG\n');
  passes('a fallback', 'ARG TAG\nFROM alpine:${TAG:-3}\n');
  passes('a text for the case', 'ARG TAG\nFROM alpine:${TAG:+3}-b\n'.replace(':${TAG:+3}-b', '${TAG:+:3}'));
  passes('a demand for a value', 'ARG TAG\nFROM alpine:${TAG:?needed}\n');
  passes('an undeclared name, which has a rule of its own', 'ARG A\nFROM $A:$B\n');
  passes('a platform argument', 'FROM a-$TARGETARCH\n');
  passes('a stage that is chosen', 'ARG DEBUG\nFROM a AS b\nFROM b$DEBUG\n');
  passes('a wrong default, which is another problem', 'ARG B=Alpine\nFROM $B:3\n');
  flags(
    'a whole file',
    'ARG REGISTRY=docker.io\nARG VERSION\n\nFROM ${REGISTRY}/library/node:«${VERSION}» AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD ["node", "main.js"]\n',
  );
});
