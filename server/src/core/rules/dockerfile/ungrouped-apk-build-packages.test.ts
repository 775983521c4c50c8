import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import ungrouped from './ungrouped-apk-build-packages.js';

const run = (script: string) => `FROM alpine:3.24\nRUN ${script}\n`;
const TITLE = 'Group as .build-deps';

ruleSuite(ungrouped, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'packages that are added and deleted',
    run('apk add «gcc» make && make && apk del gcc make'),
    '"gcc" is added and deleted by name, in two lists that drift apart: use --virtual .build-deps',
    { severity: 'hint', equivalents: ['dockerfilelint:apkadd-missing-virtual'], safety: 'unsafe' },
  );
  flags('some of them', run('apk add curl «gcc» && make && apk del --purge gcc'));
  flags('versions', run('apk add «gcc=14.2.0-r4» && make && apk del gcc'));
  flags(
    'one line in a whole file',
    'FROM alpine:3.24\nRUN apk add --no-cache tini \\\n && apk add --no-cache \\\n      «build-base» \\\n      # headers\n      linux-headers \\\n && make -C /src \\\n && apk del build-base linux-headers\nENTRYPOINT ["tini", "/app"]\n',
  );
  passes('a group', run('apk add --virtual .b gcc && make && apk del .b'));
  passes('a short option', run('apk add -t .b gcc && make && apk del .b'));
  passes('other packages', run('apk add gcc && apk del apk-tools'));
  passes('a deletion in front', run('apk del gcc; apk add gcc'));
  passes('another RUN', `${run('apk add gcc')}RUN apk del gcc\n`);
  passes('variables', run('apk add $DEPS && make && apk del $DEPS'));
  passes('another root', run('apk add -p /out gcc && apk del gcc'));
  fixes(
    'by one name',
    TITLE,
    'FROM alpine\r\nRUN apk add --no-cache gcc make && \\\r\n    make && \\\r\n    apk del gcc make && \\\r\n    true\r\n',
    'FROM alpine\r\nRUN apk add --virtual .build-deps --no-cache gcc make && \\\r\n    make && \\\r\n    apk del .build-deps && \\\r\n    true\r\n',
  );
  offersNoFix('where more is added than deleted', run('apk add curl gcc && make && apk del gcc'));
  offersNoFix('where more is deleted', run('apk add gcc && make && apk del gcc curl'));
  offersNoFix('where variables are added', run('apk add gcc $MORE && make && apk del gcc'));
});
