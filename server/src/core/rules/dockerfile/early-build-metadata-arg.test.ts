import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './early-build-metadata-arg.js';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'an ARG above an installation',
    'FROM a\nARG «GIT_SHA»\nRUN apt-get install -y b\nLABEL c=$GIT_SHA\n',
    '"GIT_SHA" differs in every build and repeats the long RUN below, which does not use it: move it down',
    { severity: 'hint', safety: 'unsafe' },
  );
  flags('one above a compilation', 'FROM golang:1.27\nARG «BUILD_DATE»\nRUN go build ./...\nLABEL c=$BUILD_DATE\n');
  flags('each name', 'FROM a\nARG «REVISION» «VCS_REF»=unknown «BUILD_NUMBER»=«CREATED»\nRUN apk add b\n'.replace('=«CREATED»', ''));
  flags('a version without a number', 'FROM a\nARG «VERSION»=dev\nRUN apk add b\nLABEL c=$VERSION\n');
  flags('the use behind it does not help', 'FROM a\nARG «COMMIT»\nRUN apk add b\nRUN make C=$COMMIT\n');
  passes('an ARG behind it', 'FROM a\nRUN apk add b\nARG GIT_SHA\nLABEL c=$GIT_SHA\n');
  passes('a RUN that uses it', 'FROM golang:1.27\nARG VERSION\nRUN go build -ldflags "-X main.v=$VERSION" ./...\n');
  passes('an instruction that uses it above', 'FROM a\nARG VERSION\nCOPY b-$VERSION /\nRUN apk add c\n');
  passes('pins', 'FROM a\nARG VERSION=1.2.3 RELEASE_VERSION=v4 TOOL_SHA=0123abc GIT_COMMIT=0123abcdef\nRUN apk add b\n');
  passes('digests of downloads', 'FROM a\nARG TOOL_SHA CURL_VERSION\nRUN apk add b\n');
  passes('cheap steps', 'FROM a\nARG GIT_SHA\nRUN echo b\nLABEL c=$GIT_SHA\n');
  passes('other names', 'FROM a\nARG UID=1000\nRUN apk add b\n');
  passes('an ARG above the first FROM', 'ARG VERSION\nFROM a:$VERSION\nRUN apk add b\n');
  fixes(
    'down to its user and the comment on it, with CRLF',
    'Move ARG GIT_SHA down to where it is used',
    'FROM a\r\nARG GIT_SHA=none\r\nRUN apk add b\r\n# Where from.\r\nLABEL c=$GIT_SHA\r\n',
    'FROM a\r\nRUN apk add b\r\nARG GIT_SHA=none\r\n# Where from.\r\nLABEL c=$GIT_SHA\r\n',
  );
  offersNoFix('several in one ARG', 'FROM a\nARG GIT_SHA X\nRUN apk add b\nLABEL c=$GIT_SHA\n');
  offersNoFix('no user', 'FROM a\nARG GIT_SHA\nRUN apk add b\n');
  flags(
    'a whole file',
    `FROM node:24-slim
ARG «GIT_COMMIT»
ARG NODE_ENV=production
LABEL org.opencontainers.image.title=shop
RUN apt-get update \\
 && apt-get install -y --no-install-recommends dumb-init \\
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY . .
RUN npm ci
ENV GIT_COMMIT=$GIT_COMMIT
USER node
CMD ["dumb-init", "node", "main.js"]
`,
  );
});
