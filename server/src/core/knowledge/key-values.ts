// How BuildKit reads the quotes and the older form of ENV and LABEL. Source: moby/buildkit v0.34.2, line_parsers.go, shell/lex.go; 2026-11.
import type { Instruction, Pair } from '../model/dockerfile/types.js';

/** Place of a quote that nothing closes; -1 when all are closed. */
export function openQuoteAt(text: string, escape: string): number {
  let quote = '';
  let start = -1;
  for (let at = 0; at < text.length; at++) {
    const c = text.charAt(at);
    if (c === escape && quote !== "'") at++;
    else if (quote === '' && (c === '"' || c === "'")) {
      quote = c;
      start = at;
    } else if (c === quote) quote = '';
  }
  return quote === '' ? -1 : start;
}

/** The word without its quotes; as it is where one is not closed. */
export const withoutQuotes = (word: string, escape: string): string =>
  openQuoteAt(word, escape) < 0 ? word.replace(/["']/g, '') : word;

/** The one pair of ENV or LABEL in the older form, name and value with a blank between them; all behind the name is its value. */
export function olderPair(instruction: Instruction): Pair | undefined {
  const { keyword, words, pairs } = instruction;
  if (keyword !== 'ENV' && keyword !== 'LABEL') return undefined;
  const first = words[0];
  return first && !first.value.includes('=') && pairs[0]?.value ? pairs[0] : undefined;
}
