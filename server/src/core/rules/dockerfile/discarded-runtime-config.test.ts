import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './discarded-runtime-config.js';

const FINAL = 'FROM alpine:3.24\nCOPY --from=build /a /a\nCMD ["/a"]\n';

ruleSuite(rule, ({ flags, passes }) => {
  flags(
    'what a builder says',
    `FROM golang:1.27 AS build\n«EXPOSE» 80\nCMD ["/a"]\n${FINAL}`,
    'Stage "build" is only copied from, so its EXPOSE and CMD do nothing: move or delete them',
    { severity: 'info', equivalents: [] },
  );
  for (const line of ['ENTRYPOINT ["/a"]', 'HEALTHCHECK CMD /a', 'STOPSIGNAL SIGQUIT', 'LABEL org.opencontainers.image.title=a'])
    flags(line, `FROM golang:1.27 AS build\n${line.replace(/^\w+/, '«$&»')}\n${FINAL}`);
  flags('a stage without a name', 'FROM golang:1.27\n«CMD» ["/a"]\nFROM alpine:3.24\nCOPY --from=0 /a /a\n', /Stage "0"/);
  flags('a stage that a builder stands on', `FROM golang:1.27 AS base\n«CMD» ["/a"]\nFROM base AS build\nRUN true\n${FINAL}`);
  flags(
    'a stage that is mounted',
    'FROM golang:1.27 AS build\n«CMD» ["/a"]\nFROM alpine:3.24\nRUN --mount=type=bind,from=build,target=/b true\n',
  );
  passes('the final stage and those it is built on', 'FROM alpine:3.24 AS base\nEXPOSE 80\nFROM base\nCMD ["/a"]\n');
  passes('another target of the file', `FROM alpine:3.24 AS worker\nCMD ["/w"]\nFROM golang:1.27 AS build\nRUN true\n${FINAL}`);
  passes('what another target is built on', `FROM golang:1.27 AS build\nCMD ["/a"]\nFROM build AS worker\nRUN true\n${FINAL}`);
  passes('a stage for tests', 'FROM golang:1.27 AS test\nCMD ["/a"]\nFROM alpine:3.24\nCOPY --from=test /r /r\n');
  passes('a target of the configuration', `FROM golang:1.27 AS build\nCMD ["/a"]\n${FINAL}`, { settings: { targets: ['build'] } });
  passes(
    'labels of other kinds and what a build needs',
    `FROM golang:1.27 AS build\nLABEL stage=build\nUSER 1\nENV A=1\nWORKDIR /a\n${FINAL}`,
  );
  passes('a trigger', `FROM golang:1.27 AS build\nONBUILD CMD ["/a"]\n${FINAL}`);
  flags(
    'a whole file',
    `# syntax=docker/dockerfile:1
FROM node:24 AS web
WORKDIR /src
COPY web .
RUN npm ci && npm run build
«EXPOSE» 3000
CMD ["npm", "start"]

FROM nginxinc/nginx-unprivileged:1.30-alpine
COPY --from=web /src/dist /usr/share/nginx/html
EXPOSE 8080
`,
    /^Stage "web" .* EXPOSE and CMD /,
  );
});
