import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import unsignedPackage from './unsigned-package.js';

const run = (script: string) => `FROM debian:trixie-slim\nRUN ${script}\n`;
const CIS = 'cis-docker-1.6:4.11';

ruleSuite(unsignedPackage, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'apt --allow-unauthenticated',
    run('apt-get install -y «--allow-unauthenticated» curl'),
    '"--allow-unauthenticated" installs packages that nobody signed, from whoever answers: remove it and trust the key',
    { severity: 'warning', equivalents: ['checkov:CKV2_DOCKER_8', CIS], safety: 'unsafe' },
  );
  flags('apt --force-yes', run('apt-get install «--force-yes» curl'), { equivalents: ['checkov:CKV2_DOCKER_11', CIS] });
  flags('apt by -o', run('apt-get -o «APT::Get::AllowUnauthenticated=true» install curl'), { equivalents: [CIS] });
  flags('apt by a glued -o', run('apt-get «-oAcquire::AllowInsecureRepositories=1» update'));
  flags('an apt.conf', run(`echo 'APT::Get::«AllowUnauthenticated "1»";' > /etc/apt/apt.conf.d/99x`));
  flags(
    '[trusted=yes]',
    run('echo "deb [arch=amd64 «trusted=yes»] http://example.com/apt ./" > /etc/apt/sources.list.d/x.list'),
    /^"trusted=yes"/,
  );
  flags('[trusted=yes] by tee', run('echo "deb [«trusted=yes»] http://example.com/apt ./" | tee /etc/apt/sources.list.d/x.list'));
  flags(
    '[trusted=yes] of files',
    run('echo "deb [«trusted=yes»] file:/repo ./" > /etc/apt/sources.list.d/x.list'),
    /^"trusted=yes" skips/,
    {
      severity: 'info',
      equivalents: [],
    },
  );
  flags('apk --allow-untrusted', run('apk add --no-cache «--allow-untrusted» curl'), { equivalents: ['checkov:CKV2_DOCKER_7', CIS] });
  flags('apk --allow-untrusted with a URL', run('apk add «--allow-untrusted» https://example.com/a.apk'), { severity: 'warning' });
  flags(
    'apk --allow-untrusted with files',
    run('apk add --no-cache «--allow-untrusted» /out/*.apk'),
    '"--allow-untrusted" skips the signature of a file of this build: sign it, or install only files built here',
    { severity: 'info', equivalents: ['checkov:CKV2_DOCKER_7'] },
  );
  flags(
    'dnf and its kin',
    run('yum -y install «--nogpgcheck» a; dnf «--nogpgcheck» install b; tdnf install «--nogpgcheck» c; microdnf install «--nogpgcheck» d'),
    {
      equivalents: ['checkov:CKV2_DOCKER_9', CIS],
    },
  );
  flags('dnf --setopt', run('dnf install -y «--setopt=gpgcheck=0» a && dnf --setopt «gpgcheck=False» install b'));
  flags('a .repo', run('printf "[x]\\n«gpgcheck=0»\\n" >> /etc/yum.repos.d/x.repo'), /^"gpgcheck=0"/);
  flags('sed', run(`sed -i 's/gpgcheck=1/«gpgcheck=0»/' /etc/yum.conf`));
  flags(
    'a .repo by heredoc',
    'FROM fedora:44\nCOPY <<EOF /etc/yum.repos.d/x.repo\n[x]\nbaseurl=https://example.com\n«gpgcheck=0»\nrepo_gpgcheck=0\nEOF\n',
  );
  flags('a .repo by heredoc in the shell', 'FROM fedora:44\nRUN cat > /etc/yum.repos.d/x.repo <<EOF\n[x]\n«gpgcheck = 0»\nEOF\n');
  flags('a local source by heredoc', 'FROM debian\nCOPY <<EOF /etc/apt/sources.list.d/x.list\ndeb [«trusted=yes»] file:/repo ./\nEOF\n', {
    severity: 'info',
  });
  flags('rpm', run('rpm -i «--nosignature» «--nodigest» a.rpm'), { equivalents: ['checkov:CKV2_DOCKER_10', CIS] });
  flags('zypper', run('zypper -n «--no-gpg-checks» in a && zypper ar «--no-gpgcheck» https://example.com x'), { equivalents: [CIS] });
  flags('pacman', run(`sed -i 's/^SigLevel.*/«SigLevel = Never»/' /etc/pacman.conf`));
  flags('a builder and a trigger', 'FROM alpine AS a\nONBUILD RUN apk add «--allow-untrusted» curl\nFROM scratch\n');
  flags(
    'one line in a whole file',
    `FROM ubuntu:26.04
RUN apt-get update \\
 && apt-get install -y --no-install-recommends \\
      «--allow-unauthenticated» \\
      ca-certificates \\
      vendor-agent \\
 && rm -rf /var/lib/apt/lists/*
USER 1000
CMD ["vendor-agent"]
`,
  );
  for (const script of [
    'apt-get install -y curl',
    'apt-get install -y --allow-downgrades --allow-change-held-packages curl',
    'apt-get -o APT::Get::AllowUnauthenticated=false install curl',
    'apk add --no-cache curl',
    'dnf install -y curl',
    'dnf --setopt=repo_gpgcheck=0 install curl',
    'printf "gpgcheck=1\\nrepo_gpgcheck=0\\n" >> /etc/yum.repos.d/x.repo',
    "sed -i 's/gpgcheck=0/gpgcheck=1/' /etc/yum.conf",
    'rpm -q --nosignature curl && rpm -Va --nodigest',
    'rpm -i a.rpm',
    'zypper -n --gpg-auto-import-keys in a',
    'echo "never write trusted=yes"',
    'echo apk add --allow-untrusted curl',
    'grep gpgcheck=0 /etc/yum.conf',
  ])
    passes(script, run(script));
  fixes('by the switch', 'Remove --nogpgcheck', run('yum -y --nogpgcheck install a'), run('yum -y install a'));
  fixes(
    'with its line',
    'Remove --allow-untrusted',
    'FROM alpine\r\nRUN apk add \\\r\n    --allow-untrusted \\\r\n    curl\r\n',
    'FROM alpine\r\nRUN apk add \\\r\n    curl\r\n',
  );
  offersNoFix('for a setting in a file', run('printf "gpgcheck=0" > /etc/yum.repos.d/x.repo'));
  offersNoFix('for an option and its value', run('apt-get -o APT::Get::AllowUnauthenticated=1 update'));
});
