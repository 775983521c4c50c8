// Parses shell text; the only importer of the shell parser. Never throws.
import { parse } from 'unbash';
import type { ParsedScript } from 'unbash';

export { forEachChild } from 'unbash';
export type { Assignment, Command, CommandArgument, ParsedScript, Redirection, SyntaxNode, Word, WordPart } from 'unbash';

/** Longer text is not judged: nobody writes it by hand. */
const MAX_LENGTH = 1_000_000;

export function parseShell(source: string): ParsedScript {
  try {
    if (source.length <= MAX_LENGTH) return parse(source);
  } catch {
    // Falls through to an empty script that says it could not be read.
  }
  return { type: 'Script', pos: 0, end: source.length, shebang: undefined, commands: [], errors: [{ message: 'not parsed', pos: 0 }] };
}
