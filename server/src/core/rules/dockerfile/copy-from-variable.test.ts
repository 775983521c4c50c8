import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './copy-from-variable.js';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'COPY',
    'ARG X=a\nFROM b\nCOPY --from=«$X» c /\n',
    'Variables are not replaced here, so the build stops: write FROM $X AS name and copy from that',
    { severity: 'error', safety: 'unsafe', equivalents: ['dockerfile-utils:FLAG_INVALID_FROM_VALUE'] },
  );
  flags('a mount', 'ARG X=a\nFROM b\nRUN --mount=type=bind,from=«${X}»,target=/c d\n', { equivalents: [] });
  flags('a part of it', 'FROM b\nCOPY --from=«registry.example.com/tools/uploader:${VERSION}» c /\n', /write FROM \$IMAGE AS/);
  flags('quotes', 'FROM b\nCOPY --from="«$X»" c /\n'.replace('"«$X»"', '«"$X"»'));
  passes('FROM', 'ARG X=a\nFROM $X\n');
  passes('plain names', 'FROM a AS b\nFROM c\nCOPY --from=b --chown=$U d /$E\nRUN --mount=type=cache,from=b,target=$F g\n');
  fixes(
    'by a stage above the comment of the stage',
    'Copy from a stage of its own',
    'ARG V=1\r\nFROM a\r\n\r\n# Ships.\r\nFROM b\r\nCOPY --link --from=example.com/my/tool_s:$V /c /\r\n',
    'ARG V=1\r\nFROM a\r\n\r\nFROM example.com/my/tool_s:$V AS tool-s\r\n# Ships.\r\nFROM b\r\nCOPY --link --from=tool-s /c /\r\n',
  );
  fixes(
    'of a mount',
    'Copy from a stage of its own',
    'ARG IMAGE=a\nFROM b\nRUN --mount=from=$IMAGE,target=/c d\n',
    'ARG IMAGE=a\nFROM $IMAGE AS image\nFROM b\nRUN --mount=from=image,target=/c d\n',
  );
  fixes(
    'with an ARG of the only stage',
    'Copy from a stage of its own',
    'FROM a\nARG UV_VERSION="0.9"\nCOPY --from=ghcr.io/astral-sh/uv:${UV_VERSION} /uv /bin/\n',
    'ARG UV_VERSION="0.9"\nFROM ghcr.io/astral-sh/uv:${UV_VERSION} AS uv\nFROM a\nARG UV_VERSION="0.9"\nCOPY --from=uv /uv /bin/\n',
  );
  fixes(
    'with an ARG of a later stage',
    'Copy from a stage of its own',
    'FROM a AS b\n\nFROM c\nARG X Y=1\nCOPY --from=d:$Y e /\n',
    'ARG Y=1\nFROM a AS b\n\nFROM d:$Y AS d\nFROM c\nARG X Y=1\nCOPY --from=d e /\n',
  );
  offersNoFix('an ENV of the stage', 'FROM a\nENV X=1\nCOPY --from=$X b /\n');
  offersNoFix('an ARG that needs others', 'FROM a\nARG X=$Y\nCOPY --from=$X b /\n');
  offersNoFix('the name is taken', 'ARG X=a\nFROM a AS x\nFROM b\nCOPY --from=$X c /\n');
  flags(
    'a whole file',
    `# syntax=docker/dockerfile:1
ARG NODE_VERSION=24
ARG ASSETS=registry.example.com/assets:7

FROM node:\${NODE_VERSION}-slim
WORKDIR /app
COPY . .
RUN npm ci
COPY --from=«\${ASSETS}» /dist ./public
USER node
CMD ["node", "main.js"]
`,
  );
});
