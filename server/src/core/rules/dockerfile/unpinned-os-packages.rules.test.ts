import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import type { Cases } from '../../../../../test/kit/rule-suite.js';
import unpinned from './unpinned-os-packages.rules.js';

const run = (script: string) => `FROM example.com/base:1\nRUN ${script}\n`;

const SUITES: Readonly<Record<string, (cases: Cases) => void>> = {
  'dockerfile/unpinned-apt-package': ({ flags, passes }) => {
    flags('one package', run('apt-get install -y «curl»'), '"curl" comes in whatever version is current: write "curl=VERSION"', {
      severity: 'info',
      equivalents: ['hadolint:DL3008', 'kics:965a08d7-ef86-4f14-8792-4a3b2098937e'],
    });
    flags(
      'several, of which one is pinned',
      run('apt-get install -y «curl» git=1:2.47.* jq'),
      '"curl" and 1 more come in whatever version is current: write "curl=VERSION"',
    );
    flags('a package behind option values', run('apt-get install -t trixie-backports -o Dpkg::Use-Pty=0 «curl»'));
    flags('apt', run('apt install -y «curl»'), { equivalents: [] });
    flags('names beside variables', run('apt-get install -y $EXTRA «curl»'));
    flags('a mirror of another day', 'FROM debian\nRUN apt-get install -y «curl»\nFROM debian\nRUN echo snapshot.debian.org\n');
    flags(
      'one line in a whole file',
      'FROM node:24-slim\nRUN apt-get update \\\n && apt-get install -y --no-install-recommends \\\n      «ca-certificates» \\\n      # init\n      tini \\\n && rm -rf /var/lib/apt/lists/*\nUSER node\nCMD ["node", "a.js"]\n',
    );
    for (const script of [
      'apt-get install -y curl=8.14.1-2',
      'apt-get install -y curl/trixie-backports',
      'apt-get install -y ./curl.deb /tmp/x.deb /tmp/*.deb',
      'apt-get install -y curl=$CURL_VERSION "linux-headers-$(uname -r)"',
      'apt-get install -y $(cat packages.txt)',
      'xargs apt-get install -y < packages.txt',
      'apt-get install -y -f',
      'apt-get build-dep -y curl',
      'apt-get remove -y curl',
      'apt-get install -y vim-',
    ])
      passes(script, run(script));
    passes(
      'a dated mirror',
      'FROM debian\nRUN echo "deb http://snapshot.debian.org/archive/debian/20260901T000000Z trixie main" > /etc/apt/sources.list\nRUN apt-get install -y curl\n',
    );
    passes(
      'a dated mirror by heredoc in a parent',
      'FROM debian AS a\nCOPY <<EOF /etc/apt/sources.list\ndeb https://snapshot.ubuntu.com/ubuntu/20260901T000000Z noble main\nEOF\nFROM a\nRUN apt-get install -y curl\n',
    );
    passes('an option for one', 'FROM ubuntu\nRUN apt-get update -o APT::Snapshot=20260901T000000Z && apt-get install -y curl\n');
  },
  'dockerfile/unpinned-apk-package': ({ flags, passes }) => {
    flags('one package', run('apk add --no-cache «curl»'), '"curl" comes in whatever version is current: write "curl~VERSION"', {
      severity: 'info',
      includes: ['hadolint:DL3018'],
    });
    flags('several', run('apk add -t .build -X https://example.com/r «gcc» make~4'), /^"gcc" comes/);
    flags('more than one', run('apk add -p /out «gcc» make'), /^"gcc" and 1 more come/);
    flags(
      'one line in a whole file',
      'FROM alpine:3.24\nRUN apk add --no-cache \\\n      «ca-certificates» \\\n      tini=0.19.0-r3\nCOPY app /app\nUSER 10001\nENTRYPOINT ["tini", "/app"]\n',
    );
    for (const script of [
      'apk add curl=8.17.0-r1',
      'apk add curl~8 "git>2" "jq<2"',
      'apk add curl@edge',
      'apk add --allow-untrusted /tmp/a.apk',
      'apk add --virtual .deps $DEPS',
      'apk add .deps',
      'apk add python3-dev=$V',
      'apk del curl',
      'apk upgrade',
    ])
      passes(script, run(script));
  },
  'dockerfile/unpinned-dnf-package': ({ flags, passes }) => {
    flags('dnf', run('dnf install -y «curl»'), '"curl" comes in whatever version is current: write "curl-VERSION"', {
      severity: 'info',
      equivalents: ['hadolint:DL3041', 'kics:93d88cf7-f078-46a8-8ddc-178e03aeacf1'],
    });
    flags('yum', run('yum -y install «curl»'), { equivalents: ['hadolint:DL3033', 'kics:6452c424-1d92-4deb-bb18-a03e95d579c4'] });
    flags('tdnf', run('tdnf install -y «curl»'), { equivalents: [] });
    flags('names with numbers', run('dnf install -y «java-17-openjdk» python3'), /^"java-17-openjdk" and 1 more come/);
    flags('modules', run('dnf module install -y «nodejs»'));
    flags(
      'one line in a whole file',
      'FROM registry.access.redhat.com/ubi10/ubi-minimal\nRUN microdnf install -y \\\n      «nginx» \\\n      shadow-utils-4.15.0 \\\n    && microdnf clean all\nUSER nginx\nCMD ["nginx"]\n',
    );
    for (const script of [
      'dnf install -y curl-8.15.0-2.fc44',
      'dnf install -y curl-8.* nginx-1:1.30',
      'dnf module install -y nodejs:24',
      'dnf install -y ./a.rpm https://example.com/b.rpm',
      'dnf install -y @development-tools',
      'dnf group install -y "Development Tools"',
      'yum groupinstall -y Tools',
      "dnf install -y 'dnf-command(config-manager)'",
      'dnf install -y nginx-$VERSION $OTHERS',
      'dnf update -y curl',
    ])
      passes(script, run(script));
  },
  'dockerfile/unpinned-zypper-package': ({ flags, passes }) => {
    flags('one package', run('zypper -n install «curl»'), '"curl" comes in whatever version is current: write "curl=VERSION"', {
      severity: 'info',
      includes: ['hadolint:DL3037'],
    });
    flags('several', run('zypper -n in --no-recommends «curl» jq "git>=2"'), /^"curl" and 1 more come/);
    flags(
      'one line in a whole file',
      'FROM opensuse/leap:16.0\nRUN zypper -n install \\\n      «nginx» \\\n    && zypper clean -a\nUSER nginx\nCMD ["nginx"]\n',
    );
    for (const script of [
      'zypper -n in curl=8.14.1',
      'zypper -n in "curl>=8" "jq<2"',
      'zypper -n in ./a.rpm https://example.com/b.rpm',
      'zypper -n in -t pattern devel_basis',
      'zypper -n in curl=$V',
      'zypper -n up curl',
    ])
      passes(script, run(script));
  },
};

for (const rule of unpinned) {
  const suite = SUITES[rule.id];
  if (suite) ruleSuite(rule, suite);
}
