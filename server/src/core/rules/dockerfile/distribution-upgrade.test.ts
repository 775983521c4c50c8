import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import distributionUpgrade from './distribution-upgrade.js';

const run = (script: string) => `FROM debian:trixie-slim\nRUN ${script}\n`;

ruleSuite(distributionUpgrade, ({ flags, passes }) => {
  flags(
    'zypper dup',
    run('zypper -n «dup»'),
    '"zypper dup" moves to another release than the tag of the base says: take a newer base image',
    { severity: 'warning', equivalents: ['hadolint:DL3035'] },
  );
  flags('zypper dist-upgrade', run('«zypper dist-upgrade» -y'));
  flags('do-release-upgrade', run('«do-release-upgrade» -f DistUpgradeViewNonInteractive'), { equivalents: [] });
  flags('dnf system-upgrade', run('«dnf system-upgrade» download --releasever=44 -y'), { equivalents: [] });
  flags(
    'apt-get dist-upgrade, which stays in its release',
    run('apt-get update && «apt-get dist-upgrade» -y'),
    '"apt-get dist-upgrade" may add and remove packages of the base image in each build: take a newer base image',
    { severity: 'info', equivalents: ['trivy:DS-0024', 'dockle:DKL-DI-0003', 'dockerfilelint:apt-get-dist-upgrade'] },
  );
  flags('apt full-upgrade', run('«apt full-upgrade» -y'), { severity: 'info', equivalents: [] });
  flags(
    'one line in a whole file',
    'FROM opensuse/tumbleweed AS base\nRUN zypper --non-interactive refresh \\\n && zypper --non-interactive «dup» \\\n && zypper clean -a\nFROM base\nUSER 1000\nCMD ["/app"]\n',
  );
  passes('an upgrade of packages', run('apt-get upgrade -y && zypper -n update && dnf -y upgrade && apk upgrade'));
  passes('an install', run('apt-get install -y ubuntu-release-upgrader-core'));
  passes('a word of another command', run('echo zypper dup'));
});
