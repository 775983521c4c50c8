import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import debianFrontendEnv from './debian-frontend-env.js';

ruleSuite(debianFrontendEnv, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'an ENV',
    'FROM debian\nENV «DEBIAN_FRONTEND=noninteractive»\nRUN apt-get update\n',
    'ENV keeps this set in every container of the image, and silences apt there: use ARG, which ends with the build',
    { severity: 'hint', equivalents: [], safety: 'unsafe' },
  );
  flags('one of several', 'FROM debian\nENV LANG=C «DEBIAN_FRONTEND=noninteractive»\n');
  flags('the last of them', 'FROM debian\nENV DEBIAN_FRONTEND=teletype\nENV «DEBIAN_FRONTEND noninteractive»\n');
  flags('a parent stage', 'FROM debian AS a\nENV «DEBIAN_FRONTEND=noninteractive»\nFROM a\nUSER 1\n');
  flags(
    'one line in a whole file',
    'FROM ubuntu:26.04\nLABEL a=b\n# no questions\nENV «DEBIAN_FRONTEND=noninteractive» \\\n    LANG=C.UTF-8\nRUN apt-get update && apt-get install -y tzdata && rm -rf /var/lib/apt/lists/*\nUSER 1000\nCMD ["/app"]\n',
  );
  passes('an ARG', 'FROM debian\nARG DEBIAN_FRONTEND=noninteractive\n');
  passes('the RUN alone', 'FROM debian\nRUN DEBIAN_FRONTEND=noninteractive apt-get install -y a\n');
  passes('a value that is put back', 'FROM debian\nENV DEBIAN_FRONTEND=noninteractive\nRUN apt-get update\nENV DEBIAN_FRONTEND=dialog\n');
  passes('a value that a later stage puts back', 'FROM debian AS a\nENV DEBIAN_FRONTEND=noninteractive\nFROM a\nENV DEBIAN_FRONTEND=\n');
  passes('a stage that does not ship', 'FROM debian AS a\nENV DEBIAN_FRONTEND=noninteractive\nFROM alpine\nCOPY --from=a /a /a\n');
  fixes(
    'the old form',
    'Use ARG',
    'FROM debian\r\nENV DEBIAN_FRONTEND noninteractive\r\n',
    'FROM debian\r\nARG DEBIAN_FRONTEND=noninteractive\r\n',
  );
  offersNoFix('for one of several', 'FROM debian\nENV A=1 DEBIAN_FRONTEND=noninteractive\n');
  offersNoFix('where a stage is built on it', 'FROM debian AS a\nENV DEBIAN_FRONTEND=noninteractive\nFROM a\nRUN apt-get update\n');
  offersNoFix('for a variable', 'FROM debian\nARG F\nENV DEBIAN_FRONTEND=$F\n');
});
