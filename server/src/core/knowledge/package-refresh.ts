// The index of packages (apt lists, APKINDEX ...) that one command fetches and others read.
import type { Instruction, Stage } from '../model/dockerfile/types.js';
import type { ShellCommand } from '../model/shell/types.js';
import { packageCommandOf } from './packages.js';
import type { PackageCommand, PackageManager } from './packages.js';
import { firstBehind } from '../text/in-order.js';

const READS = new Set(['install', 'upgrade', 'distribution-upgrade', 'download']);
/** Programs that do not look into a package index. Anything else may install. */
const BYSTANDERS =
  /^(?:rm|mkdir|rmdir|cp|mv|ln|chmod|chown|touch|echo|printf|true|false|:|set|cd|pwd|test|\[|\[\[|export|unset|cat|tee|sed|ls|id|date|sleep|sync|locale-gen|localedef|dpkg-reconfigure|useradd|adduser|groupadd|addgroup|usermod|update-ca-certificates|ldconfig|exit|curl|wget|tar|gzip|find)$/;

/** Does it read the index of its manager? */
export const readsIndex = (found: PackageCommand): boolean => READS.has(found.action);

/** The last refresh behind which nothing in this RUN can make use of it; absent where it is not certain. */
export function unusedRefresh(commands: readonly ShellCommand[]): PackageCommand | undefined {
  let refresh: PackageCommand | undefined;
  for (const command of commands) {
    const found = packageCommandOf(command);
    if (found?.action === 'refresh') {
      // `$(apt-get update)` and `if ! apt-get update` are asked for their outcome.
      refresh = command.substitutedInto ? undefined : found;
    } else if (refresh && (found ? readsIndex(found) || found.action === 'other' : !BYSTANDERS.test(command.name ?? ''))) {
      refresh = undefined;
    }
  }
  return refresh;
}

const commandsOf = (run: Instruction): readonly ShellCommand[] => run.scripts().flatMap((script) => script.commands);

const older = new WeakMap<Instruction, ReadonlySet<PackageManager>>();

/** The managers whose index this RUN reads without having fetched it. */
function readsOlder(run: Instruction): ReadonlySet<PackageManager> {
  const known = older.get(run);
  if (known) return known;
  const fetched = new Set<PackageManager>();
  const found = new Set<PackageManager>();
  for (const command of commandsOf(run)) {
    const call = packageCommandOf(command);
    if (call?.action === 'refresh') fetched.add(call.manager);
    else if (call && readsIndex(call) && !fetched.has(call.manager)) found.add(call.manager);
  }
  older.set(run, found);
  return found;
}

const readersOf = new WeakMap<Stage, ReadonlyMap<PackageManager, readonly Instruction[]>>();

function readers(stage: Stage, manager: PackageManager): readonly Instruction[] {
  let found = readersOf.get(stage);
  if (!found) {
    const lists = new Map<PackageManager, Instruction[]>();
    for (const instruction of stage.instructions) {
      const run = instruction.trigger ?? instruction;
      if (run.keyword !== 'RUN') continue;
      for (const name of readsOlder(run)) {
        const list = lists.get(name);
        if (list) list.push(run);
        else lists.set(name, [run]);
      }
    }
    readersOf.set(stage, (found = lists));
  }
  return found.get(manager) ?? [];
}

/** As many readers are named. */
const SOME = 4;
type Readers = ReadonlyMap<Stage, readonly Instruction[]>;
const readersAbove = new WeakMap<readonly Stage[], Map<PackageManager, Readers>>();

/** For each stage the first RUNs that read what the manager fetched, of those in stages built on it. */
function readersBuiltOn(stages: readonly Stage[], manager: PackageManager): Readers {
  let byManager = readersAbove.get(stages);
  if (!byManager) readersAbove.set(stages, (byManager = new Map()));
  const known = byManager.get(manager);
  if (known) return known;
  const above = new Map<Stage, Instruction[]>();
  for (let i = stages.length - 1; i >= 0; i--) {
    const stage = stages[i];
    if (!stage) continue;
    const first = (above.get(stage) ?? []).sort((a, b) => a.index - b.index).slice(0, SOME);
    above.set(stage, first);
    if (!stage.parent) continue;
    const ofParent = above.get(stage.parent);
    const own = [...readers(stage, manager).slice(0, SOME), ...first];
    if (ofParent) ofParent.push(...own);
    else above.set(stage.parent, own);
  }
  byManager.set(manager, above);
  return above;
}

/** Some RUNs behind this one that read what it fetched: of its stage, and of the stages built on it. */
export function laterReaders(stages: readonly Stage[], instruction: Instruction, manager: PackageManager): readonly Instruction[] {
  const { stage, index } = instruction;
  if (!stage) return [];
  const own = readers(stage, manager);
  const from = firstBehind(own, index, (run) => run.index);
  return [...own.slice(from, from + SOME), ...(readersBuiltOn(stages, manager).get(stage) ?? [])].slice(0, SOME);
}
