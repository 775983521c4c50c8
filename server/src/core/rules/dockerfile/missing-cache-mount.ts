import { defineRule } from '../../engine/rule.js';
import type { Change } from '../../engine/rule.js';
import { changeTogether, replaceWord } from '../../fix/dockerfile.js';
import { removeShellWord } from '../../fix/shell.js';
import { factsOfUse } from '../../knowledge/base-images.js';
import { isRoot, readUser } from '../../knowledge/effective-user.js';
import { PACKAGE_CACHES, deletes, isMounted, isTurnedOff } from '../../knowledge/package-caches.js';
import type { PackageCache } from '../../knowledge/package-caches.js';
import { alongChain } from '../../knowledge/stage-chain.js';
import type { DockerfileModel, Instruction, Stage } from '../../model/dockerfile/types.js';
import type { ShellCommand, ShellScript } from '../../model/shell/types.js';

interface Kind {
  readonly cache: PackageCache;
  /** Where the mounts go; none where that depends on settings that the file does not show, or more than a mount is needed. */
  readonly targets: readonly string[];
  readonly standsFor: readonly string[];
}

const ALL = 'tally:prefer-package-cache-mounts';
const kind = (cache: PackageCache, targets: readonly string[], standsFor: readonly string[] = [ALL]): Kind => ({
  cache,
  targets,
  standsFor,
});

const KINDS: readonly Kind[] = [
  kind(PACKAGE_CACHES.aptArchives, []),
  kind(PACKAGE_CACHES.apk, ['/etc/apk/cache']),
  kind(PACKAGE_CACHES.dnf, []),
  kind(PACKAGE_CACHES.zypper, ['/var/cache/zypp']),
  kind(PACKAGE_CACHES.pip, ['~/.cache/pip']),
  kind(PACKAGE_CACHES.uv, ['~/.cache/uv']),
  kind(PACKAGE_CACHES.npm, ['~/.npm']),
  kind(PACKAGE_CACHES.yarn, []),
  kind(PACKAGE_CACHES.pnpm, []),
  kind(PACKAGE_CACHES.bun, ['~/.bun/install/cache']),
  kind(PACKAGE_CACHES.go, ['/go/pkg/mod', '~/.cache/go-build']),
  kind(PACKAGE_CACHES.cargo, ['/usr/local/cargo/registry']),
  kind(PACKAGE_CACHES.maven, ['~/.m2/repository']),
  kind(PACKAGE_CACHES.gradle, []),
  kind(PACKAGE_CACHES.dotnet, []),
  kind(PACKAGE_CACHES.composer, []),
  kind(PACKAGE_CACHES.bundler, [], ['tally:ruby/prefer-bundler-cache-mount']),
];
/** Only in images of these languages do the tools keep their cache where the table says. */
const LANGUAGES: Readonly<Record<string, string>> = { go: 'go', cargo: 'rust' };
/** Another RUN that reads the cache would not find it. */
const READ_LATER = /--offline|--frozen|\bmvnw? .*-o\b/;
const SAID_NO = /^(?:--no-cache-dir|--no-cache)$/;

const readersOf = new WeakMap<Stage, readonly Instruction[]>();

function readsLater(stage: Stage, instruction: Instruction): boolean {
  let readers = readersOf.get(stage);
  if (!readers) readersOf.set(stage, (readers = stage.instructions.filter(({ logical }) => READ_LATER.test(logical))));
  return readers.some((other) => other !== instruction);
}

/** Folders as they are for whoever runs this RUN; absent when his home is not known. */
function targetsOf(instruction: Instruction, { cache, targets }: Kind): readonly string[] | undefined {
  const { stage, state } = instruction;
  const facts = stage && factsOfUse(stage.rootImage);
  if (targets.length === 0 || cache.movedBy.some((name) => state.env.has(name) || state.args.has(name)) || state.env.has('HOME'))
    return undefined;
  const language = Object.hasOwn(LANGUAGES, cache.id) ? LANGUAGES[cache.id] : undefined;
  if (language !== undefined && facts?.language !== language) return undefined;
  const user = state.user ? readUser(state.user.at, facts?.env ?? {})?.resolved : facts?.user;
  if (targets.some((target) => target.startsWith('~')) && (user === undefined || !isRoot(user))) return undefined;
  return targets.map((target) => target.replace(/^~/, '/root'));
}

/** The caches with the options alone that mean "download nothing" rather than "keep the layer small". */
const idle = new Map<PackageCache, PackageCache>();

function isIdle(instruction: Instruction, command: ShellCommand, cache: PackageCache): boolean {
  let asked = idle.get(cache);
  if (!asked)
    idle.set(cache, (asked = { ...cache, offOptions: cache.offOptions.filter((option) => !SAID_NO.test(option)), turnedOffBy: [] }));
  return asked.offOptions.length > 0 && isTurnedOff(instruction, command, [], asked);
}

const restores = new WeakMap<Stage, Instruction | undefined>();

const isRestore = (command: ShellCommand): boolean => command.name === 'dotnet' && command.args[0]?.value === 'restore';

