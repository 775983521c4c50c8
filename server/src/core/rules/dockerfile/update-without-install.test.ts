import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import updateWithoutInstall from './update-without-install.js';

const run = (script: string) => `FROM debian:trixie-slim\nRUN ${script}\n`;
const TITLE = 'Update in the RUN that installs';

ruleSuite(updateWithoutInstall, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'an update before a RUN that installs',
    `${run('«apt-get update»')}RUN apt-get install -y curl\n`,
    '"apt-get update" is cached apart from the installs that rely on it, which fail once it is old: use one RUN',
    { severity: 'warning', includes: ['trivy:DS-0017', 'dockerfilelint:apt-get-update_require_install'], safety: 'unsafe' },
  );
  flags(
    'an update before a stage that installs',
    'FROM debian AS base\nRUN «apt-get update»\nFROM base\nRUN apt-get install -y curl\n',
    /^"apt-get update" is cached apart/,
    { severity: 'warning' },
  );
  flags(
    'an update that nothing uses',
    run('«apt update»'),
    '"apt update" fetches an index that nothing in this RUN uses: run it with the install, or remove it',
    { severity: 'info', excludes: ['dockle:CIS-DI-0007'] },
  );
  flags(
    'an update before a RUN with its own',
    `${run('«apt-get update»')}RUN apt-get update && apt-get install -y curl\n`,
    /^"apt-get update" fetches/,
  );
  flags(
    'an update behind the install',
    run('apt-get update && apt-get install -y gnupg && echo x > /etc/apt/sources.list && «apt-get update»'),
  );
  flags('what only tidies up behind it', run('apt-get -y «update» && apt-get clean && rm -rf /tmp/*'));
  flags('apk', run('«apk update»'), {
    severity: 'info',
  });
  flags('zypper', run('«zypper refresh»'), { severity: 'info' });
  flags('a builder', 'FROM debian AS a\nRUN «apt-get update»\nRUN apt-get install -y gcc\nFROM scratch\n');
  flags('a heredoc', 'FROM debian\nRUN <<EOF\n«apt-get update»\nEOF\nRUN apt-get install -y gcc\n');
  flags('a mount on other files', `${run('--mount=type=cache,target=/var/cache/apt «apt-get update»')}RUN apt-get install -y a\n`);
  flags(
    'one line in a whole file',
    `FROM ubuntu:26.04
# everything for the tests
RUN apt-get -q «update»
RUN set -eux; \\
    apt-get install -y --no-install-recommends \\
      curl \\
      jq
RUN apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*
COPY . /src
CMD ["/src/run.sh"]
`,
  );
  for (const script of [
    'apt-get update && apt-get install -y curl',
    'apt-get update; apt-get upgrade -y',
    'apt-get update && apt-get build-dep -y curl',
    'apt-get update && apt-get source curl',
    'apt-get update && apt-get download curl',
    'apt-get update && apt-cache madison curl',
    'apt-get update && gdebi -n a.deb',
    'apt-get update && add-apt-repository -y ppa:a/b',
    'apt-get update && ./install.sh',
    'apt-get update && bash /tmp/setup',
    'apt-get update && npx playwright install --with-deps',
    'apt-get update && $INSTALL curl',
    'apt-get update && for p in a b; do apt-get install -y $p; done',
    'install() { apt-get install -y "$@"; }; apt-get update && install curl',
    'apt-get update && echo curl | xargs apt-get install -y',
    'if ! out=$(apt-get update); then exit 1; fi',
    'apk update && apk add curl',
    'dnf makecache',
    'yum update -y',
    'zypper ref && zypper -n in curl',
    'echo apt-get update',
    'pacman -Sy',
  ])
    passes(script, run(script));
  passes('a cache mount on the lists', `${run('--mount=type=cache,target=/var/lib/apt apt-get update')}RUN apt-get install -y a\n`);
  fixes(
    'by one RUN',
    TITLE,
    'FROM debian\r\n# tools\r\nRUN apt-get update -qq\r\nENV A=1\r\nRUN apt-get install -y \\\r\n  # why\r\n  curl\r\n',
    'FROM debian\r\n# tools\r\nENV A=1\r\nRUN apt-get update -qq && apt-get install -y \\\r\n  # why\r\n  curl\r\n',
  );
  fixes(
    'in front of the install, where errors stop the script',
    TITLE,
    'FROM debian\nRUN apt-get update\nRUN set -eux; \\\n    mkdir a; \\\n    apt-get install -y curl; \\\n    true\n',
    'FROM debian\nRUN set -eux; \\\n    mkdir a; \\\n    apt-get update; apt-get install -y curl; \\\n    true\n',
  );
  offersNoFix('where the RUN does more', `${run('apt-get update && echo done')}RUN apt-get install -y a\n`);
  offersNoFix('where the install has a condition', `${run('apt-get update')}RUN which a || apt-get install -y a\n`);
  offersNoFix('across stages', 'FROM debian AS a\nRUN apt-get update\nFROM a\nRUN apt-get install -y b\n');
  offersNoFix('where the user changes', `${run('apt-get update')}USER app\nRUN apt-get install -y a\n`);
  offersNoFix('for an update that nothing uses', run('apt-get update'));
});
