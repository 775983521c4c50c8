// Reads one logical line of a Dockerfile: keyword, flags, words. Offsets count in that line.
import { isBlank, isSpace, trimEnd, trimStart } from './white-space.js';

export interface RawFlag {
  /** With dashes, quotes and escapes taken off. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface RawLine {
  /** Upper case. */
  readonly keyword: string;
  readonly keywordStart: number;
  readonly keywordEnd: number;
  readonly flags: readonly RawFlag[];
  /** Without blanks at both ends. */
  readonly argumentsStart: number;
  readonly argumentsEnd: number;
}

export interface RawWord {
  readonly start: number;
  readonly end: number;
}

const BACKSLASH = 92;
const DASH = 45;

export function readLine(line: string, from: number): RawLine {
  const keywordStart = trimStart(line, from, line.length);
  let keywordEnd = keywordStart;
  while (keywordEnd < line.length && !isBlank(line.charCodeAt(keywordEnd))) keywordEnd++;
  const flags: RawFlag[] = [];
  let at = keywordEnd;
  for (;;) {
    at = trimStart(line, at, line.length);
    if (line.charCodeAt(at) !== DASH || line.charCodeAt(at + 1) !== DASH) break;
    const flag = readFlag(line, at);
    if (flag.text === '--') {
      at = trimStart(line, flag.end, line.length);
      break;
    }
    flags.push(flag);
    at = flag.end;
  }
  return {
    keyword: line.slice(keywordStart, keywordEnd).toUpperCase(),
    keywordStart,
    keywordEnd,
    flags,
    argumentsStart: at,
    argumentsEnd: trimEnd(line, at, line.length),
  };
}

/** Quotes hold blanks together; the backslash escapes here whatever the escape directive says. */
function readFlag(line: string, start: number): RawFlag {
  let text = '';
  let quote = 0;
  let at = start;
  for (; at < line.length; at++) {
    const code = line.charCodeAt(at);
    if (quote === 0 && isSpace(code)) break;
    if (code === BACKSLASH) {
      at++;
      if (at < line.length) text += line.charAt(at);
    } else if (quote === 0 && (code === 34 || code === 39)) quote = code;
    else if (code === quote) quote = 0;
    else text += line.charAt(at);
  }
  return { text, start, end: Math.min(at, line.length) };
}

/** Words between blanks, whatever the quotes: FROM, COPY, ADD, EXPOSE and VOLUME are read like this. */
export function splitAtBlanks(line: string, start: number, end: number): RawWord[] {
  const words: RawWord[] = [];
  let at = start;
  while (at < end) {
    while (at < end && isBlank(line.charCodeAt(at))) at++;
    const from = at;
    while (at < end && !isBlank(line.charCodeAt(at))) at++;
    if (at > from) words.push({ start: from, end: at });
  }
  return words;
}

/** Words between blanks outside quotes: ARG, ENV and LABEL are read like this. */
export function splitOutsideQuotes(line: string, start: number, end: number, escape: string): RawWord[] {
  const words: RawWord[] = [];
  const escapeCode = escape.charCodeAt(0);
  let at = start;
  while (at < end) {
    at = trimStart(line, at, end);
    if (at >= end) break;
    const from = at;
    let quote = 0;
    for (; at < end; at++) {
      const code = line.charCodeAt(at);
      if (quote === 0 && isSpace(code)) break;
      if (code === escapeCode && quote !== 39) at++;
      else if (quote === 0 && (code === 34 || code === 39)) quote = code;
      else if (code === quote) quote = 0;
    }
    at = Math.min(at, end);
    words.push({ start: from, end: at });
  }
  return words;
}

/** Quotes and escapes taken off, variables left as they are. */
export function unquote(word: string, escape: string): string {
  if (!word.includes('"') && !word.includes("'") && !word.includes(escape)) return word;
  let text = '';
  let quote = '';
  for (let at = 0; at < word.length; at++) {
    const c = word.charAt(at);
    if (c === escape && quote !== "'") {
      const next = word.charAt(at + 1);
      if (quote === '"' && next !== '"' && next !== '$' && next !== escape) text += at + 1 < word.length ? c : '';
      else {
        text += next;
        at++;
      }
    } else if (quote === '' && (c === '"' || c === "'")) quote = c;
    else if (c === quote) quote = '';
    else text += c;
  }
  return text;
}
