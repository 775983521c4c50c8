// Line-wise text helpers that every builder needs.
import { LineIndex } from '../text/line-index.js';

/** What is kept of the text last asked about: builders ask about one text thousands of times, and a minified file is a single line. */
let last: { readonly text: string; readonly lines: LineIndex; readonly eol: string } | undefined;

function tableOf(text: string): NonNullable<typeof last> {
  if (last?.text === text) return last;
  const at = text.search(/\r|\n/);
  const eol = at < 0 || text[at] === '\n' ? '\n' : text[at + 1] === '\n' ? '\r\n' : '\r';
  return (last = { text, lines: new LineIndex(text), eol });
}

/** As far as this is looked for by hand; lines are short. */
const NEAR = 500;

/** The line break this text uses: that of its first line, "\n" when it has none. */
export const eolOf = (text: string): string => tableOf(text).eol;

/** Start of the line the offset stands on. */
export function lineStart(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && text[at - 1] !== '\n' && text[at - 1] !== '\r') {
    at--;
    if (offset - at > NEAR) {
      const { lines } = tableOf(text);
      return lines.startOfLine(lines.lineOf(at));
    }
  }
  return at;
}

/** End of the line the offset stands on, before its line break. */
export function lineEnd(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') {
    at++;
    if (at - offset > NEAR) {
      const { lines } = tableOf(text);
      return lines.endOfLine(lines.lineOf(at));
    }
  }
  return at;
}

/** Start of the next line, or the end of the text. */
export function nextLine(text: string, offset: number): number {
  const end = lineEnd(text, offset);
  if (text[end] === '\r' && text[end + 1] === '\n') return end + 2;
  return end < text.length ? end + 1 : end;
}

/** Blanks in front of the first character of the line. */
export function indentOf(text: string, offset: number): string {
  const start = lineStart(text, offset);
  let end = start;
  while (text[end] === ' ' || text[end] === '\t') end++;
  return text.slice(start, end);
}
