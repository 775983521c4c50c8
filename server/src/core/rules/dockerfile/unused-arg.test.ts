import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './unused-arg.js';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'an ARG that nothing follows',
    'FROM a\nRUN b\nARG «X»=1\nCMD ["c"]\n',
    'Nothing behind this ARG uses "X", so passing it changes nothing: delete it',
    {
      severity: 'hint',
      safety: 'safe',
    },
  );
  flags(
    'an ARG above the first FROM',
    'ARG «X»=1\nARG Y=2\nFROM a:$Y\nRUN echo $X\n',
    'No FROM uses "X" and no stage declares it, so passing it changes nothing: delete it',
  );
  flags('one of several', 'FROM a\nARG X «Y» Z\nLABEL x=$X z=${Z:-1}\n');
  flags('one whose only user is not used either', 'ARG «X»=1\nARG «Y»=$X\nFROM a\n'.replace('«X»', 'X'));
  flags('one in a stage with users in another', 'FROM a AS b\nARG «X»\nFROM c\nARG X\nRUN d $X\n');
  passes('uses by later instructions', 'FROM a\nARG X Y Z=$X\nCOPY b$Y /\nENV C=$Z\n');
  passes('a RUN, which has it in its environment', 'FROM a\nARG X\nRUN b\n');
  passes('uses by a stage on top', 'FROM a AS b\nARG X Y\nFROM b AS c\nENV D=$X\nFROM c\nCOPY e /$Y\n');
  passes('a RUN of a stage on top', 'FROM a AS b\nARG X\nFROM b\nRUN c\n');
  passes('a flag, a heredoc and a trigger', 'FROM a\nARG X Y Z\nCOPY --chown=$X <<E /b\n$Y\nE\nONBUILD COPY c /$Z\n');
  passes('FROM and other arguments', 'ARG X=1\nARG Y=$X Z\nFROM --platform=$Z a:${Y}\n');
  passes('a declaration in a stage', 'ARG X=1\nFROM a\nARG X\nRUN b\n');
  passes('a declaration by a trigger', 'ARG X=1\nFROM a\nONBUILD ARG X\n');
  passes('what the builder reads', 'ARG BUILDKIT_SBOM_SCAN_STAGE=true\nARG HTTP_PROXY\nFROM a\nARG SOURCE_DATE_EPOCH TARGETARCH\n');
  passes('what was meant for run time, which has a rule of its own', 'FROM a\nARG PORT\nCMD b $PORT\n');
  passes('COPY --from with a variable, which has one too', 'ARG X=a\nFROM b\nCOPY --from=$X c /\nRUN --mount=from=${X},target=/c d\n');
  passes('what a later FROM was meant to see, which has one too', 'FROM a\nARG TAG\nFROM b:$TAG\n');
  passes('a piece without FROM', 'ARG X\n');
  fixes('with its line, with CRLF', 'Delete ARG X', 'ARG X=1\r\n# The base.\r\nFROM a\r\n', '# The base.\r\nFROM a\r\n');
  offersNoFix('several on one line', 'FROM a\nARG X Y\nENV Z=$Y\n');
  flags(
    'a whole file',
    `# syntax=docker/dockerfile:1
ARG NODE_VERSION=24
ARG «NPM_VERSION»=11
FROM node:\${NODE_VERSION}-slim AS build
ARG BUILD_ID
WORKDIR /app
COPY . .
RUN npm ci && npm run build
FROM nginx:1.30
COPY --from=build /app/dist /usr/share/nginx/html
ARG VERSION «REVISION»
LABEL org.opencontainers.image.version=$VERSION
`,
  );
});
