// What COPY and ADD take from the build context.
import type { ContextSource, Instruction } from './types.js';
import { expand } from './variables.js';

const ELSEWHERE = /^(?:[a-z][a-z0-9+.-]*:\/\/|git@)/i;

export function readSources(instruction: Instruction, escape: string): readonly ContextSource[] {
  if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') return [];
  if (instruction.flags.some(({ name }) => name === 'from')) return [];
  const words = instruction.json ? instruction.json.items : instruction.words;
  const { state } = instruction;
  const lookup = (name: string) => {
    const known = state.env.get(name) ?? state.args.get(name);
    return known === undefined || known.includes('$') ? ({ kind: 'unknown' } as const) : ({ kind: 'set', value: known } as const);
  };
  return words
    .slice(0, -1)
    .map((word) => ({ word, path: expand(word.value, { escape, lookup }).value }))
    .filter(({ word, path }) => !word.value.startsWith('<<') && !ELSEWHERE.test(path ?? word.value));
}
