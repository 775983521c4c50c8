import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './invalid-expose-port.js';

const clean = (words: string): string => `FROM alpine:3.24\nEXPOSE ${words}\n`;

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'a port above the last',
    clean('80 «80800»'),
    '"80800" is outside the range of ports, so the build stops here: use numbers from 0 to 65535',
    {
      severity: 'error',
      includes: ['hadolint:DL3011', 'trivy:DS-0008'],
      excludes: ['dockerfile-utils:INVALID_PORT'],
    },
  );
  flags('the end of a range above the last', clean('«8000-70000/tcp»'), /^"8000-70000"/);
  flags('no number', clean('«http»'), '"http" is no port, so the build stops here: write a number, or two with a dash between them', {
    equivalents: ['dockerfile-utils:INVALID_PORT', 'dockerfilelint:invalid_port'],
  });
  flags('an open quote', clean('«"80»'));
  flags('a comma', clean('«80,443»'));
  flags('an open range', clean('«80-»'));
  flags('a range of three', clean('«1-2-3»'));
  flags('a protocol alone', clean('«/tcp»'));
  flags('a comment at the end, once', clean('80 «#» the web server'), /^"#" is no port/);
  flags(
    'a range that runs backwards',
    clean('«8010-8000»'),
    '"8010-8000" runs backwards, so the build stops here: put the lower port first',
    {
      equivalents: [],
    },
  );
  flags('another protocol', clean('«80/http»'), '"http" is no protocol of EXPOSE, so the build stops here: use tcp, udp or sctp', {
    equivalents: ['dockerfile-utils:INVALID_PROTO'],
  });
  flags('another protocol behind a variable', clean('«$PORT/tpc»'));
  flags('the port of the container in a mapping', clean('«80:99999»'), /^"99999"/);
  flags('a trigger', 'FROM alpine:3.24\nONBUILD expose «99999»\n');
  flags('a piece of a file', 'EXPOSE «99999»\n');

  passes('ports, ranges and protocols', clean('0 80 65535 8000-8010 5-5 53/udp 9/sctp 80/TCP 8000-8001/udp 80/ +80'));
  passes('quotes', clean('"80" \'443\''));
  passes('variables', clean('$PORT ${PORT:-99999} $A-$B ${P}/tcp 80/$PROTOCOL ${PORT:-80/tcp}'));
  passes('a mapping, which is a finding of its own', clean('127.0.0.1:80:80 8080:80'));
  passes('without arguments', clean(''));
  passes('other instructions', 'FROM alpine:3.24\nENV PORT=99999\nCMD ["99999"]\n');

  flags(
    'a whole file',
    `FROM node:24-slim AS build
WORKDIR /app
COPY . .
RUN npm ci && npm run build

FROM nginx:1.30-alpine
COPY --from=build /app/dist /usr/share/nginx/html
EXPOSE 80/tcp \\
  # metrics
  «91130»
HEALTHCHECK CMD wget -q --spider http://localhost/
`,
  );
});
