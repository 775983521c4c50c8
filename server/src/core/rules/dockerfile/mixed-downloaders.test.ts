import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import mixedDownloaders from './mixed-downloaders.js';

const URL = 'https://example.com/a';

ruleSuite(mixedDownloaders, ({ flags, passes }) => {
  flags(
    'both in one RUN, once',
    `FROM alpine:3.24\nRUN wget ${URL} && «curl» -O ${URL} && curl ${URL}\n`,
    'This stage downloads with "wget" as well, so that it needs both: use one of them',
    { severity: 'hint', includes: ['hadolint:DL4001', 'trivy:DS-0014'] },
  );
  flags('both in two RUNs', `FROM alpine\nRUN curl ${URL} | tar x\nRUN sudo «wget» ${URL}\n`);
  flags('a trigger', `FROM alpine\nRUN curl ${URL}\nONBUILD RUN «wget» ${URL}\n`);
  flags(
    'one line in a whole file',
    `FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y --no-install-recommends curl wget && rm -rf /var/lib/apt/lists/*\nRUN curl -fsSLo /a ${URL}\nRUN set -eux; \\\n    «wget» -O /b ${URL}\nUSER 1000\nCMD ["/a"]\n`,
  );
  passes('one of them', `FROM alpine\nRUN curl ${URL} && curl ${URL}\n`);
  passes('both installed', 'FROM alpine\nRUN apk add --no-cache curl wget\n');
  passes('one for each stage', `FROM alpine AS a\nRUN curl ${URL}\nFROM alpine\nRUN wget ${URL}\n`);
  passes('a health check', `FROM alpine\nRUN wget ${URL}\nHEALTHCHECK CMD curl -f http://localhost/\n`);
});
