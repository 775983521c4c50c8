// Words of shell text: their place in the file and their value.
import type { CommandArgument, Word, WordPart } from '../../parse/shell.js';
import type { MappedText } from '../../text/mapped-text.js';
import type { Span } from '../../text/span.js';
import type { ShellWord } from './types.js';

/** How offsets of syntax nodes are to be read. */
export interface Origin {
  readonly text: MappedText;
  /** Set where offsets count in another text than the source: everything there gets this place. */
  readonly fixed: { readonly span: Span; readonly source: string } | undefined;
}

export function placeOf(node: { readonly pos: number; readonly end: number }, origin: Origin): Span {
  return origin.fixed?.span ?? origin.text.span(node.pos, node.end);
}

export const sourceOf = (origin: Origin): string => origin.fixed?.source ?? origin.text.text;

export function wordOf(node: CommandArgument | Word, origin: Origin): ShellWord {
  const source = sourceOf(origin);
  return { raw: source.slice(node.pos, node.end), value: literalValue(node, source), span: placeOf(node, origin) };
}

/** Most words have nothing to take off; looking at their parts would cost a second scan. */
const SPECIAL = /["'$`\\<>{}~*?[\]()!]/;

export function literalValue(node: CommandArgument | Word, source: string): string | undefined {
  const raw = source.slice(node.pos, node.end);
  if (!SPECIAL.test(raw)) return raw;
  if (node.type === 'Assignment') {
    if (node.value.type !== 'Word') return undefined;
    const value = literalValue(node.value, source);
    return value === undefined ? undefined : source.slice(node.pos, node.value.pos) + value;
  }
  return node.parts?.some(isExpansion) ? undefined : node.value;
}

function isExpansion(part: WordPart): boolean {
  switch (part.type) {
    case 'SimpleExpansion':
    case 'ParameterExpansion':
    case 'CommandExpansion':
    case 'ArithmeticExpansion':
    case 'ProcessSubstitution':
      return true;
    case 'DoubleQuoted':
    case 'LocaleString':
    case 'ExtendedGlob':
    case 'BraceExpansion':
      return part.parts?.some(isExpansion) ?? false;
    default:
      return false;
  }
}
