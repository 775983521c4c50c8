// Cuts a Dockerfile into directives, comments and instructions the way BuildKit does; every place is kept.
import { MappedText } from '../text/mapped-text.js';
import type { Located, Span } from '../text/span.js';
import { findHeredocs } from './heredoc-openers.js';
import { readLine } from './instruction-line.js';
import { trimEnd, trimStart } from './white-space.js';

export interface RawDirective {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: string;
  readonly valueSpan: Span;
  readonly span: Span;
}

export interface RawComment {
  readonly span: Span;
  /** Index of the continued instruction it stands in. */
  readonly inside: number | undefined;
}

export interface RawHeredoc {
  readonly name: string;
  readonly expand: boolean;
  readonly chomp: boolean;
  /** Offsets of the opener in the logical line. */
  readonly opener: Span;
  readonly body: Span;
  /** The closing line without its line break; an empty place at the end when it is missing. */
  readonly closing: Span;
  readonly terminated: boolean;
}

export interface RawInstruction {
  /** The logical line: continuations, comments and blank lines taken out, blanks at both ends too. */
  readonly head: MappedText;
  readonly headSpan: Span;
  readonly span: Span;
  /** All physical lines with the last line break. */
  readonly lines: Span;
  readonly heredocs: readonly RawHeredoc[];
  /** Its last line asks for a continuation that the file does not have. */
  readonly isDangling: boolean;
}

export interface SplitDockerfile {
  readonly escape: '\\' | '`';
  readonly directives: readonly RawDirective[];
  readonly comments: readonly RawComment[];
  readonly instructions: readonly RawInstruction[];
  /** Where the first line behind the directives starts. */
  readonly afterDirectives: number;
  /** The image that reads the file, from `# syntax=`, `// syntax=` or a JSON key; BuildKit ends it at the first blank. */
  readonly frontend: Located<string> | undefined;
}

