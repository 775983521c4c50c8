import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import packageUpgrade from './package-upgrade.js';

const run = (script: string) => `FROM debian:trixie-slim\nRUN ${script}\n`;

ruleSuite(packageUpgrade, ({ flags, passes }) => {
  flags(
    'apt-get upgrade',
    run('apt-get update && «apt-get upgrade» -y'),
    '"apt-get upgrade" patches the base image as of the day this layer was cached: take a newer base image',
    { severity: 'hint', equivalents: ['semgrep:avoid-apt-get-upgrade', 'dockerfilelint:apt-get-upgrade'] },
  );
  flags('apt', run('«apt upgrade» -y'), { equivalents: [] });
  flags('apk', run('«apk upgrade» --no-cache'), { equivalents: ['semgrep:avoid-apk-upgrade'] });
  flags('apk add -u', run('«apk add» -U -u curl'), { equivalents: [] });
  flags('yum', run('«yum update» -y'), { equivalents: ['semgrep:avoid-yum-update', 'dockerfile_lint:yum_update_all'] });
  flags('dnf and microdnf', run('dnf -y «upgrade» && «microdnf update» -y'), { includes: ['semgrep:avoid-dnf-update'] });
  flags('zypper', run('zypper -n «up» && zypper -n «patch»'), { equivalents: ['semgrep:avoid-zypper-update'] });
  flags('pacman', run('«pacman -Syu» --noconfirm'));
  flags(
    'one line in a whole file',
    'FROM alpine:3.24\nRUN «apk upgrade» --no-cache \\\n && apk add --no-cache tini\nUSER 10001\nENTRYPOINT ["tini", "/app"]\n',
  );
  passes(
    'named packages',
    run('apt-get install -y --only-upgrade openssl && apk upgrade openssl && dnf -y update openssl && zypper -n up openssl'),
  );
  passes('packages behind a variable', run('apk upgrade $FIXED'));
  passes('an index', run('apt-get update && apk update && zypper refresh'));
  passes('another root', run('apk upgrade -p /out'));
  passes('a distribution upgrade, which has a finding of its own', run('apt-get dist-upgrade -y'));
  passes('apk add', run('apk add -U curl'));
});
