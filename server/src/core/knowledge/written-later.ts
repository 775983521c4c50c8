// Which copied paths the RUN instructions below write to, while the same USER holds.
import type { Instruction, Stage } from '../model/dockerfile/types.js';
import type { ShellCommand, ShellWord } from '../model/shell/types.js';
import { firstBehind } from '../text/in-order.js';
import { commandsInFolders, foldersOf, modeChangeOf } from './file-commands.js';

/** The words of a command that name what it writes to, deletes, or has to own. */
function writtenBy(command: ShellCommand): readonly ShellWord[] {
  const operands = command.args.filter(({ raw }) => !/^-./.test(raw));
  switch (command.name) {
    case 'chmod':
      return modeChangeOf(command)?.targets ?? [];
    case 'touch':
    case 'mkdir':
    case 'rm':
    case 'tee':
    case 'mv':
      return operands;
    case 'sed':
      // The first operand is the script, unless an option brings it.
      return command.args.some(({ raw }) => /^-[a-zA-Z]*i/.test(raw)) ? operands.slice(1) : [];
    default:
      return [];
  }
}

/** What a RUN writes to, in full. */
function pathsWrittenBy(run: Instruction): readonly string[] {
  const found: string[] = [];
  for (const { command, resolve } of commandsInFolders(run)) {
    if (command.wrappers.includes('sudo')) continue;
    const words = [
      ...writtenBy(command),
      ...command.redirects.filter(({ operator }) => operator.includes('>')).flatMap(({ target }) => target ?? []),
    ];
    found.push(...words.flatMap((word) => resolve(word) ?? []));
  }
  return found;
}

interface Writes {
  /** Positions of the USERs. */
  readonly users: readonly number[];
  /** In front of the first USER, behind it, behind the second ...: the last RUN that writes to a path or below it. */
  readonly last: readonly ReadonlyMap<string, number>[];
}

const writesOfStage = new WeakMap<Stage, Writes>();

function writesIn(stage: Stage): Writes {
  const known = writesOfStage.get(stage);
  if (known) return known;
  const users: number[] = [];
  let current = new Map<string, number>();
  const last = [current];
  for (const run of stage.instructions) {
    if (run.keyword === 'USER') {
      users.push(run.index);
      last.push((current = new Map<string, number>()));
    }
    if (run.keyword === 'RUN') for (const path of pathsWrittenBy(run)) for (const folder of foldersOf(path)) current.set(folder, run.index);
  }
  const found = { users, last };
  writesOfStage.set(stage, found);
  return found;
}

/** Does a later RUN, still as the same user, write to one of these paths? */
export function isWrittenLater(copy: Instruction, stage: Stage, paths: readonly string[]): boolean {
  const { users, last } = writesIn(stage);
  const writes = last[firstBehind(users, copy.index, (index) => index)];
  return paths.some((path) => (writes?.get(path) ?? -1) > copy.index);
}
