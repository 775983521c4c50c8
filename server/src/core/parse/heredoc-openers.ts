// Finds the `<<NAME` words of a logical line the way BuildKit's word reader does, its quirks included.
import type { Span } from '../text/span.js';
import { unquote } from './instruction-line.js';
import { isSpace } from './white-space.js';

export interface HeredocOpener {
  readonly name: string;
  readonly expand: boolean;
  readonly chomp: boolean;
  readonly span: Span;
}

/** Deeper nesting of `${…}` than anybody writes; BuildKit has no limit, our stack has. */
const MAX_DEPTH = 100;
const FAILED = -1;

export function findHeredocs(line: string): HeredocOpener[] {
  const openers: HeredocOpener[] = [];
  const hasArithmetic = line.includes('((');
  for (const { start, end } of splitWords(line)) {
    const word = line.slice(start, end);
    const match = /^\d*<<(-?)\s*([^<]+)$/.exec(word);
    const rest = match?.[2];
    // A shift inside an arithmetic expansion is none, though BuildKit may take it for one.
    if (rest === undefined || (hasArithmetic && isInArithmetic(line, start))) continue;
    const name = unquote(rest, '\\');
    if (name === '') continue;
    openers.push({ name, chomp: match?.[1] === '-', expand: quotes(name) === quotes(rest.replace(/\\(.)/g, '$1')), span: { start, end } });
  }
  return openers;
}

const quotes = (text: string): number => text.split(/["']/).length;

function isInArithmetic(line: string, at: number): boolean {
  const open = line.lastIndexOf('((', at);
  return open >= 0 && line.lastIndexOf('))', at) < open && line.indexOf('))', at) >= 0;
}

/** Words with quotes and escapes as written; no words at all when a quote or `${` is not closed, as in BuildKit. */
function splitWords(line: string): Span[] {
  const words: Span[] = [];
  let from = -1;
  let at = 0;
  while (at < line.length) {
    const code = line.charCodeAt(at);
    if (isSpace(code)) {
      if (from >= 0) words.push({ start: from, end: at });
      from = -1;
      at++;
      continue;
    }
    if (from < 0) from = at;
    const next = skip(line, at, 0);
    if (next === FAILED) return [];
    // Blanks inside `${…}` part words too.
    if (line.charAt(at) === '$') {
      for (let i = at; i < next; i++) {
        if (!isSpace(line.charCodeAt(i))) {
          if (from < 0) from = i;
        } else if (from >= 0) {
          words.push({ start: from, end: i });
          from = -1;
        }
      }
    }
    at = next;
  }
  if (from >= 0) words.push({ start: from, end: line.length });
  return words;
}

/** Offset behind the quoted, escaped, expanded or plain piece at `at`. */
function skip(line: string, at: number, depth: number): number {
  switch (line.charAt(at)) {
    case "'": {
      const end = line.indexOf("'", at + 1);
      return end < 0 ? FAILED : end + 1;
    }
    case '"':
      return skipDoubleQuotes(line, at + 1, depth);
    case '$':
      return skipVariable(line, at, depth);
    case '\\':
      return Math.min(at + 2, line.length);
    case '<': {
      if (line.charAt(at + 1) !== '<') return at + 1;
      let end = at + 2;
      while (line.charAt(end) === ' ' || line.charAt(end) === '\t') end++;
      return end;
    }
    default:
      return at + 1;
  }
}

function skipDoubleQuotes(line: string, start: number, depth: number): number {
  let at = start;
  while (at < line.length) {
    const c = line.charAt(at);
    if (c === '"') return at + 1;
    if (c === '$') {
      at = skipVariable(line, at, depth);
      if (at === FAILED) return FAILED;
    } else if (c === '\\') at += /["$\\]/.test(line.charAt(at + 1)) ? 2 : 1;
    else at++;
  }
  return FAILED;
}

function skipVariable(line: string, start: number, depth: number): number {
  if (line.charAt(start + 1) !== '{') return start + 1 + nameLength(line, start + 1);
  const first = line.charAt(start + 2);
  if (first === '' || first === '{' || first === '}' || first === ':' || depth > MAX_DEPTH) return FAILED;
  const at = start + 2 + nameLength(line, start + 2);
  switch (line.charAt(at)) {
    case '}':
      return at + 1;
    case ':':
      return skipUntil(line, at + 2, '}', depth + 1);
    case '+':
    case '-':
    case '?':
    case '#':
    case '%':
      return skipUntil(line, at + 1, '}', depth + 1);
    case '/': {
      const middle = skipUntil(line, line.charAt(at + 1) === '/' ? at + 2 : at + 1, '/', depth + 1);
      return middle === FAILED ? FAILED : skipUntil(line, middle, '}', depth + 1);
    }
    default:
      return FAILED;
  }
}

function skipUntil(line: string, start: number, stop: string, depth: number): number {
  let at = start;
  while (at < line.length) {
    if (line.charAt(at) === stop) return at + 1;
    at = skip(line, at, depth);
    if (at === FAILED) return FAILED;
  }
  return FAILED;
}

function nameLength(line: string, at: number): number {
  const match = /^(?:\d+|[@*#?\-$!]|[\p{L}_][\p{L}\p{Nd}_]*)/u.exec(line.slice(at, at + 256));
  return match ? match[0].length : 0;
}
