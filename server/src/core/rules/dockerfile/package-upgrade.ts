import { defineRule } from '../../engine/rule.js';
import { PACKAGE_TOOLS, packageCommandOf, spanOf } from '../../knowledge/packages.js';
import type { PackageCommand } from '../../knowledge/packages.js';

const IDS: Readonly<Record<string, readonly string[]>> = {
  'apt-get': ['semgrep:avoid-apt-get-upgrade', 'dockerfilelint:apt-get-upgrade'],
  apk: ['semgrep:avoid-apk-upgrade'],
  dnf: ['semgrep:avoid-dnf-update'],
  yum: ['semgrep:avoid-yum-update', 'dockerfile_lint:yum_update_all'],
  zypper: ['semgrep:avoid-zypper-update'],
};

/** `apk add -u` upgrades what is there beside what it adds. */
const addsUpgrade = (found: PackageCommand): boolean =>
  found.manager === 'apk' && found.verb?.value === 'add' && found.options.some(({ name }) => name === '-u' || name === '--upgrade');

export default defineRule({
  id: 'dockerfile/package-upgrade',
  category: 'reproducibility',
  on: 'dockerfile.command',
  scope: { commands: PACKAGE_TOOLS },
  summary: 'All packages are upgraded inside the build',
  severity: 'hint',
  confidence: 'medium',
  profile: 'all',
  since: '0.1.0',
  fix: 'none',
  messages: {
    upgrade: '"{command}" patches the base image as of the day this layer was cached: take a newer base image',
  },
  docs: {
    description:
      'apt-get or apt upgrade, apk upgrade (or add -u), yum, dnf or microdnf update without names, zypper update or patch upgrades every package of the base image. Upgrades of named packages are fine; dist-upgrade has a finding of its own.',
    rationale:
      'The upgrade runs when the layer is built and not again while it is cached, so that it gives no certain state. The upgraded files are stored twice, and the tag in FROM no longer says what is inside. A base image that is rebuilt by its publisher brings the same fixes, tested.',
    impact: 'Fixes arrive only when the base image is raised: let a bot raise it, and rebuild without cache on a schedule.',
    audit: 'docker history --no-trunc IMAGE shows the upgrade and the size of its layer.',
    remediation: 'Pin the base image by digest and let a bot raise it; upgrade single packages by name where a fix cannot wait.',
    defaultValue: 'Official base images are rebuilt when their packages have fixes, often weekly.',
    references: ['Docker: Building best practices, rebuild your images often', 'CIS Docker Benchmark 4.4'],
    limits: 'A base image that its publisher no longer rebuilds is better upgraded than left; the finding cannot tell.',
  },
  equivalents: Object.values(IDS).flat(),
  examples: [
    {
      bad: 'FROM debian:trixie-20260801-slim\nRUN apt-get update && apt-get upgrade -y && rm -rf /var/lib/apt/lists/*\n',
      good: 'FROM debian:trixie-20260901-slim\n',
      byFix: false,
    },
  ],
  *check({ command }, ctx) {
    const found = packageCommandOf(command);
    if (!found?.verb || found.root !== undefined) return;
    const isAll = found.action === 'upgrade' && found.operands.length === 0;
    if (!isAll && !addsUpgrade(found)) return;
    yield ctx.problem('upgrade', {
      at: spanOf(found),
      data: { command: `${found.tool} ${found.verb.value ?? found.verb.raw}` },
      standsFor: isAll && Object.hasOwn(IDS, found.tool) ? (IDS[found.tool] ?? []) : [],
    });
  },
});
