import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import dnfWeakDependencies from './dnf-weak-dependencies.js';

const run = (script: string) => `FROM fedora:44\nRUN ${script}\n`;
const DNF = 'Add --setopt=install_weak_deps=False';

ruleSuite(dnfWeakDependencies, ({ flags, passes, fixes }) => {
  flags(
    'dnf',
    run('«dnf install» -y nginx'),
    '"dnf install" adds packages that are only recommended, and ships them: add install_weak_deps=False',
    { severity: 'hint', equivalents: [], safety: 'unsafe' },
  );
  flags('microdnf and dnf5', run('«microdnf install» -y a && «dnf5 install» -y b'));
  flags('zypper', run('zypper -n «in» nginx'), /add --no-recommends$/);
  flags('another option', run('«dnf install» -y --setopt=tsflags=nodocs nginx'));
  flags(
    'one line in a whole file',
    'FROM fedora:44 AS build\nRUN dnf install -y gcc\nFROM fedora:44\nRUN dnf -y «install» \\\n      nginx \\\n    && dnf clean all\nUSER nginx\nCMD ["nginx"]\n',
  );
  for (const script of [
    'dnf install -y --setopt=install_weak_deps=False nginx',
    'dnf --setopt install_weak_deps=0 install -y nginx',
    'dnf5 install -y --no-recommends nginx',
    'zypper -n in --no-recommends nginx',
    'zypper -n in --recommends nginx',
    'zypper -n in -t pattern devel_basis',
    'yum install -y nginx',
    'dnf update -y',
    'dnf install -y $DNF_OPTS nginx',
    'echo install_weak_deps=False >> /etc/dnf/dnf.conf && dnf install -y nginx',
    'echo "solver.onlyRequires = true" >> /etc/zypp/zypp.conf && zypper -n in nginx',
  ])
    passes(script, run(script));
  passes('the minimal images', 'FROM registry.access.redhat.com/ubi10/ubi-minimal\nRUN microdnf install -y nginx\n');
  passes('a dnf.conf that is copied in', 'FROM fedora\nCOPY dnf.conf /etc/dnf/dnf.conf\nRUN dnf install -y nginx\n');
  fixes('behind -y', DNF, run('dnf install -y nginx'), run('dnf install -y --setopt=install_weak_deps=False nginx'));
  fixes('behind the verb', 'Add --no-recommends', run('zypper -n in nginx'), run('zypper -n in --no-recommends nginx'));
});