/** The packages of .NET that a RUN above fetched are in its layer: a mount would only hide them. */
function isRestored(instruction: Instruction, commands: readonly ShellCommand[]): boolean {
  if (!instruction.stage || commands.some(isRestore)) return false;
  const first = alongChain(
    restores,
    instruction.stage,
    (below, link) =>
      below ?? link.instructions.find((at) => at.keyword === 'RUN' && at.scripts().some((script) => script.commands.some(isRestore))),
  );
  return first !== undefined && first.index < instruction.index;
}

function mount(
  model: DockerfileModel,
  instruction: Instruction,
  script: ShellScript,
  filling: readonly ShellCommand[],
  found: Kind,
): Change | undefined {
  const targets = targetsOf(instruction, found);
  if (!targets || instruction.onbuild) return undefined;
  if (instruction.stage && readsLater(instruction.stage, instruction)) return undefined;
  const commands = instruction.scripts().flatMap((each) => each.commands);
  // Whoever clears the cache at the end would clear the mount.
  const clears = (command: ShellCommand): boolean =>
    found.cache.clears(command) ||
    found.cache.folders.some((folder) => deletes(command, folder)) ||
    targets.some((target) => deletes(command, target));
  if (commands.some(clears)) return undefined;
  // A command of an image that ships is first told to keep no cache (leftover-*-cache): both at once would mount it for nothing.
  const isSaid = (command: ShellCommand): boolean => command.args.some(({ raw }) => SAID_NO.test(raw));
  const isTold = found.cache === PACKAGE_CACHES.apk || found.cache === PACKAGE_CACHES.pip;
  if (isTold && instruction.stage?.ships && !filling.every(isSaid)) return undefined;
  // A variable that keeps the tool from any cache would have to go first.
  const { env, args } = instruction.state;
  if (found.cache.turnedOffBy.some((name) => env.has(name) || args.has(name))) return undefined;
  const at = (instruction.flags.at(-1)?.span ?? instruction.keywordSpan).end;
  const flags = targets.map((target) => ` --mount=type=cache,target=${target}`).join('');
  const noes = filling.flatMap((command) => command.args.filter(({ raw }) => SAID_NO.test(raw)).map((word) => ({ command, word })));
  return changeTogether(model, instruction, [
    replaceWord(model, instruction, { start: at, end: at }, flags),
    ...noes.map(({ command, word }) => removeShellWord(model, instruction, script, command, word)),
  ]);
}

export default defineRule({
  id: 'dockerfile/missing-cache-mount',
  category: 'reproducibility',
  on: 'dockerfile.runScript',
  summary: 'A package manager or compiler runs without a cache mount',
  severity: 'hint',
  confidence: 'medium',
  profile: 'all',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    missing: '"{tool}" starts without its cache whenever this RUN is built again: keep it with --mount=type=cache',
  },
  docs: {
    description:
      'A RUN runs apt, apk, dnf, zypper, pip, uv, npm, yarn, pnpm, bun, go, cargo, Maven, Gradle, dotnet, composer or bundler in a way that downloads or builds, and has no cache or tmpfs mount on the cache of that tool. One finding for each RUN.',
    rationale:
      'When a line of a manifest changes, the layer is built anew and everything is downloaded again. A cache mount is kept between builds and is no part of the image, so that builds are faster and the layer stays small.',
    impact:
      'The mount needs BuildKit. Its content is not part of the build: what must be in the image may not be read from there. The options that turn the cache off are dropped.',
    audit: 'docker builder du --verbose lists the cache mounts of earlier builds.',
    remediation:
      'Write RUN --mount=type=cache,target=FOLDER. apt also needs docker-clean removed, and mounts on /var/cache/apt and /var/lib/apt with sharing=locked.',
    defaultValue: 'Without a mount a tool writes its cache into the layer, or is told not to.',
    references: ['Docker: Optimize cache usage in builds, cache mounts', 'Dockerfile reference: RUN --mount=type=cache'],
    limits:
      'A fix is offered where the folder of the cache is certain: not for apt, dnf and NuGet, not where another RUN works offline, and not in the home of a user who is not root.',
  },
  equivalents: [ALL, 'tally:ruby/prefer-bundler-cache-mount', '~tally:js/node-gyp-cache-mounts'],
  examples: [
    {
      bad: 'FROM python:3.14-slim\nRUN pip install --no-cache-dir flask\n',
      good: 'FROM python:3.14-slim\nRUN --mount=type=cache,target=/root/.cache/pip pip install flask\n',
      byFix: true,
    },
  ],
  *check({ script, instruction }, ctx) {
    if (script.commands.length === 0) return;
    for (const found of KINDS) {
      const { cache, standsFor } = found;
      const filling = script.commands.filter((command) => cache.fills(command) && !isIdle(instruction, command, cache));
      const [first] = filling;
      if (
        !first ||
        isMounted(instruction, cache) ||
        (cache === PACKAGE_CACHES.dotnet && isRestored(instruction, filling)) ||
        (cache === PACKAGE_CACHES.aptArchives && isMounted(instruction, PACKAGE_CACHES.aptLists))
      )
        continue;
      const change = mount(ctx.model, instruction, script, filling, found);
      yield ctx.problem('missing', {
        at: first.word.span,
        data: { tool: first.name ?? cache.tool },
        standsFor,
        fixes: [change && { title: `Mount the cache of ${first.name ?? cache.tool}`, safety: 'unsafe', ...change }],
      });
      return;
    }
  },
});
