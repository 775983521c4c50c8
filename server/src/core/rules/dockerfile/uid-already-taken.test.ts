import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import rule from './uid-already-taken.js';

const on = (image: string, script: string) => `FROM ${image}\nRUN ${script}\nCMD ["/app"]\n`;

ruleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'the uid of ubuntu',
    on('ubuntu:24.04', 'useradd -m -u «1000» app'),
    'The base image has uid 1000 ("ubuntu"), so this fails: use it or another number',
    {
      severity: 'warning',
    },
  );
  flags(
    'it in every spelling',
    on(
      'node:24',
      'useradd --uid=«1000» a && useradd --uid «1000» b && useradd -mu «1000» c && adduser --disabled-password --gecos "" --uid «1000» d',
    ),
  );
  flags(
    'it on Alpine',
    on('node:24-alpine', 'addgroup -g «1000» app && adduser -D -u «1000» -G app app'),
    'The base image has gid 1000 ("node"), so this fails: use it or another number',
    /uid 1000 /,
  );
  flags('the uid of nginx, 101', on('nginx:1.30', 'useradd -r -u «101» web'));
  flags('the default of a variable', 'FROM ubuntu:24.04\nARG UID=1000\nRUN useradd -u «$UID» app\n');
  flags(
    'a name',
    on('node:24-slim', 'groupadd -r «node» && useradd -r -g node «node»'),
    '"node:24-slim" has a group "node" already, so this command fails: leave it out',
    '"node:24-slim" has a user "node" already, so this command fails: leave it out',
  );
  flags('a stage built on another, in a heredoc', 'FROM ubuntu:24.04 AS base\nFROM base\nRUN <<EOF\nset -e\nuseradd -u «1000» app\nEOF\n');
  flags(
    'one line in a whole file',
    'FROM ubuntu:24.04\nRUN apt-get update \\\n && apt-get install -y --no-install-recommends python3 \\\n && rm -rf /var/lib/apt/lists/* \\\n && groupadd --gid «1000» app \\\n && useradd --uid «1000» --gid 1000 --create-home app\nCOPY . /srv\nUSER 1000\nCMD ["python3", "/srv/main.py"]\n',
  );
  flags('one whose owner is removed too late', 'FROM ubuntu:24.04\nRUN useradd -u «1000» app\nRUN userdel ubuntu\n');
  passes('another number', on('ubuntu:24.04', 'useradd -u 10001 app'));
  passes('an older image', on('ubuntu:22.04', 'useradd -u 1000 app'));
  passes('an image that is not known', on('registry.corp.dev/base:1', 'useradd -u 1000 node'));
  passes('-o', on('ubuntu:24.04', 'useradd -o -u 1000 app'));
  passes('a removal before', on('ubuntu:24.04', 'userdel -r ubuntu && useradd -u 1000 app'));
  passes('a removal in an earlier RUN', 'FROM ubuntu:24.04\nRUN deluser ubuntu\nRUN useradd -u 1000 app\n');
  passes('a rename', on('node:24', 'usermod -l app node && groupmod -n app node && useradd -u 1000 x'));
  passes('a look first', on('ubuntu:24.04', 'if ! getent passwd 1000; then useradd -u 1000 app; fi'));
  passes('a failure that is allowed', on('ubuntu:24.04', 'useradd -u 1000 app || true'));
  passes('groupadd -f', on('node:24', 'groupadd -f node'));
  passes('an account of the system on Debian', on('node:24', 'adduser --system --group node'));
  passes('membership', on('node:24', 'adduser node audio && usermod -aG audio node'));
  passes('a variable without default', 'FROM ubuntu:24.04\nARG UID\nRUN useradd -u $UID app\n');
  passes('the gid of a group that is there', on('ubuntu:24.04', 'useradd -u 10001 -g 1000 app'));
  fixes(
    'with another number',
    'Use uid 10001',
    on('ubuntu:24.04', 'useradd -m -u 1000 app'),
    on('ubuntu:24.04', 'useradd -m -u 10001 app'),
  );
  fixes('the joined form', 'Use gid 10001', on('node:24', 'groupadd --gid=1000 app'), on('node:24', 'groupadd --gid=10001 app'));
  offersNoFix('where the number is used again', 'FROM ubuntu:24.04\nRUN useradd -u 1000 app\nUSER 1000\n');
  offersNoFix('behind a variable', 'FROM ubuntu:24.04\nARG UID=1000\nRUN useradd -u $UID app\n');
  offersNoFix('for a name', on('node:24', 'useradd node'));
});