const HASH = 35;
const DIRECTIVES: ReadonlySet<string> = new Set(['syntax', 'escape', 'check']);
const DIRECTIVE = /^(\s*)([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(.+?)\s*$/;
const HEREDOC_KEYWORDS: ReadonlySet<string> = new Set(['RUN', 'COPY', 'ADD']);

/** A physical line: BuildKit ends it at "\n" alone and drops "\r" in front of it. */
interface Line {
  readonly start: number;
  readonly end: number;
  readonly next: number;
}

class LineReader {
  constructor(
    private readonly text: string,
    public at: number,
  ) {}

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  next(): Line {
    const start = this.at;
    const found = this.text.indexOf('\n', start);
    const next = found < 0 ? this.text.length : found + 1;
    let end = found < 0 ? this.text.length : found;
    while (end > start && this.text.charCodeAt(end - 1) === 13) end--;
    this.at = next;
    return { start, end, next };
  }
}

export function splitDockerfile(text: string): SplitDockerfile {
  const reader = new LineReader(text, text.charCodeAt(0) === 0xfeff ? 1 : 0);
  const comments: RawComment[] = [];
  const { directives, escape } = readDirectives(text, reader, comments);
  const afterDirectives = reader.at;
  const instructions: RawInstruction[] = [];
  while (!reader.isAtEnd) {
    const line = reader.next();
    const start = trimStart(text, line.start, line.end);
    if (start === line.end) continue;
    if (text.charCodeAt(start) === HASH) {
      comments.push({ span: { start, end: line.end }, inside: undefined });
      continue;
    }
    const instruction = readInstruction(text, reader, line, start, escape, comments, instructions.length);
    if (instruction) instructions.push(instruction);
  }
  return { escape, directives, comments, instructions, afterDirectives, frontend: readFrontend(text, directives) };
}

/** The directive that a comment reads like, wherever it stands. */
export function readDirective(text: string, start: number, lineEnd: number, mark = '#'): RawDirective | undefined {
  const match = text.startsWith(mark, start) ? DIRECTIVE.exec(text.slice(start + mark.length, lineEnd)) : null;
  const name = match?.[2] ?? '';
  if (!DIRECTIVES.has(name.toLowerCase())) return undefined;
  const value = match?.[3] ?? '';
  const end = trimEnd(text, start, lineEnd);
  const nameStart = start + mark.length + (match?.[1]?.length ?? 0);
  return {
    name: name.toLowerCase(),
    nameSpan: { start: nameStart, end: nameStart + name.length },
    value,
    valueSpan: { start: end - value.length, end },
    span: { start, end },
  };
}

function readFrontend(text: string, directives: readonly RawDirective[]): Located<string> | undefined {
  let found = directives.find(({ name }) => name === 'syntax');
  if (!found) {
    const reader = new LineReader(text, text.charCodeAt(0) === 0xfeff ? 1 : 0);
    if (text.startsWith('#!', reader.at)) reader.next();
    if (text.charAt(reader.at) === '{') return readJsonFrontend(text, reader.at);
    while (!found && text.startsWith('//', reader.at)) {
      const line = reader.next();
      const directive = readDirective(text, line.start, line.end, '//');
      if (!directive) return undefined;
      if (directive.name === 'syntax') found = directive;
    }
  }
  if (!found) return undefined;
  const value = found.value.split(' ', 1)[0] ?? '';
  return { value, span: { start: found.valueSpan.start, end: found.valueSpan.start + value.length } };
}

function readJsonFrontend(text: string, start: number): Located<string> | undefined {
  let read: unknown;
  try {
    read = JSON.parse(text.slice(start));
  } catch {
    return undefined;
  }
  const value: unknown = typeof read === 'object' && read !== null && 'syntax' in read ? read.syntax : undefined;
  const match = typeof value === 'string' ? /"syntax"\s*:\s*"/.exec(text.slice(start)) : null;
  if (!match || typeof value !== 'string') return undefined;
  const at = start + match.index + match[0].length;
  return text.startsWith(value, at) ? { value, span: { start: at, end: at + value.length } } : undefined;
}

function readDirectives(text: string, reader: LineReader, comments: RawComment[]): { directives: RawDirective[]; escape: '\\' | '`' } {
  const directives: RawDirective[] = [];
  const seen = new Set<string>();
  let escape: '\\' | '`' = '\\';
  // A "#!" line hides an escape directive below it from BuildKit, but neither syntax nor check.
  let behindShebang = false;
  while (!reader.isAtEnd) {
    const back = reader.at;
    const line = reader.next();
    const start = trimStart(text, line.start, line.end);
    const shebang = directives.length === 0 && !behindShebang && text.startsWith('#!', line.start);
    if (shebang) {
      behindShebang = true;
      comments.push({ span: { start, end: line.end }, inside: undefined });
      continue;
    }
    const directive = readDirective(text, start, line.end);
    if (!directive || seen.has(directive.name)) {
      reader.at = back;
      break;
    }
    const { name, value } = directive;
    seen.add(name);
    directives.push(directive);
    if (name === 'escape' && !behindShebang && (value === '`' || value === '\\')) escape = value;
  }
  return { directives, escape };
}

/** Where the text of a line ends when it is continued: in front of the escape character; -1 when it is not. */
function continuationAt(text: string, start: number, end: number, escape: number): number {
  let at = end;
  while (at > start && (text.charCodeAt(at - 1) === 32 || text.charCodeAt(at - 1) === 9)) at--;
  if (at === start || text.charCodeAt(at - 1) !== escape) return -1;
  // An escaped escape is text.
  return at - 1 > start && text.charCodeAt(at - 2) === escape ? -1 : at - 1;
}

function readInstruction(
  text: string,
  reader: LineReader,
  first: Line,
  start: number,
  escape: '\\' | '`',
  comments: RawComment[],
  index: number,
): RawInstruction | undefined {
  const escapeCode = escape.charCodeAt(0);
  const firstComment = comments.length;
  let line = first;
  let cut = continuationAt(text, start, line.end, escapeCode);
  let head: MappedText;
  let lastLine = line;
  if (cut < 0) {
    head = MappedText.plain(text.slice(start, trimEnd(text, start, line.end)), start);
  } else {
    const builder = MappedText.builder().add(text.slice(start, cut), start);
    while (cut >= 0 && !reader.isAtEnd) {
      line = reader.next();
      const inner = trimStart(text, line.start, line.end);
      if (inner === line.end) continue;
      if (text.charCodeAt(inner) === HASH) {
        comments.push({ span: { start: inner, end: line.end }, inside: index });
        continue;
      }
      lastLine = line;
      cut = continuationAt(text, line.start, line.end, escapeCode);
      builder.add(text.slice(line.start, cut < 0 ? line.end : cut), line.start);
    }
    head = trimmed(builder.build(start));
  }
  if (head.text === '') {
    // Only escapes: nothing is begun. What looked like inner comments are plain ones.
    for (let i = firstComment; i < comments.length; i++) comments[i] = { span: (comments[i] as RawComment).span, inside: undefined };
    return undefined;
  }
  const headSpan = {
    start: head.toSource(0),
    end: cut < 0 ? head.toSource(head.text.length) : Math.max(trimEnd(text, start, lastLine.end), head.toSource(head.text.length)),
  };
  const heredocs = cut < 0 ? readHeredocs(text, reader, head) : [];
  const closing = heredocs[heredocs.length - 1]?.closing;
  return {
    head,
    headSpan,
    span: { start: headSpan.start, end: closing ? closing.end : headSpan.end },
    lines: { start: first.start, end: closing ? reader.at : lastLine.next },
    heredocs,
    isDangling: cut >= 0,
  };
}

function trimmed(mapped: MappedText): MappedText {
  const start = trimStart(mapped.text, 0, mapped.text.length);
  const end = trimEnd(mapped.text, start, mapped.text.length);
  return start === 0 && end === mapped.text.length ? mapped : mapped.slice(start, end);
}

function readHeredocs(text: string, reader: LineReader, head: MappedText): RawHeredoc[] {
  if (!head.text.includes('<<') || !mayHaveHeredocs(head.text)) return [];
  const result: RawHeredoc[] = [];
  for (const opener of findHeredocs(head.text)) {
    const start = reader.at;
    let body: Span = { start, end: start };
    let closing: Span | undefined;
    while (!reader.isAtEnd) {
      const line = reader.next();
      let from = line.start;
      if (opener.chomp) while (text.charCodeAt(from) === 9) from++;
      if (line.end - from === opener.name.length && text.startsWith(opener.name, from)) {
        closing = { start: line.start, end: line.end };
        body = { start, end: line.start };
        break;
      }
      body = { start, end: line.end };
    }
    const { name, expand, chomp, span } = opener;
    result.push({
      name,
      expand,
      chomp,
      opener: span,
      body,
      closing: closing ?? { start: body.end, end: body.end },
      terminated: closing !== undefined,
    });
  }
  return result;
}

/** RUN, COPY and ADD, behind ONBUILD too, unless their arguments are a JSON array. */
function mayHaveHeredocs(head: string): boolean {
  let line = readLine(head, 0);
  if (line.keyword === 'ONBUILD') line = readLine(head, line.argumentsStart);
  if (!HEREDOC_KEYWORDS.has(line.keyword)) return false;
  return head.charCodeAt(line.argumentsStart) !== 91 || !isStringArray(head.slice(line.argumentsStart));
}

function isStringArray(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((item) => typeof item === 'string');
  } catch {
    return false;
  }
}
