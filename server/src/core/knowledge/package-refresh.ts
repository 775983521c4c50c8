// The index of packages (apt lists, APKINDEX ...) that one command fetches and others read.
import type { Instruction, Stage } from '../model/dockerfile/types.js';
import type { ShellCommand } from '../model/shell/types.js';
import { packageCommandOf } from './packages.js';
import type { PackageCommand, PackageManager } from './packages.js';

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

/** The RUNs behind this one that read what it fetched: those of its stage, and of the stages built on it. */
export function laterReaders(stages: readonly Stage[], instruction: Instruction, manager: PackageManager): readonly Instruction[] {
  const { stage } = instruction;
  if (!stage) return [];
  return stages
    .filter((other) => other === stage || other.chain.includes(stage))
    .flatMap((other) => other.instructions)
    .map((other) => other.trigger ?? other)
    .filter((other) => other.keyword === 'RUN' && other.index > instruction.index && readsOlder(other).has(manager));
}
