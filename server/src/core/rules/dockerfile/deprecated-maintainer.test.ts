import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './deprecated-maintainer.js';

const REPLACE = 'Replace by LABEL org.opencontainers.image.authors';

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'MAINTAINER',
    'FROM a\n«MAINTAINER» b\n',
    'MAINTAINER is deprecated and few tools show it: use LABEL org.opencontainers.image.authors',
    {
      severity: 'warning',
      safety: 'unsafe',
      includes: ['hadolint:DL4000', 'buildkit:MaintainerDeprecated', 'trivy:DS-0022', 'checkov:CKV_DOCKER_6'],
    },
  );
  flags('lower case, each time', 'FROM a\n«maintainer» b\nFROM c\n«Maintainer» d\n');
  flags('a fragment', '«MAINTAINER» b\n');
  flags('above FROM', '«MAINTAINER» b\nFROM a\n');
  flags('without a name', 'FROM a\n«MAINTAINER»\n');
  passes('a label', 'FROM a\nLABEL maintainer="b"\n');
  passes('a trigger, which the builder refuses', 'FROM a\nONBUILD MAINTAINER b\n');
  passes('the word elsewhere', 'FROM a\n# MAINTAINER b\nRUN echo \\\n  MAINTAINER\n');

  fixes(
    'a name',
    REPLACE,
    'FROM a\r\n  MAINTAINER Jane Doe <j@example.com>\r\nRUN b\r\n',
    'FROM a\r\n  LABEL org.opencontainers.image.authors="Jane Doe <j@example.com>"\r\nRUN b\r\n',
  );
  fixes('a quoted name', REPLACE, "FROM a\nMAINTAINER 'Jane'\n", 'FROM a\nLABEL org.opencontainers.image.authors="Jane"\n');
  fixes(
    'characters with a meaning',
    REPLACE,
    'FROM a\nMAINTAINER J "$X" \\o/\n',
    'FROM a\nLABEL org.opencontainers.image.authors="J \\"\\$X\\" \\\\o/"\n',
  );
  fixes(
    'under another escape character',
    REPLACE,
    '# escape=`\nFROM a\nMAINTAINER J "\\n" `x\n',
    '# escape=`\nFROM a\nLABEL org.opencontainers.image.authors="J `"\\n`" ``x"\n',
  );
  fixes(
    'beside the label',
    'Remove MAINTAINER',
    'FROM a\nMAINTAINER b\nLABEL org.opencontainers.image.authors=c\n',
    'FROM a\nLABEL org.opencontainers.image.authors=c\n',
  );
  fixes('the first of two, which has no effect', 'Remove MAINTAINER', 'FROM a\nMAINTAINER b\nMAINTAINER c\n', 'FROM a\nMAINTAINER c\n');
  fixes('a fragment', REPLACE, 'MAINTAINER b', 'LABEL org.opencontainers.image.authors="b"');
  offersNoFix('above FROM', 'MAINTAINER b\nFROM a\n');
  offersNoFix('without a name', 'FROM a\nMAINTAINER\n');
  offersNoFix('with a comment inside', 'FROM a\nMAINTAINER a \\\n# c\n b\n');

  flags(
    'a whole file',
    `FROM debian:trixie-slim
«MAINTAINER» Jane Doe <jane@example.com>

RUN apt-get update && apt-get install -y --no-install-recommends \\
    nginx \\
    && rm -rf /var/lib/apt/lists/*
EXPOSE 80
CMD ["nginx", "-g", "daemon off;"]
`,
  );
});
