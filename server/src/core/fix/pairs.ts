// Builders for changes to the name=value pairs of ARG, ENV and LABEL.
import type { Change } from '../engine/rule.js';
import type { DockerfileModel, Instruction, Pair } from '../model/dockerfile/types.js';
import { insertBefore, joinChanges, removeInstruction, replaceWord } from './dockerfile.js';

/** An instruction with more is read again for each fix; nobody writes so many by hand. */
const MOST_PAIRS = 200;
const isTooLong = ({ pairs }: Instruction): boolean => pairs.length > MOST_PAIRS;

/** Another name in the quotes of the old one. Refuses names that would need escapes. */
export function renamePair(model: DockerfileModel, instruction: Instruction, pair: Pair, name: string): Change | undefined {
  if (!/^[\w./-]+$/.test(name) || isTooLong(instruction)) return undefined;
  const [quote = ''] = /^["']?/.exec(model.text.slice(pair.name.span.start, pair.name.span.end)) ?? [];
  return replaceWord(model, instruction, pair.name.span, `${quote}${name}${quote}`);
}

/** Another value in the quotes of the old one. Refuses values that would need escapes, and pairs without a value. */
export function replaceValue(model: DockerfileModel, instruction: Instruction, pair: Pair, value: string): Change | undefined {
  if (!pair.value || !/^[\w@%+=:,./-]+$/.test(value) || isTooLong(instruction)) return undefined;
  const [quote = ''] = /^["']?/.exec(model.text.slice(pair.value.span.start, pair.value.span.end)) ?? [];
  return replaceWord(model, instruction, pair.value.span, `${quote}${value}${quote}`);
}

/** The pair with the blanks and line breaks up to the next one; the whole instruction when it is the only one. */
export function removePair(model: DockerfileModel, instruction: Instruction, pair: Pair): Change | undefined {
  const { pairs } = instruction;
  const at = pairs.indexOf(pair);
  if (at < 0 || instruction.onbuild || isTooLong(instruction)) return undefined;
  if (pairs.length === 1) return removeInstruction(model, instruction);
  const next = pairs[at + 1];
  const before = pairs[at - 1];
  const span = next ? { start: pair.span.start, end: next.span.start } : { start: before?.span.end ?? pair.span.start, end: pair.span.end };
  return replaceWord(model, instruction, span, '');
}

/** A value that comes from an ARG, which is declared in front of the instruction where it is not in scope. */
export function feedFromArg(model: DockerfileModel, instruction: Instruction, pair: Pair, name: string): Change | undefined {
  if (!pair.value || instruction.onbuild || !/^\w+$/.test(name) || isTooLong(instruction)) return undefined;
  const change = replaceWord(model, instruction, pair.value.span, `"$${name}"`);
  return instruction.state.args.has(name) ? change : joinChanges([insertBefore(model, instruction, [`ARG ${name}`]), change]);
}
