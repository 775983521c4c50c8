// Options that stand in a variable: `apt-get install $APT_OPTIONS curl`.
import type { Instruction } from '../model/dockerfile/types.js';
import type { ShellCommand } from '../model/shell/types.js';
import { firstBehind } from '../text/in-order.js';
import { textOf } from './shell-text.js';

const NAMES = /\$\{?([A-Za-z_]\w*)/g;
/** Names that say what is in them, where their value is not known. */
const OPTIONS = /(?:^|_)(?:opt(?:ion)?s?|flags?|args?|switch(?:es)?|params?)(?:_|$)|(?:opt(?:ion)?s|flags|args)$/i;

interface Assigned {
  /** Start of the command that does it. */
  readonly start: number;
  readonly text: string;
}

const assignedIn = new WeakMap<Instruction, ReadonlyMap<string, readonly Assigned[]>>();

/** What the scripts of a RUN set, by name and in order: `X=y`, `export X=y`. */
function assignmentsOf(instruction: Instruction): ReadonlyMap<string, readonly Assigned[]> {
  const known = assignedIn.get(instruction);
  if (known) return known;
  const found = new Map<string, Assigned[]>();
  for (const { commands } of instruction.scripts()) {
    for (const { span, assignments, args } of commands) {
      const seen = new Set<string>();
      const add = (name: string, raw: string): void => {
        // The first of a command counts.
        if (seen.has(name)) return;
        seen.add(name);
        const list = found.get(name) ?? [];
        found.set(name, list);
        list.push({ start: span.start, text: raw.replace(`${name}=`, '') });
      };
      for (const { name, value } of assignments) if (value) add(name, value.raw);
      for (const { raw } of args) {
        const name = /^([A-Za-z_]\w*)=/.exec(raw)?.[1];
        if (name !== undefined) add(name, raw);
      }
    }
  }
  assignedIn.set(instruction, found);
  return found;
}

/** What the script itself sets before this command. */
function assignedTo(name: string, instruction: Instruction, command: ShellCommand): string | undefined {
  const list = assignmentsOf(instruction).get(name) ?? [];
  return list[firstBehind(list, command.span.start - 1, ({ start }) => start) - 1]?.text;
}

/** May a word of the command that is only known when it runs hold what the pattern asks for? */
export function mayHold(instruction: Instruction, command: ShellCommand, pattern: RegExp): boolean {
  for (const word of command.args) {
    if (word.value !== undefined) continue;
    const text = textOf(word, instruction.state);
    if (pattern.test(text)) return true;
    for (const [, name = ''] of text.matchAll(NAMES)) {
      const assigned = assignedTo(name, instruction, command);
      if (assigned === undefined ? OPTIONS.test(name) : pattern.test(assigned)) return true;
    }
  }
  return false;
}
