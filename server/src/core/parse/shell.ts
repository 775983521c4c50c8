// Parses shell text; the only importer of the shell parser. Never throws.
import { parse } from 'unbash';
import type { ParsedScript } from 'unbash';

export { forEachChild } from 'unbash';
export type { Assignment, Command, CommandArgument, ParsedScript, Redirection, SyntaxNode, Word, WordPart } from 'unbash';

/** Longer text is not judged: nobody writes it by hand. In UTF-16 code units. */
const MAX_LENGTH = 1_000_000;
/** The parser's time grows with the square of the heredocs on one line, and of the brackets open at one place. */
const MAX_HEREDOCS = 500;
const MAX_OPEN = 200;

export function parseShell(source: string): ParsedScript {
  try {
    if (source.length <= MAX_LENGTH && !hasManyHeredocs(source) && !isDeep(source)) return parse(source);
  } catch {
    // Falls through to an empty script that says it could not be read.
  }
  return { type: 'Script', pos: 0, end: source.length, shebang: undefined, commands: [], errors: [{ message: 'not parsed', pos: 0 }] };
}

function hasManyHeredocs(source: string): boolean {
  let count = 0;
  for (let at = source.indexOf('<<'); at >= 0 && count <= MAX_HEREDOCS; at = source.indexOf('<<', at + 2)) count++;
  return count > MAX_HEREDOCS;
}

function isDeep(source: string): boolean {
  if (source.length <= MAX_OPEN) return false;
  let open = 0;
  for (let at = 0; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (code === 40 || code === 123) open++;
    else if ((code === 41 || code === 125) && open > 0) open--;
    if (open > MAX_OPEN) return true;
  }
  return false;
}
