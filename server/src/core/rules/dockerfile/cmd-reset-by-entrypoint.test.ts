import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './cmd-reset-by-entrypoint.js';

const BASE = 'FROM debian:trixie-slim AS web\nCMD ["server"]\n';

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'the CMD of a stage',
    `${BASE}FROM web\n«ENTRYPOINT» ["/wrapper.sh"]\n`,
    'This ENTRYPOINT drops the CMD of stage "web", so it starts without arguments: write the CMD again',
    { severity: 'info', equivalents: [] },
  );
  flags('the CMD of an earlier stage', `${BASE}FROM web AS mid\nUSER 1\nFROM Mid\n«entrypoint» ["/wrapper.sh"]\n`, /stage "mid"/);
  flags('a CMD in shell form', 'FROM a:1 AS web\nCMD server\nFROM web\n«ENTRYPOINT» ["x"]\n');
  flags('a stage that does not ship', `${BASE}FROM web AS x\n«ENTRYPOINT» ["y"]\nFROM a:1\n`);
  flags(
    'the CMD of an image',
    'FROM postgres:18\n«ENTRYPOINT» ["/wrapper.sh"]\n',
    'This ENTRYPOINT drops the CMD of "postgres:18", so it starts without arguments: write the CMD again',
  );

  passes('a CMD of its own', `${BASE}FROM web\nCMD ["x"]\nENTRYPOINT ["/wrapper.sh"]\n`);
  passes('an entry point with arguments', `${BASE}FROM web\nENTRYPOINT ["/app", "serve"]\n`);
  passes('shell form', `${BASE}FROM web\nENTRYPOINT /app\n`);
  passes('an empty entry point', `${BASE}FROM web\nENTRYPOINT []\n`);
  passes('CMD alone', `${BASE}FROM web\nCMD ["x"]\n`);
  passes('an empty CMD', 'FROM a:1 AS web\nCMD []\nFROM web\nENTRYPOINT ["x"]\n');
  passes('the stage that has both', 'FROM a:1\nCMD ["x"]\nENTRYPOINT ["y"]\n');
  passes('an image that starts nothing', 'FROM debian:trixie-slim\nENTRYPOINT ["x"]\n');
  passes('an image that is not known', 'FROM registry.example.com/a:1\nENTRYPOINT ["x"]\n');
  passes('what an earlier ENTRYPOINT dropped', 'FROM postgres:18 AS a\nENTRYPOINT ["x", "y"]\nFROM a\nENTRYPOINT ["z"]\n');
  passes('a trigger', `${BASE}FROM web\nONBUILD ENTRYPOINT ["x"]\n`);

  flags(
    'a whole file',
    `FROM nginx:1.30 AS web
COPY site.conf /etc/nginx/conf.d/
CMD ["nginx", "-g", "daemon off;"]

FROM web
COPY --chmod=755 wrapper.sh /wrapper.sh
# renders the configuration
«ENTRYPOINT» ["/wrapper.sh"]
`,
  );
});
