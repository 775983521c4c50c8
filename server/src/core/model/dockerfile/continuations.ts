// What goes wrong where an instruction is carried over several lines: empty lines, and comments that hide what is joined behind them.
import type { MappedText } from '../../text/mapped-text.js';
import type { Span } from '../../text/span.js';
import type { CarriedBlankLines } from './types.js';

const isBlank = (c: string): boolean => c === ' ' || c === '\t';

/** Empty lines between the lines of an instruction, by the escape character that carries over them. */
export function readBlankLines(text: string, lines: Span, headEnd: number): CarriedBlankLines[] {
  const found: { escape: Span; lines: Span[]; next: number }[] = [];
  let escape: Span | undefined;
  let open: (typeof found)[number] | undefined;
  for (let at = lines.start; at < headEnd;) {
    const end = text.indexOf('\n', at);
    if (end < 0) break;
    const line = text.slice(at, end).trim();
    if (line === '' && escape) {
      if (!open) found.push((open = { escape, lines: [], next: at }));
      open.lines.push({ start: at, end: end + 1 });
    } else if (line !== '' && !(line.startsWith('#') && escape)) {
      open = undefined;
      const last = at + text.slice(at, end).trimEnd().length;
      escape = { start: last - 1, end: last };
    }
    at = end + 1;
    if (open) open.next = at;
  }
  return found;
}

export interface CommentsInLine {
  /** `# …` behind code on a line that is carried on: the shell ignores all that is joined behind it. Offsets in the logical line. */
  readonly hiding: readonly Span[];
  /** The escape character in front of ` # …` on the last line. */
  readonly broken: Span | undefined;
}

/** One pass over the arguments with the quotes of the shell; tolerant of everything. */
export function readComments(head: MappedText, start: number, end: number, source: string, escape: string): CommentsInLine {
  const { text } = head;
  const hiding: Span[] = [];
  let broken: Span | undefined;
  /** Closers of what is open: `"`, `}`, `)`, "`". */
  const open: string[] = [];
  let at = start;
  while (at < end) {
    const c = text.charAt(at);
    const inside = open[open.length - 1] ?? '';
    const isCode = inside === '' || inside === ')' || inside === '`';
    if (c === escape || c === '\\') {
      const before = at === start || isBlank(text.charAt(at - 1));
      if (isCode && c === escape && before && isBlank(text.charAt(at + 1))) {
        let next = at + 1;
        while (next < end && isBlank(text.charAt(next))) next++;
        if (text.charAt(next) === '#' && isLastLine(head, at, source)) {
          broken = { start: at, end: next };
          break;
        }
      }
      at += 2;
    } else if (c === inside) {
      open.pop();
      at++;
    } else if (isCode && c === "'") {
      const close = text.indexOf("'", at + 1);
      at = close < 0 || close >= end ? end : close + 1;
    } else if (c === '"' || c === '`') {
      open.push(c);
      at++;
    } else if (c === '$' && (text.charAt(at + 1) === '{' || text.charAt(at + 1) === '(')) {
      open.push(text.charAt(at + 1) === '{' ? '}' : ')');
      at += 2;
    } else if (isCode && c === '(') {
      open.push(')');
      at++;
    } else if (isCode && c === '#' && (at === start || /[\s;&|()]/.test(text.charAt(at - 1)))) {
      const stop = lineEndIn(head, at, end, source);
      if (stop < end) hiding.push({ start: at, end: stop });
      at = stop;
    } else at++;
  }
  return { hiding, broken };
}

function isLastLine(head: MappedText, at: number, source: string): boolean {
  const stop = head.toSource(head.text.length);
  const next = source.indexOf('\n', head.toSource(at));
  return next < 0 || next >= stop;
}

/** Offset in the logical line behind the last character of the physical line that holds `at`. */
function lineEndIn(head: MappedText, at: number, end: number, source: string): number {
  const found = source.indexOf('\n', head.toSource(at));
  if (found < 0) return end;
  let low = at;
  let high = end;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (head.toSource(middle) < found) low = middle + 1;
    else high = middle;
  }
  return low;
}
