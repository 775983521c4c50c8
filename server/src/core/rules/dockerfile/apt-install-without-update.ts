import { defineRule } from '../../engine/rule.js';
import { insertCommandBefore } from '../../fix/shell.js';
import { listsBefore } from '../../knowledge/apt-lists.js';
import { factsOfUse, shortName } from '../../knowledge/base-images.js';
import { packageCommandOf, spanOf } from '../../knowledge/packages.js';

export default defineRule({
  id: 'dockerfile/apt-install-without-update',
  category: 'reproducibility',
  on: 'dockerfile.instruction',
  scope: { keywords: ['RUN'], commands: /^apt(?:-get|itude)?$/ },
  summary: 'apt installs from lists that the base image does not have',
  severity: 'hint',
  confidence: 'medium',
  profile: 'strict',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    absent: '"{image}" has no package lists, so that this finds nothing to install: run apt-get update first',
  },
  docs: {
    description:
      'A RUN installs with apt on a Debian or Ubuntu base, whose lists are empty, and neither this RUN nor an earlier one of the chain has fetched them (or an earlier one removed them again). Mounts on /var/lib/apt/lists, local .deb files and RUNs that call programs which may fetch the lists are left alone.',
    rationale:
      'The install ends with "Unable to locate package". Where it works, the lists came with the base image by accident, and are as old as that image.',
    impact: 'The lists are fetched in each build of this RUN; remove them at its end.',
    audit: 'docker run --rm BASE ls /var/lib/apt/lists is empty.',
    remediation: 'Write apt-get update && apt-get install -y ... && rm -rf /var/lib/apt/lists/* in one RUN.',
    defaultValue: 'The official images remove their lists.',
    references: ['Docker: Building best practices, apt-get'],
    limits: 'Only base images that are known are judged.',
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nRUN apt-get install -y --no-install-recommends curl\n',
      good: 'FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y --no-install-recommends curl\n',
      byFix: true,
    },
  ],
  *check(instruction, ctx) {
    if (instruction.keyword !== 'RUN' || !instruction.stage || instruction.onbuild) return;
    const scripts = instruction.scripts();
    const installs = (command: Parameters<typeof packageCommandOf>[0]) => {
      const found = packageCommandOf(command);
      const isInstall = found?.manager === 'apt' && found.action === 'install' && found.operands.length > 0;
      return isInstall && !found.operands.every(({ raw }) => /\.deb["']?$/.test(raw)) ? found : undefined;
    };
    if (!scripts.some(({ commands }) => commands.some(installs))) return;
    const { rootImage } = instruction.stage;
    if (factsOfUse(rootImage)?.packageManager !== 'apt') return;
    for (const script of scripts) {
      for (const command of script.commands) {
        const found = installs(command);
        if (!found?.verb || listsBefore(instruction.stage, command) !== 'absent') continue;
        const prefix = command.wrappers.includes('sudo') ? 'sudo ' : '';
        const change = insertCommandBefore(ctx.model, instruction, script, command, `${prefix}apt-get update`);
        yield ctx.problem('absent', {
          at: spanOf(found),
          data: { image: shortName(rootImage.raw) },
          fixes: [change && { title: 'Run apt-get update first', safety: 'unsafe', ...change }],
        });
        // What follows in this RUN has the same cause.
        return;
      }
    }
  },
});
