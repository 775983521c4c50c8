// Options that stand in a variable: `apt-get install $APT_OPTIONS curl`.
import type { Instruction } from '../model/dockerfile/types.js';
import type { ShellCommand } from '../model/shell/types.js';
import { textOf } from './shell-text.js';

const NAMES = /\$\{?([A-Za-z_]\w*)/g;
/** Names that say what is in them, where their value is not known. */
const OPTIONS = /(?:^|_)(?:opt(?:ion)?s?|flags?|args?|switch(?:es)?|params?)(?:_|$)|(?:opt(?:ion)?s|flags|args)$/i;

/** What the script itself sets before this command. */
function assignedTo(name: string, instruction: Instruction, command: ShellCommand): string | undefined {
  let assigned: string | undefined;
  for (const { commands } of instruction.scripts()) {
    for (const other of commands) {
      if (other.span.start >= command.span.start) break;
      const found =
        other.assignments.find((assignment) => assignment.name === name)?.value ?? other.args.find(({ raw }) => raw.startsWith(`${name}=`));
      if (found) assigned = found.raw.replace(`${name}=`, '');
    }
  }
  return assigned;
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
