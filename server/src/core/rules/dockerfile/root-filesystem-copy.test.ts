import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './root-filesystem-copy.js';

const BUILD = 'FROM debian:trixie AS build\nRUN make install\n';

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'a stage over an image',
    `${BUILD}FROM debian:trixie-slim\nCOPY --from=build «/ /»\n`,
    'All of "build" lands on top of this image, its accounts and libraries too: copy only what is needed',
    {
      severity: 'warning',
      equivalents: ['hadolint:DL3067'],
    },
  );
  flags(
    'other spellings',
    `${BUILD}FROM debian:13\nCOPY --from=build «/. /»\nWORKDIR /\nCOPY --from=0 «/ ./»\nCOPY --link --from=build [«"/", "/"»]\n`,
  );
  flags('a known image', 'FROM debian:13\nCOPY --from=alpine:3.24 «/ /»\n', { severity: 'warning' });
  flags('an image that is not known, as an info', 'FROM debian:13\nCOPY --from=registry.corp.dev/a:1 «/ /»\n', { severity: 'info' });
  flags('the squash, as a hint', `${BUILD}FROM scratch\nCOPY --from=build «/ /»\nCMD ["/bin/sh"]\n`, /^All of "build" becomes one layer/, {
    severity: 'hint',
  });
  flags(
    'one line in a whole file',
    'FROM node:24 AS build\nWORKDIR /srv\nCOPY . .\nRUN npm ci && npm run build\nFROM node:24-slim\nCOPY --from=build «/ /»\nWORKDIR /srv\nUSER node\nCMD ["node", "dist/main.js"]\n',
  );
  passes(
    'paths',
    `${BUILD}FROM debian:13\nCOPY --from=build /usr/local /usr/local\nCOPY --from=build /out/ /\nCOPY --from=build / /rootfs\n`,
  );
  passes('a stage on scratch', 'FROM scratch AS files\nCOPY etc /etc\nFROM debian:13\nCOPY --from=files / /\n');
  passes('overlays', 'FROM debian:13\nCOPY --from=tonistiigi/xx / /\nCOPY --from=tonistiigi/xx:1.6.1 / /\n');
  passes('the context', 'FROM debian:13\nCOPY / /\n');
  passes('the folder of the program', `${BUILD}FROM debian:13\nWORKDIR /srv\nCOPY --from=build / .\n`);
});
