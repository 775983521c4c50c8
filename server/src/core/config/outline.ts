// A rough reading of half-typed YAML by indentation alone: under which keys does a place stand? Block style only.
import type { Span } from '../text/span.js';

/** `#` followed by a number is an item of a list. */
export type OutlinePath = readonly string[];

export interface OutlinePlace {
  readonly path: OutlinePath;
  /** Set when the place is behind `key:` on its line. */
  readonly key: string | undefined;
  /** The word at the place. */
  readonly word: Span;
  /** Is there a colon behind the word? */
  readonly hasColon: boolean;
  /** Keys that stand beside it, above or below. */
  readonly siblings: ReadonlySet<string>;
}

interface Level {
  readonly column: number;
  readonly name: string;
  readonly isItem: boolean;
}

const LINE = /[^\r\n]*(?:\r\n|\r|\n|$)/y;
const LINE_KEY = /^("[^"]*"|'[^']*'|[^\s#:'"[\]{},][^:]*?)\s*:(?=\s|$)/;

const unquote = (key: string): string => (/^(["']).*\1$/s.test(key) ? key.slice(1, -1) : key);

class Outline {
  private levels: Level[] = [];
  private items = 0;

  get path(): OutlinePath {
    return this.levels.map(({ name }) => name);
  }

  /** Takes the dashes at the start of a line; the column behind them. */
  dashes(line: string, from: number): number {
    let column = from;
    for (let dash = /^-[ \t]+|^-$/.exec(line.slice(column)); dash; dash = /^-[ \t]+|^-$/.exec(line.slice(column))) {
      // A list may stand at the column of its key.
      this.leave((level) => level.column > column || (level.column === column && level.isItem));
      this.levels.push({ column, name: `#${this.items++}`, isItem: true });
      column += dash[0].length;
    }
    return column;
  }

  leaveTo(column: number): void {
    this.leave((level) => level.column >= column);
  }

  enter(column: number, name: string): void {
    this.levels.push({ column, name, isItem: false });
  }

  private leave(when: (level: Level) => boolean): void {
    for (let last = this.levels.at(-1); last && when(last); last = this.levels.at(-1)) this.levels.pop();
  }
}

/** Absent inside comments and where only flow style could say more. */
export function outlineAt(text: string, offset: number): OutlinePlace | undefined {
  const outline = new Outline();
  const keys = new Map<string, Set<string>>();
  let found: Omit<OutlinePlace, 'siblings'> | undefined;
  LINE.lastIndex = 0;
  for (let match = LINE.exec(text); match && match[0] !== ''; match = LINE.exec(text)) {
    const start = match.index;
    const line = match[0].replace(/[\r\n]+$/, '');
    const end = start + match[0].length;
    const here =
      !found && offset >= start && (offset < end || (offset === end && (end === text.length || line.length === match[0].length)));
    if (here && offset <= start + line.length) {
      found = placeIn(outline, line, start, offset);
      if (!found) return undefined;
    } else readLine(outline, line, keys);
  }
  found ??= { path: [], key: undefined, word: { start: offset, end: offset }, hasColon: false };
  return { ...found, siblings: keys.get(found.path.join('\n')) ?? new Set() };
}

function readLine(outline: Outline, line: string, keys: Map<string, Set<string>>): void {
  const indent = line.search(/[^ ]/);
  if (indent < 0 || line[indent] === '#' || line.startsWith('---')) return;
  const column = outline.dashes(line, indent);
  const key = LINE_KEY.exec(line.slice(column))?.[1];
  if (key === undefined) return;
  outline.leaveTo(column);
  const parent = outline.path.join('\n');
  const siblings = keys.get(parent) ?? new Set();
  keys.set(parent, siblings.add(unquote(key)));
  outline.enter(column, unquote(key));
}

function placeIn(outline: Outline, line: string, start: number, offset: number): Omit<OutlinePlace, 'siblings'> | undefined {
  const before = line.slice(0, offset - start);
  if (/(^|\s)#/.test(before) || /[[{]/.test(before)) return undefined;
  const indent = before.search(/[^ ]/);
  const column = outline.dashes(before, indent < 0 ? before.length : indent);
  outline.leaveTo(column);
  const rest = before.slice(column);
  const key = LINE_KEY.exec(rest);
  if (!key?.[1]) {
    const tail = /^[^\s:#]*/.exec(line.slice(before.length))?.[0].length ?? 0;
    const hasColon = /^\s*:/.test(line.slice(before.length + tail));
    return { path: outline.path, key: undefined, word: { start: start + column, end: offset + tail }, hasColon };
  }
  const value = rest.slice(key[0].length);
  const from = start + column + key[0].length + (value.length - value.trimStart().length);
  // Right behind the colon a value would be glued to it.
  if (value === '') return undefined;
  const tail = /^[^\s#]*/.exec(line.slice(before.length))?.[0].length ?? 0;
  return { path: outline.path, key: unquote(key[1]), word: { start: from, end: offset + tail }, hasColon: false };
}
