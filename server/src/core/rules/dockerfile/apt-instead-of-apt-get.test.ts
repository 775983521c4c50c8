import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import aptInsteadOfAptGet from './apt-instead-of-apt-get.js';

const run = (script: string) => `FROM debian:trixie-slim\nRUN ${script}\n`;

ruleSuite(aptInsteadOfAptGet, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'apt install',
    run('«apt» install -y curl'),
    'apt is for people, its options and output may change with each release: use apt-get in scripts',
    { severity: 'info', includes: ['hadolint:DL3027', 'checkov:CKV_DOCKER_9'], safety: 'safe' },
  );
  flags('the first of a RUN', run('«apt» update && sudo apt -y install curl && apt clean'));
  flags('apt search', run('«apt» search curl'), /use apt-cache in scripts$/);
  flags(
    'apt list',
    run('«apt» list --installed'),
    'apt is for people, and the output of "apt list" may change: use dpkg-query or apt-cache in scripts',
  );
  flags('a builder and a trigger', 'FROM debian AS a\nONBUILD RUN «apt» update\nFROM scratch\n');
  flags(
    'one line in a whole file',
    'FROM debian:trixie-slim\nRUN apt-get update \\\n && «apt» install -y --no-install-recommends \\\n      # TLS\n      ca-certificates \\\n && apt-mark manual ca-certificates \\\n && rm -rf /var/lib/apt/lists/* /etc/apt/apt.conf.d/x\nUSER 1000\nCMD ["/app"]\n',
  );
  passes('the other commands', run('apt-get update && apt-cache policy curl && apt-mark hold curl && apt-config dump'));
  passes('a path', run('rm -rf /var/lib/apt /etc/apt && ls apt'));
  passes('a word of another command', run('echo apt install curl'));
  passes('a question about itself', run('apt --version'));
  fixes('by apt-get', 'Use apt-get', run('/usr/bin/apt -qq install -y a'), run('/usr/bin/apt-get -qq install -y a'));
  fixes(
    'all of a RUN',
    'Use apt-get and apt-cache',
    'FROM debian\r\nRUN apt update && \\\r\n    apt policy curl && \\\r\n    apt install -y curl\r\n',
    'FROM debian\r\nRUN apt-get update && \\\r\n    apt-cache policy curl && \\\r\n    apt-get install -y curl\r\n',
  );
  fixes('by apt-cache', 'Use apt-cache', run('apt policy curl'), run('apt-cache policy curl'));
  fixes('upgrade with what apt adds', 'Use apt-get', run('apt upgrade -y'), run('apt-get upgrade --with-new-pkgs -y'));
  fixes('full-upgrade by its name there', 'Use apt-get', run('apt -y full-upgrade'), run('apt-get -y dist-upgrade'));
  offersNoFix('for apt list', run('apt list --upgradable'));
});
