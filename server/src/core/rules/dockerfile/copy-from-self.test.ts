import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './copy-from-self.js';

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'its own name',
    'FROM a AS b\nCOPY --from=«B» c /\n',
    'This is the stage itself, which is not finished yet, so the build stops here: name an earlier stage, or use RUN cp',
    { severity: 'error', equivalents: ['hadolint:DL3023', 'trivy:DS-0006', 'kics:cdddb86f-95f6-4fc4-b5a1-483d9afceb2b'] },
  );
  flags('its own number', 'FROM a\nFROM b\nCOPY --from=«1» c /\n', { equivalents: [] });
  flags('a mount', 'FROM a AS b\nRUN --mount=type=bind,from=«b»,target=/c d\n', { equivalents: [] });
  flags(
    'the image that gave the stage its name',
    'FROM nginx:1.30 AS nginx\nCOPY --from=«nginx» a /\n',
    'The stage itself is named "nginx", so this is no image and the build stops: add a tag or rename it',
  );
  passes('other stages', 'FROM a AS b\nFROM b AS c\nCOPY --from=b d /\nCOPY --from=0 d /\n');
  passes('the same image by tag', 'FROM nginx:1.30 AS nginx\nCOPY --from=nginx:1.30 a /\n');
  flags(
    'a whole file',
    'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /app\n\nFROM alpine:3.24 AS final\nCOPY --from=build /app /app\nCOPY --from=«final» /etc/ssl /ssl\nUSER 10001\nENTRYPOINT ["/app"]\n',
  );
});
