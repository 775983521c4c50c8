import { defineRule } from '../../engine/rule.js';
import { packageCommandOf, spanOf } from '../../knowledge/packages.js';

export default defineRule({
  id: 'dockerfile/distribution-upgrade',
  category: 'supply-chain',
  on: 'dockerfile.command',
  scope: { commands: /^(?:apt-get|apt|aptitude|apk|dnf5?|yum|microdnf|tdnf|zypper|pacman|do-release-upgrade)$/ },
  summary: 'A RUN upgrades the distribution its base image stands for',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    release: '"{command}" moves to another release than the tag of the base says: take a newer base image',
    packages: '"{command}" may add and remove packages of the base image in each build: take a newer base image',
  },
  docs: {
    description:
      'zypper dup (dist-upgrade), do-release-upgrade or dnf system-upgrade goes to another release of the distribution (warning). apt-get or apt dist-upgrade or full-upgrade stays in the release its sources name, but adds and removes packages as it sees fit (info).',
    rationale:
      'The tag of the base image says which release and which packages are in it; scanners, support and the people who read the file rely on that. After such an upgrade the image is something that no publisher built or tested, it holds both the old and the new files in its layers, and two builds on two days differ.',
    impact: 'A newer base image may hold other packages than the upgrade leaves; build and test against it once.',
    audit: 'docker run --rm IMAGE cat /etc/os-release, held against the tag in FROM; docker history --no-trunc IMAGE shows the command.',
    remediation: 'Raise the tag or digest in FROM, and let a bot do it. Where one fix cannot wait, upgrade that package by name.',
    defaultValue: 'Base images are rebuilt by their publishers when packages change.',
    references: ['zypper(8): dist-upgrade', 'apt-get(8): dist-upgrade', 'Docker: Building best practices, rebuild your images often'],
  },
  equivalents: ['hadolint:DL3035', 'trivy:DS-0024', 'dockle:DKL-DI-0003', 'dockerfilelint:apt-get-dist-upgrade'],
  examples: [
    {
      bad: 'FROM opensuse/leap:15.6\nRUN zypper --non-interactive dup\n',
      good: 'FROM opensuse/leap:16.0\n',
      byFix: false,
    },
  ],
  *check({ command }, ctx) {
    if (command.name === 'do-release-upgrade') {
      yield ctx.problem('release', { at: command.word.span, data: { command: 'do-release-upgrade' }, standsFor: [] });
      return;
    }
    const found = packageCommandOf(command);
    if (found?.action !== 'distribution-upgrade' || !found.verb) return;
    const name = `${found.tool} ${found.verb.value ?? ''}`;
    if (found.manager === 'apt') {
      const isNamed = found.tool === 'apt-get' && found.verb.value === 'dist-upgrade';
      yield ctx.problem('packages', {
        at: spanOf(found),
        data: { command: name },
        severity: 'info',
        standsFor: isNamed ? ['trivy:DS-0024', 'dockle:DKL-DI-0003', 'dockerfilelint:apt-get-dist-upgrade'] : [],
      });
      return;
    }
    yield ctx.problem('release', {
      at: spanOf(found),
      data: { command: name },
      standsFor: found.manager === 'zypper' ? ['hadolint:DL3035'] : [],
    });
  },
});
