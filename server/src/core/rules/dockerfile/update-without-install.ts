import { defineRule } from '../../engine/rule.js';
import type { Change } from '../../engine/rule.js';
import { joinChanges, removeInstruction } from '../../fix/dockerfile.js';
import { insertCommandBefore } from '../../fix/shell.js';
import { PACKAGE_CACHES, isMounted } from '../../knowledge/package-caches.js';
import type { PackageCache } from '../../knowledge/package-caches.js';
import { laterReaders, readsIndex, unusedRefresh } from '../../knowledge/package-refresh.js';
import { PACKAGE_TOOLS, packageCommandOf, spanOf } from '../../knowledge/packages.js';
import type { PackageManager } from '../../knowledge/packages.js';
import type { DockerfileModel, Instruction } from '../../model/dockerfile/types.js';
import type { ShellScript } from '../../model/shell/types.js';

const CACHES: Partial<Readonly<Record<PackageManager, PackageCache>>> = {
  apt: PACKAGE_CACHES.aptLists,
  apk: PACKAGE_CACHES.apk,
  zypper: PACKAGE_CACHES.zypper,
};
const APT_GET_IDS = ['dockerfilelint:apt-get-update_require_install', 'dockle:CIS-DI-0007'];
const ALL_IDS = ['trivy:DS-0017', 'checkov:CKV_DOCKER_5', 'kics:9bae49be-0aa3-4de5-bab2-4c3a069e40cd', 'sonar:S6595', 'cis-docker-1.6:4.7'];

/** The update as the first part of the RUN that installs, in place of a RUN of its own. */
function join(
  model: DockerfileModel,
  instruction: Instruction,
  script: ShellScript,
  next: Instruction | undefined,
  manager: PackageManager,
): Change | undefined {
  if (next?.stage !== instruction.stage || !next || next.onbuild || instruction.onbuild) return undefined;
  if (script.form !== 'shell' || script.commands.length !== 1 || instruction.flags.length > 0) return undefined;
  if (next.state.user?.value !== instruction.state.user?.value || next.state.shell?.at !== instruction.state.shell?.at) return undefined;
  const text = model.text.slice(script.span.start, script.span.end).trim();
  const [body] = next.scripts();
  const reader = body?.commands.find((command) => {
    const found = packageCommandOf(command);
    return found?.manager === manager && readsIndex(found);
  });
  if (!body || !reader || /[\r\n]/.test(text)) return undefined;
  return joinChanges([removeInstruction(model, instruction), insertCommandBefore(model, next, body, reader, text)]);
}

export default defineRule({
  id: 'dockerfile/update-without-install',
  category: 'reproducibility',
  on: 'dockerfile.runScript',
  scope: { commands: PACKAGE_TOOLS },
  summary: 'A RUN fetches a package index and installs nothing',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    stale: '"{command}" is cached apart from the installs that rely on it, which fail once it is old: use one RUN',
    idle: '"{command}" fetches an index that nothing in this RUN uses: run it with the install, or remove it',
  },
  docs: {
    description:
      'A RUN refreshes a package index (apt-get, apt or aptitude update, apk update, zypper refresh) and no command behind it in the same RUN installs, upgrades, downloads, or might do so (scripts, helpers such as gdebi or add-apt-repository, commands that are not known). A RUN whose index directory is a cache mount is fine. It is a warning where a later RUN installs with apt from that index, else an info.',
    rationale:
      'The builder caches the layer with the index. When a later line changes, the install runs again with the index of last month: packages that were replaced since are gone from the mirror and the build fails with 404, or old versions are installed and the update that was meant to bring fixes never ran.',
    impact: 'The index is fetched whenever that RUN is built, which takes some seconds.',
    audit: 'docker history IMAGE shows a layer of its own for the update, older than those behind it.',
    remediation:
      'Write RUN apt-get update && apt-get install -y ... && rm -rf /var/lib/apt/lists/*. With apk, apk add --no-cache needs no update.',
    defaultValue: 'The builder caches every RUN whose text and base are unchanged.',
    references: ['Docker: Building best practices, apt-get', 'CIS Docker Benchmark 4.7'],
    limits: 'dnf and yum look at the age of their metadata by themselves and are left alone.',
  },
  equivalents: [...ALL_IDS, ...APT_GET_IDS],
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nRUN apt-get update\nRUN apt-get install -y --no-install-recommends curl\n',
      good: 'FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y --no-install-recommends curl\n',
      byFix: true,
    },
  ],
  *check({ script, instruction }, ctx) {
    const found = unusedRefresh(script.commands);
    const cache = found && CACHES[found.manager];
    if (!found?.verb || !cache || isMounted(instruction, cache)) return;
    const { manager, tool, verb } = found;
    const readers = manager === 'apt' ? laterReaders(ctx.model.stages, instruction, manager) : [];
    const change = join(ctx.model, instruction, script, readers[0], manager);
    const report = {
      at: spanOf(found),
      data: { command: `${tool} ${verb.value ?? verb.raw}` },
      standsFor: [...ALL_IDS, ...(tool === 'apt-get' ? APT_GET_IDS : [])],
    };
    if (readers.length === 0) {
      yield ctx.problem('idle', { ...report, severity: 'info' });
      return;
    }
    yield ctx.problem('stale', {
      ...report,
      related: readers.slice(0, 4).map((reader) => ({ at: reader.keywordSpan, message: 'installs from that index' })),
      fixes: [change && { title: 'Update in the RUN that installs', safety: 'unsafe', ...change }],
    });
  },
});
