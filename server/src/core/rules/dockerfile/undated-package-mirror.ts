import { defineRule } from '../../engine/rule.js';
import { factsOfUse } from '../../knowledge/base-images.js';
import { usesDatedMirror } from '../../knowledge/package-mirrors.js';
import { PACKAGE_TOOLS, hasOption, packageCommandOf, spanOf } from '../../knowledge/packages.js';

export default defineRule({
  id: 'dockerfile/undated-package-mirror',
  category: 'reproducibility',
  on: 'dockerfile.stage',
  scope: { commands: PACKAGE_TOOLS },
  summary: 'Packages come from a mirror that changes every day',
  severity: 'hint',
  confidence: 'medium',
  profile: 'all',
  since: '0.1.0',
  fix: 'none',
  messages: {
    undated: 'These packages come from a mirror that changes daily, so that no build can be repeated: use a dated snapshot',
  },
  docs: {
    description:
      'A stage on a Debian or Ubuntu base installs packages with apt, and neither it nor a stage it is built on names a dated mirror (snapshot.debian.org, snapshot.ubuntu.com, APT::Snapshot, Snapshot:). Reported once for each stage.',
    rationale:
      'A build that is repeated in a month installs other versions. With the archive of one day all packages are pinned at once, what an image was built from can be built again, and a rebuild shows tampering.',
    impact: 'Fixes arrive only when the date is raised: let a bot do it. The mirrors of old days are slower.',
    audit: 'docker run --rm IMAGE cat /etc/apt/sources.list /etc/apt/sources.list.d/* names the mirrors.',
    remediation:
      'Ubuntu 24.04 and later: apt-get install --update --snapshot 20260901T000000Z ... Debian: Snapshot: 20260901T000000Z in the .sources file (trixie), or URIs: http://snapshot.debian.org/archive/debian/20260901T000000Z.',
    defaultValue: 'The images name deb.debian.org and archive.ubuntu.com.',
    references: ['snapshot.debian.org', 'Ubuntu: Snapshot service', 'reproducible-builds.org: Archive of packages'],
    limits: 'Sources that are copied in are not read, unless they are heredocs.',
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM debian:trixie-20260901-slim\nRUN apt-get update && apt-get install -y --no-install-recommends curl\n',
      good: 'FROM debian:trixie-20260901-slim\nRUN sed -i "s|deb.debian.org/debian|snapshot.debian.org/archive/debian/20260901T000000Z|" /etc/apt/sources.list.d/debian.sources \\\n && apt-get update && apt-get install -y --no-install-recommends curl\n',
      byFix: false,
    },
  ],
  *check(stage, ctx) {
    if (!stage.reachable && stage !== ctx.model.finalStage) return;
    if (factsOfUse(stage.rootImage)?.packageManager !== 'apt' || usesDatedMirror(stage)) return;
    for (const run of stage.instructions) {
      if (run.keyword === 'COPY' && run.words.some(({ value }) => value.startsWith('/etc/apt'))) return;
      if (run.keyword !== 'RUN') continue;
      for (const { commands } of run.scripts()) {
        for (const command of commands) {
          const found = packageCommandOf(command);
          if (found?.manager !== 'apt' || found.action !== 'install') continue;
          if (hasOption(found, '-S', '--snapshot') || found.operands.every(({ raw }) => /\.deb["']?$/.test(raw))) continue;
          yield ctx.problem('undated', { at: spanOf(found) });
          return;
        }
      }
    }
  },
});
