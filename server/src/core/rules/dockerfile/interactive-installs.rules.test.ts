import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import type { Cases } from '../../../../../test/kit/rule-suite.js';
import interactive from './interactive-installs.rules.js';

const debian = (run: string) => `FROM debian:trixie-slim\nRUN ${run}\n`;
const fedora = (run: string) => `FROM fedora:44\nRUN ${run}\n`;
const suse = (run: string) => `FROM opensuse/leap:16.0\nRUN ${run}\n`;

const SUITES: Readonly<Record<string, (cases: Cases) => void>> = {
  'dockerfile/interactive-apt-install': ({ flags, passes, fixes }) => {
    flags(
      'an install',
      debian('apt-get update && «apt-get install» curl'),
      '"apt-get install" asks before it goes on, and no build can answer: add -y',
      { severity: 'warning', includes: ['hadolint:DL3014', 'trivy:DS-0021', 'sonar:S6584'], safety: 'safe' },
    );
    flags('apt and aptitude', debian('«apt install» a && «aptitude install» b'), { equivalents: ['sonar:S6584'] });
    flags('one -q', debian('apt-get -q «install» curl'));
    flags('--quiet', debian('«apt-get install» --quiet curl'));
    flags(
      'upgrade, remove, purge and build-dep',
      debian('«apt-get upgrade»; «apt-get remove» a; «apt-get purge» b; «apt-get build-dep» c'),
    );
    flags('autoremove and dist-upgrade', debian('«apt-get autoremove» && «apt-get dist-upgrade»'));
    flags('a frontend, which is about other questions', debian('DEBIAN_FRONTEND=noninteractive «apt-get install» curl'));
    flags('through sudo and sh', debian('sudo sh -c "«apt-get install» curl"'));
    flags('an option that says no', debian('«apt-get install» -o APT::Get::Assume-Yes=false curl'));
    flags(
      'a setting that comes too late',
      debian('«apt-get install» a && echo "APT::Get::Assume-Yes \\"true\\";" > /etc/apt/apt.conf.d/90yes'),
    );
    flags('a heredoc', 'FROM debian\nRUN <<EOF\nset -e\n«apt-get install» curl\nEOF\n');
    flags('a trigger, in a builder', 'FROM debian AS a\nONBUILD RUN «apt-get install» a\nFROM scratch\n');
    flags(
      'one line in a whole file',
      `FROM ubuntu:26.04 AS build
ENV DEBIAN_FRONTEND=noninteractive
RUN apt-get update \\
 && «apt-get install» --no-install-recommends \\
      build-essential \\
      # for the tests
      valgrind \\
 && apt-get -y autoremove \\
 && rm -rf /var/lib/apt/lists/*
COPY . /src
RUN make -C /src
FROM debian:trixie-slim
RUN apt-get update && apt-get install -qqy --no-install-recommends libssl3 && rm -rf /var/lib/apt/lists/*
COPY --from=build /src/app /app
USER 1000
CMD ["/app"]
`,
    );
    for (const run of [
      'apt-get install -y curl',
      'apt-get -y install curl',
      'apt-get install --yes curl',
      'apt-get install --assume-yes curl',
      'apt-get -qqy install curl',
      'apt-get install -fy',
      'apt-get -qq install curl',
      'apt-get -q -q install curl',
      'apt-get -q=2 install curl',
      'apt-get -o APT::Get::Assume-Yes=true install curl',
      'apt-get -oAPT::Get::Assume-Yes=1 install curl',
      'yes | apt-get install curl',
      'echo y | apt-get install curl',
      'apt-get install -s curl',
      'apt-get install --print-uris curl',
      'apt-get update && apt-get clean',
      'apt-get source curl',
      'echo "APT::Get::Assume-Yes \\"true\\";" > /etc/apt/apt.conf.d/90yes && apt-get install curl',
      'echo \'APT::Get::Assume-Yes "true";\' | tee /etc/apt/apt.conf.d/90yes && apt-get install curl',
      'echo apt-get install curl',
      'apt-get install $APT_OPTIONS curl',
      'opts="-y -q"; apt-get install $opts curl',
      'export O=-qqy && apt-get $O install curl',
    ])
      passes(run, debian(run));
    passes('options in an ARG', 'FROM debian\nARG X="-y --no-install-recommends"\nRUN apt-get install ${X} curl\n');
    flags('other options in a variable', 'FROM debian\nENV X="--no-install-recommends"\nRUN «apt-get install» $X curl\n');
    flags('packages in a variable', debian('«apt-get install» $PACKAGES'));
    passes(
      'an apt.conf of a parent stage',
      'FROM debian AS a\nRUN printf \'APT::Get::Assume-Yes "1";\' > /etc/apt/apt.conf.d/y\nFROM a\nRUN apt-get install curl\n',
    );
    passes(
      'an apt.conf by heredoc',
      'FROM debian\nCOPY <<EOF /etc/apt/apt.conf.d/90y\nAPT::Get::Assume-Yes "true";\nEOF\nRUN apt-get install a\n',
    );
    passes('an apt.conf that is copied in', 'FROM debian\nCOPY 90custom /etc/apt/apt.conf.d/\nRUN apt-get install a\n');
    flags(
      'an apt.conf about something else',
      'FROM debian\nRUN echo \'Acquire::Retries "3";\' > /etc/apt/apt.conf.d/80retries\nRUN «apt-get install» a\n',
    );
    fixes(
      'behind the verb',
      'Add -y',
      debian('apt-get -q install --no-install-recommends a'),
      debian('apt-get -q install -y --no-install-recommends a'),
    );
    fixes(
      'with the layout kept',
      'Add -y',
      'FROM debian\r\nRUN apt-get install \\\r\n  # why\r\n  curl\r\n',
      'FROM debian\r\nRUN apt-get install -y \\\r\n  # why\r\n  curl\r\n',
    );
    fixes(
      'the exec form',
      'Add -y',
      'FROM debian\nRUN ["apt-get", "install", "curl"]\n',
      'FROM debian\nRUN ["apt-get", "install", "-y", "curl"]\n',
    );
    fixes('inside a substitution', 'Add -y', debian('echo "$(apt-get install a)"'), debian('echo "$(apt-get install -y a)"'));
  },
  'dockerfile/interactive-dnf-install': ({ flags, passes, fixes }) => {
    flags('dnf', fedora('«dnf install» curl'), '"dnf install" asks before it goes on, and no build can answer: add -y', {
      severity: 'warning',
      includes: ['hadolint:DL3038', 'sonar:S6584'],
      excludes: ['hadolint:DL3030'],
    });
    flags('yum', fedora('«yum groupinstall» Tools && «yum localinstall» a.rpm && «yum update»'), {
      includes: ['hadolint:DL3030'],
      excludes: ['hadolint:DL3038'],
    });
    flags('dnf5 and tdnf', fedora('«dnf5 remove» a && «tdnf install» b'), { equivalents: ['sonar:S6584'] });
    flags('modules and groups', fedora('dnf module «install» nodejs:24 && dnf group «install» Tools'));
    flags(
      'one line in a whole file',
      'FROM quay.io/centos/centos:stream10\nRUN «dnf install» \\\n      httpd \\\n      mod_ssl \\\n    && dnf clean all\nCOPY html /var/www/html\nUSER apache\nCMD ["httpd", "-DFOREGROUND"]\n',
    );
    for (const run of [
      'dnf install -y curl',
      'dnf -yq install curl',
      'yum --assumeyes install curl',
      'dnf --setopt=assumeyes=True install curl',
      'echo assumeyes=1 >> /etc/dnf/dnf.conf && dnf install curl',
      'yes | yum install curl',
      'microdnf install curl',
      'dnf clean all',
      'dnf makecache',
      'dnf history undo last',
    ])
      passes(run, fedora(run));
    fixes('behind the verb', 'Add -y', fedora('dnf -q install a'), fedora('dnf -q install -y a'));
  },
  'dockerfile/interactive-zypper-install': ({ flags, passes, fixes }) => {
    flags(
      'install',
      suse('«zypper install» curl'),
      '"zypper install" asks before it goes on, and no build can answer: add --non-interactive',
      {
        severity: 'warning',
        includes: ['hadolint:DL3034', 'sonar:S6584'],
      },
    );
    flags('short verbs', suse('«zypper in» a && «zypper rm» b && «zypper si» c'));
    flags('patch, update and dup', suse('«zypper patch»; «zypper up»; «zypper dup»'), { equivalents: ['sonar:S6584'] });
    flags(
      'one line in a whole file',
      'FROM registry.suse.com/bci/bci-base:15.7\nRUN zypper -q «install» --no-recommends \\\n      nginx \\\n    && zypper clean -a\nUSER nginx\nCMD ["nginx"]\n',
    );
    for (const run of [
      'zypper --non-interactive install curl',
      'zypper -n in curl',
      'zypper -qn in curl',
      'zypper in -y curl',
      'zypper install --no-confirm curl',
      'zypper refresh',
      'zypper addrepo http://example.com a',
    ])
      passes(run, suse(run));
    fixes('in front of the verb', 'Add --non-interactive', suse('zypper -q in a'), suse('zypper --non-interactive -q in a'));
  },
};

for (const rule of interactive) {
  const suite = SUITES[rule.id];
  if (suite) ruleSuite(rule, suite);
}
