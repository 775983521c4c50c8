// Template text in YAML: finds out whether a text is a template, and masks its actions with text of equal length so that it can be read.
import type { Span } from '../text/span.js';

/** `{{ }}`, `${X}`, `$(X)`, `<%= %>`, `@@X@@`: the value of a scalar that holds one of these is not known before rendering. */
export const PLACEHOLDER = /\{\{|\$\{[^}\n]*\}|\$\([A-Za-z_][\w.-]*\)|<%|@@[\w.-]+@@/;

/** How far behind an action the next line of text is looked for. */
const MAX_LOOK = 500;

const isBreak = (c: number): boolean => c === 10 || c === 13;
const isBlank = (c: number): boolean => c === 32 || c === 9;

/** End of the action that opens at `at` ("{{" or "{%"): behind its closing marks, or the end of the line when they are missing. */
function actionEnd(text: string, at: number): number {
  const comment = text[at + 1] === '#';
  const close = comment ? '#}' : text[at + 1] === '%' ? '%}' : '}}';
  if (/^\{\{-?\s*\/\*/.test(text.slice(at, at + 8))) {
    const end = text.indexOf('*/', at);
    const closing = end < 0 ? -1 : text.indexOf('}}', end);
    if (closing >= 0) return closing + 2;
  }
  let i = at + 2;
  while (i < text.length) {
    const c = text[i];
    if (text.startsWith(close, i)) return i + 2;
    if (!comment && (c === '"' || c === '`')) {
      const end = stringEnd(text, i);
      if (end > 0) {
        i = end;
        continue;
      }
    }
    i++;
  }
  return lineEnd(text, at);
}

/** End of a string inside an action; 0 when it is not closed on its line (raw strings may span lines). */
function stringEnd(text: string, at: number): number {
  const quote = text.charCodeAt(at);
  for (let i = at + 1; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === quote) return i + 1;
    if (quote === 34 && c === 92) i++;
    else if (quote === 34 && isBreak(c)) return 0;
  }
  return 0;
}

export interface MaskedText {
  readonly text: string;
  /** The places that were masked. */
  readonly actions: readonly Span[];
}

/**
 * Lines that hold nothing but actions become blank; an action amid other text becomes a word of equal length.
 * Line breaks stay, so every offset and line number holds.
 */
export function maskTemplate(text: string): MaskedText {
  const actions: Span[] = [];
  for (let i = text.indexOf('{'); i >= 0; i = text.indexOf('{', i)) {
    const next = text[i + 1];
    if (next === '{' || next === '%' || (next === '#' && text.indexOf('#}', i) >= 0)) {
      const end = actionEnd(text, i);
      actions.push({ start: i, end });
      i = end;
    } else i++;
  }
  if (actions.length === 0) return { text, actions };
  const parts: string[] = [];
  let at = 0;
  for (let i = 0; i < actions.length;) {
    // A run: actions with only blanks between them, which decide together whether their lines are blank.
    let last = i;
    while (last + 1 < actions.length && isBlankBetween(text, actions[last]?.end ?? 0, actions[last + 1]?.start ?? 0)) last++;
    const first = actions[i];
    const final = actions[last];
    if (!first || !final) break;
    const alone = endsLine(text, final.end) && (startsLine(text, first.start) || bringsLines(text, first.start, final.end));
    for (let k = i; k <= last; k++) {
      const action = actions[k];
      if (!action) continue;
      parts.push(text.slice(at, action.start), blanked(text.slice(action.start, action.end), alone ? ' ' : 'x'));
      at = action.end;
    }
    i = last + 1;
  }
  parts.push(text.slice(at));
  return { text: parts.join(''), actions };
}

function isBlankBetween(text: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (!isBlank(text.charCodeAt(i))) return false;
  return true;
}

function startsLine(text: string, at: number): boolean {
  let i = at;
  while (i > 0 && isBlank(text.charCodeAt(i - 1))) i--;
  return i === 0 || isBreak(text.charCodeAt(i - 1)) || (i === 1 && text.charCodeAt(0) === 0xfeff);
}

function endsLine(text: string, at: number): boolean {
  let i = at;
  while (i < text.length && isBlank(text.charCodeAt(i))) i++;
  return i === text.length || isBreak(text.charCodeAt(i)) || (text[i] === '#' && i > at);
}

/** `key: {{ … }}` above lines that stand deeper: the action writes more lines of the same mapping. */
function bringsLines(text: string, start: number, end: number): boolean {
  let at = start;
  while (at > 0 && isBlank(text.charCodeAt(at - 1))) at--;
  if (text[at - 1] !== ':' || at === start) return false;
  while (at > 0 && !isBreak(text.charCodeAt(at - 1))) at--;
  const below = /^[^\r\n]*(?:\r?\n|\r)(?:[ \t]*(?:\r?\n|\r))*( *)(?=[^\s])/.exec(text.slice(end, end + MAX_LOOK));
  return below !== null && (below[1] ?? '').length > indentAt(text, at);
}

/** Column of the first key on a line, behind any dashes. */
function indentAt(text: string, line: number): number {
  let at = line;
  while (text[at] === ' ' || (text[at] === '-' && text[at + 1] === ' ')) at++;
  return at - line;
}

/** Only the first line of an action that spans lines may become a word; the lines below are blank. */
function blanked(action: string, mark: string): string {
  const line = action.search(/[\r\n]/);
  if (line < 0) return mark.repeat(action.length);
  return mark.repeat(line) + action.slice(line).replace(/[^\r\n]/g, ' ');
}

const NO_BLOCK = Number.MAX_SAFE_INTEGER;
const BLOCK_HEADER = /(?:^|[\s:-])[|>][-+0-9]{0,2}[ \t]*(?:#.*)?$/;

/**
 * Is there an action outside quotes, block scalars and comments? Inside them it is mere text of a whole manifest
 * (alert rules, for one). Only documents that hold `{{` or `{%` are looked at; linear.
 */
export function isTemplate(text: string): boolean {
  let from = 0;
  for (;;) {
    const hit = nextAction(text, from);
    if (hit < 0) return false;
    const line = { start: lineStart(text, hit), end: lineEnd(text, hit) };
    from = line.end;
    // Nearly always the quotes are on the same line; else the whole document tells.
    if (!scanLine(text.slice(line.start, line.end), '').action) continue;
    const start = text.lastIndexOf('\n---', hit) + 1;
    const next = text.indexOf('\n---', hit);
    const end = next < 0 ? text.length : next + 1;
    if (hasLooseAction(text.slice(start, end))) return true;
    from = end;
  }
}

function lineStart(text: string, at: number): number {
  let i = at;
  while (i > 0 && !isBreak(text.charCodeAt(i - 1))) i--;
  return i;
}

function lineEnd(text: string, at: number): number {
  let i = at;
  while (i < text.length && !isBreak(text.charCodeAt(i))) i++;
  return i;
}

/** Offset of the next "{{" or "{%". */
function nextAction(text: string, from: number): number {
  for (let at = text.indexOf('{', from); at >= 0; at = text.indexOf('{', at + 1)) {
    if (text[at + 1] === '{' || text[at + 1] === '%') return at;
  }
  return -1;
}

function hasLooseAction(text: string): boolean {
  let blockIndent = NO_BLOCK;
  let quote = '';
  let at = 0;
  while (at <= text.length) {
    const end = lineEnd(text, at);
    const line = text.slice(at, end);
    at = end + (text[end] === '\r' && text[end + 1] === '\n' ? 2 : 1);
    const indent = line.search(/[^ ]/);
    if (indent < 0) continue;
    if (quote === '' && blockIndent !== NO_BLOCK) {
      if (indent > blockIndent) continue;
      blockIndent = NO_BLOCK;
    }
    const scanned = scanLine(line, quote);
    if (scanned.action) return true;
    quote = scanned.quote;
    if (quote === '' && BLOCK_HEADER.test(line)) blockIndent = headerIndent(line, indent);
  }
  return false;
}

/** Column that the lines of a block scalar must exceed: that of its key, behind any dashes. */
function headerIndent(line: string, indent: number): number {
  if (line.startsWith('---')) return -1;
  let at = indent;
  let owner = indent;
  while (line[at] === '-' && line[at + 1] === ' ') {
    owner = at;
    at++;
    while (line[at] === ' ') at++;
  }
  return /^[|>]/.test(line.slice(at)) ? owner : at;
}

/** Walks a line outside a block scalar: is there an action outside quotes, and which quote is open at its end? */
function scanLine(line: string, open: string): { readonly action: boolean; readonly quote: string } {
  let quote = open;
  for (let i = 0; i < line.length; i++) {
    const c = line[i];
    if (quote === '"') {
      if (c === '\\') i++;
      else if (c === '"') quote = '';
    } else if (quote === "'") {
      if (c === "'") {
        if (line[i + 1] === "'") i++;
        else quote = '';
      }
    } else if (c === '{' && (line[i + 1] === '{' || line[i + 1] === '%')) {
      return { action: true, quote };
    } else if (c === '#' && (i === 0 || isBlank(line.charCodeAt(i - 1)))) {
      break;
    } else if ((c === '"' || c === "'") && /(?:^|[\s[{,:-])$/.test(line.slice(Math.max(0, i - 1), i))) {
      quote = c;
    }
  }
  return { action: false, quote };
}
