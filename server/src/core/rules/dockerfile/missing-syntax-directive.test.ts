import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './missing-syntax-directive.js';

ruleSuite(rule, ({ flags, passes, fixes }) => {
  flags(
    'a flag, once for the file',
    'FROM a\nCOPY --«link» b /\nCOPY --link c /\n',
    '--link is refused by older builders without a frontend to fetch: add # syntax=docker/dockerfile:1',
    { severity: 'hint', safety: 'unsafe' },
  );
  flags('a heredoc', 'FROM a\nRUN «<<EOF»\nb\nEOF\n', /^A heredoc is refused/);
  flags('a trigger', 'FROM a\nONBUILD ADD --«checksum»=sha256:00 https://example.com/a /\n');
  flags('--parents and --exclude', 'FROM a\nCOPY --«parents» --exclude=*.md a b /\n');
  flags('--device', 'FROM a\nRUN --«device»=vendor.com/gpu b\n');
  passes('a directive', '# syntax=docker/dockerfile:1\nFROM a\nCOPY --link b /\n');
  passes('old syntax', 'FROM a AS x\nRUN --mount=type=cache,target=/x b\nCOPY --from=x --chown=1:1 --chmod=755 b /\n');
  fixes(
    'below other directives',
    'Add # syntax=docker/dockerfile:1',
    '# escape=`\r\nFROM a\r\nCOPY --link b /\r\n',
    '# escape=`\r\n# syntax=docker/dockerfile:1\r\nFROM a\r\nCOPY --link b /\r\n',
  );
  fixes(
    'behind #!',
    'Add # syntax=docker/dockerfile:1',
    '#!/x\nFROM a\nCOPY --link b /\n',
    '#!/x\n# syntax=docker/dockerfile:1\nFROM a\nCOPY --link b /\n',
  );
  flags(
    'a whole file',
    `# The shop.
FROM node:24-slim AS build
WORKDIR /app
COPY . .
RUN «<<EOF»
set -e
npm ci
npm run build
EOF

FROM nginx:1.30
COPY --link --from=build /app/dist /usr/share/nginx/html
`,
  );
});
