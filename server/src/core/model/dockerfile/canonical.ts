// The meaning of an instruction's text without its layout, for comparing two readings.
import type { Instruction } from './types.js';

/** Keyword in upper case, flags, words with one blank between them, and heredoc bodies; equal texts mean equal instructions. */
export function canonical(instruction: Instruction): string {
  const flags = instruction.flags.map(({ name, value }) => (value === undefined ? `--${name}` : `--${name}=${value}`));
  const { keyword, trigger, heredocs, words } = instruction;
  const head = [keyword, ...flags, ...(trigger ? [canonical(trigger)] : words.map(({ value }) => value))].join(' ');
  // Bodies are those of the whole instruction; a trigger would repeat its ONBUILD's.
  const bodies = instruction.onbuild ? [] : heredocs.map(({ name, body }) => `\n${body.replace(/\r\n/g, '\n')}${name}`);
  return head + bodies.join('');
}
