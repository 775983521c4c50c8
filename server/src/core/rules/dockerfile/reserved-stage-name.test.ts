import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './reserved-stage-name.js';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'scratch',
    'FROM a AS «scratch»\n',
    '"scratch" is also the name of the empty image, so later references may mean either: rename the stage',
    {
      severity: 'warning',
      safety: 'unsafe',
      equivalents: ['hadolint:DL3063', 'buildkit:ReservedStageName'],
    },
  );
  flags('context in capitals', 'FROM a AS «CONTEXT»\n', /the build context/);
  passes('the empty image', 'FROM scratch AS b\nCOPY c /\n');
  passes('names that hold the word', 'FROM a AS scratch2\nFROM a AS my-context\n');
  fixes(
    'with all references',
    'Rename to context-stage',
    'FROM a AS Context\nFROM context AS b\nRUN --mount=type=bind,from=context,target=/c d\nCOPY --from=CONTEXT e f\n',
    'FROM a AS context-stage\nFROM context-stage AS b\nRUN --mount=type=bind,from=context-stage,target=/c d\nCOPY --from=context-stage e f\n',
  );
  offersNoFix('the new name is taken', 'FROM a AS scratch\nFROM b AS scratch-stage\n');
  fixes(
    'two mounts of one RUN',
    'Rename to scratch-stage',
    'FROM a AS scratch\nFROM b\nRUN --mount=from=scratch,target=/c --mount=from=scratch,target=/d e\n',
    'FROM a AS scratch-stage\nFROM b\nRUN --mount=from=scratch-stage,target=/c --mount=from=scratch-stage,target=/d e\n',
  );
  flags(
    'a whole file',
    'FROM node:24-slim AS «context»\nWORKDIR /app\nCOPY . .\nRUN npm ci\n\nFROM node:24-slim\nCOPY --from=context /app /app\nUSER node\nCMD ["node", "/app/main.js"]\n',
  );
});
