import { defineRule } from '../../engine/rule.js';
import { factsOfUse } from '../../knowledge/base-images.js';
import { isRoot, readUser } from '../../knowledge/effective-user.js';
import { PACKAGE_CACHES, coversFolder, isTurnedOff } from '../../knowledge/package-caches.js';
import type { PackageCache } from '../../knowledge/package-caches.js';
import { mountsOf } from '../../knowledge/run-mounts.js';
import { FirstInChain } from '../../knowledge/stage-chain.js';
import type { Instruction } from '../../model/dockerfile/types.js';
import type { ShellCommand } from '../../model/shell/types.js';

const CACHES: readonly PackageCache[] = Object.values(PACKAGE_CACHES);
const KEEPS = /docker-clean|Keep-Downloaded-Packages/;

/** What turns the cache off for all that would fill it; absent where one command still does, or none was meant to. */
function offFor(instruction: Instruction, commands: readonly ShellCommand[], target: string): string | undefined {
  for (const cache of CACHES) {
    if (!cache.folders.some((folder) => coversFolder(target, folder))) continue;
    const filling = commands.filter((command) => cache.fills(command));
    const isOff = (command: ShellCommand): boolean =>
      isTurnedOff(instruction, command, commands.slice(0, commands.indexOf(command)), cache);
    if (filling.length === 0 || !filling.every(isOff)) continue;
    const option = filling[0]?.args.find(({ raw }) => /^--no-ca/.test(raw))?.raw;
    const off = option ?? cache.turnedOffBy[0];
    if (off !== undefined && (option !== undefined || instruction.state.env.has(off) || instruction.state.args.has(off))) return off;
  }
  return undefined;
}

/** Whoever runs the RUN, when he is known not to be root. */
function plainUser(instruction: Instruction): string | undefined {
  const { stage, state } = instruction;
  const facts = stage && factsOfUse(stage.rootImage);
  const user = state.user ? readUser(state.user.at, facts?.env ?? {})?.resolved : facts?.user;
  return user !== undefined && !isRoot(user) ? user : undefined;
}

const keepers = new FirstInChain(({ logical, heredocs }) => KEEPS.test(logical) || heredocs.some(({ body }) => KEEPS.test(body)));

/** Does the base take away each package file behind its install, and nothing before this RUN, or in it, stop that? */
function hasDockerClean(instruction: Instruction): boolean {
  const { stage } = instruction;
  if (!stage || factsOfUse(stage.rootImage)?.packageManager !== 'apt') return false;
  return keepers.of(stage) > instruction.index;
}

export default defineRule({
  id: 'dockerfile/useless-cache-mount',
  category: 'reproducibility',
  on: 'dockerfile.instruction',
  scope: { keywords: ['RUN'] },
  summary: 'A cache mount can never hold anything',
  severity: 'info',
  confidence: 'medium',
  profile: 'strict',
  since: '0.1.0',
  fix: 'none',
  messages: {
    off: '"{option}" keeps the tool from using the cache that is mounted here: remove the one or the other',
    home: 'This cache is in the home of root, but "{user}" runs this and cannot use it: mount it in his home',
    clean: 'docker-clean empties this cache behind each install: remove /etc/apt/apt.conf.d/docker-clean first',
  },
  docs: {
    description:
      'A cache mount cannot work: every command of the RUN that would fill it has the option or variable that turns the cache off (--no-cache, --no-cache-dir, PIP_NO_CACHE_DIR); its target is below /root while the RUN runs as another user; or it is /var/cache/apt on a Debian or Ubuntu base whose docker-clean was not removed.',
    rationale:
      'Such a mount makes the file longer and the reader believe that downloads are reused. Every build still downloads everything.',
    impact: 'Nothing that works today changes.',
    audit: 'docker builder du --verbose shows cache mounts of size 0.',
    remediation:
      'Remove the option, mount the cache in the home of the user (with uid= and gid=), or start with rm -f /etc/apt/apt.conf.d/docker-clean.',
    defaultValue: 'The Debian and Ubuntu images delete package files behind each install, by /etc/apt/apt.conf.d/docker-clean.',
    references: ['Dockerfile reference: RUN --mount=type=cache', 'apt.conf(5): Keep-Downloaded-Packages'],
    limits: 'Base images that are not known are taken to have no docker-clean.',
  },
  equivalents: ['~hadolint:DL3009'],
  examples: [
    {
      bad: 'FROM python:3.14-slim\nRUN --mount=type=cache,target=/root/.cache/pip pip install --no-cache-dir flask\n',
      good: 'FROM python:3.14-slim\nRUN --mount=type=cache,target=/root/.cache/pip pip install flask\n',
      byFix: false,
    },
  ],
  *check(instruction, ctx) {
    const mounts = mountsOf(instruction).filter(({ type, target }) => type === 'cache' && target !== undefined);
    if (mounts.length === 0) return;
    const commands = instruction.scripts().flatMap((script) => script.commands);
    for (const { target = '', targetSpan, flag } of mounts) {
      const at = targetSpan ?? flag.span;
      const off = offFor(instruction, commands, target);
      if (off !== undefined) {
        yield ctx.problem('off', { at, data: { option: off }, standsFor: [] });
        continue;
      }
      const user = /^\/root(?:\/|$)/.test(target) ? plainUser(instruction) : undefined;
      if (
        user !== undefined &&
        !commands.some(({ wrappers }) => wrappers.includes('sudo')) &&
        instruction.state.env.get('HOME') !== '/root'
      ) {
        yield ctx.problem('home', { at, data: { user }, standsFor: [] });
        continue;
      }
      const isArchive = coversFolder(target, '/var/cache/apt') || coversFolder(target, '/var/cache/apt/archives');
      if (isArchive && commands.some((command) => PACKAGE_CACHES.aptArchives.fills(command)) && hasDockerClean(instruction)) {
        yield ctx.problem('clean', { at, standsFor: [] });
      }
    }
  },
});
