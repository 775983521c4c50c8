import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './circular-stage-dependency.js';

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'two stages that copy from each other',
    'FROM x AS a\nCOPY --from=«b» c /\nFROM x AS b\nCOPY --from=a c /\n',
    '"b" itself needs "a", so neither can be built: take one reference out',
    { severity: 'error', equivalents: ['tally:circular-stage-deps'] },
  );
  flags('a stage built on the other', 'FROM x AS a\nRUN --mount=from=«B»,target=/c d\nFROM a AS b\n');
  flags(
    'three stages, once',
    'FROM x AS a\nCOPY --from=«c» d /\nFROM x AS b\nCOPY --from=a d /\nFROM x AS c\nCOPY --from=b d /\nCOPY --from=a d /\n',
  );
  flags('two circles', 'FROM x AS a\nCOPY --from=«b» e /\nFROM a AS b\nFROM x AS c\nCOPY --from=«d» e /\nFROM c AS d\n');
  flags('numbers', 'FROM x\nCOPY --from=«1» a /\nFROM x\nCOPY --from=0 a /\n', /^"1" itself needs "0"/);
  passes('a stage that copies from itself', 'FROM x AS a\nCOPY --from=a b /\n');
  passes('a later stage that needs nothing', 'FROM x AS a\nCOPY --from=b c /\nFROM x AS b\n');
  passes('a diamond', 'FROM x AS a\nFROM a AS b\nFROM a AS c\nFROM x\nCOPY --from=b d /\nCOPY --from=c d /\n');
  flags(
    'a whole file',
    'FROM node:24 AS deps\nWORKDIR /app\nCOPY package.json .\nRUN --mount=type=bind,from=«build»,source=/app/dist,target=/dist npm ci\n\nFROM deps AS build\nCOPY . .\nRUN npm run build\n\nFROM nginx:1.30\nCOPY --from=build /app/dist /usr/share/nginx/html\n',
  );
});
