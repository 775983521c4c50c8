// Puts variables into Dockerfile text by the rules of BuildKit's word reader: quotes, escapes and all forms of `${…}`.

/** What is known of a name: its value; that nobody sets it; or that something sets it to a value we cannot see. */
export type Known = { readonly kind: 'set'; readonly value: string } | { readonly kind: 'unset' } | { readonly kind: 'unknown' };

export interface VariableUse {
  readonly name: string;
  /** Offsets in the text that was expanded, `$` to the end of the name or to the closing brace. */
  readonly start: number;
  readonly end: number;
  /** `:-`, `+`, `%%`, `//` …; empty for a plain use. */
  readonly operator: string;
}

export interface Expansion {
  /** Absent while a variable without a value remains, or when the text cannot be read. */
  readonly value: string | undefined;
  /** The same with such variables left as they are written. */
  readonly text: string;
  readonly uses: readonly VariableUse[];
  /** Why BuildKit refuses the text. */
  readonly error: string | undefined;
  /** The same with its place. */
  readonly problem: SubstitutionProblem | undefined;
}

/**
 * open: its brace is not closed; modifier: BuildKit has no such operator; name: no variable is named; quote: a quote outside of all
 * braces is not closed. Offsets in the text.
 */
export interface SubstitutionProblem {
  readonly kind: 'open' | 'modifier' | 'name' | 'quote';
  readonly start: number;
  readonly end: number;
}

export interface ExpandOptions {
  readonly escape: string;
  lookup(name: string): Known;
  /** Are quotes taken off? Not so in the body of a heredoc. */
  readonly quotes?: boolean;
}

/** Deeper nesting than anybody writes; our stack has an end. */
const MAX_DEPTH = 100;
/** `ENV A=$A$A` doubles with every line: what comes in by variables may be this long, in UTF-16 code units. */
const MAX_INSERTED = 100_000;
/** Patterns are tried at every place of a value; longer ones are left alone. */
const MAX_PATTERN_WORK = 1_000_000;

class ExpandError extends Error {
  constructor(
    message: string,
    readonly problem?: SubstitutionProblem,
  ) {
    super(message);
  }
}

export function expand(text: string, options: ExpandOptions): Expansion {
  const quotes = options.quotes ?? true;
  if (!text.includes('$') && !text.includes(options.escape) && !(quotes && /["']/.test(text))) {
    return { value: text, text, uses: [], error: undefined, problem: undefined };
  }
  const reader = new WordReader(text, options, quotes);
  try {
    const result = reader.readUntil('', false, 0);
    return { value: reader.isResolved ? result : undefined, text: result, uses: reader.uses, error: undefined, problem: undefined };
  } catch (error) {
    if (!(error instanceof ExpandError)) throw error;
    return { value: undefined, text, uses: reader.uses, error: error.message, problem: error.problem };
  }
}

/** Behind the name in `${…}`; doubled signs are read as one and the rest. */
const OPERATORS: ReadonlySet<string> = new Set(['-', ':-', '+', ':+', '?', ':?', '#', '%', '/']);

class WordReader {
  isResolved = true;
  readonly uses: VariableUse[] = [];
  private at = 0;
  private inserted = 0;
  /** Where the innermost `${` that has an operator begins; -1 outside of all. */
  private opened = -1;

  constructor(
    private readonly source: string,
    private readonly options: ExpandOptions,
    private readonly quotes: boolean,
  ) {}

  readUntil(stop: string, keepEscapes: boolean, depth: number): string {
    const { source } = this;
    let result = '';
    while (this.at < source.length) {
      const c = source.charAt(this.at);
      if (stop !== '' && c === stop) {
        this.at++;
        return result;
      }
      if (c === '$') result += this.readDollar(depth);
      else if (this.quotes && c === "'") result += this.readSingleQuotes();
      else if (this.quotes && c === '"') result += this.readDoubleQuotes(depth);
      else if (c === this.options.escape) {
        this.at++;
        const next = source.charAt(this.at++);
        result += keepEscapes ? c + next : next;
      } else {
        this.at++;
        result += c;
      }
    }
    if (stop !== '') throw this.unclosed(`"${stop}" is missing`);
    return result;
  }

  /** What is open where the text ends: the brace around, else the quote that begins at `quote`. */
  private unclosed(message: string, quote = this.source.length): ExpandError {
    const start = this.opened;
    if (start >= 0) return new ExpandError(message, { kind: 'open', start, end: start + 2 });
    return new ExpandError(message, { kind: 'quote', start: quote, end: this.source.length });
  }

  private readSingleQuotes(): string {
    const end = this.source.indexOf("'", this.at + 1);
    if (end < 0) throw this.unclosed('a single quote is not closed', this.at);
    const result = this.source.slice(this.at + 1, end);
    this.at = end + 1;
    return result;
  }

  private readDoubleQuotes(depth: number): string {
    const { source } = this;
    const { escape } = this.options;
    const start = this.at;
    let result = '';
    this.at++;
    while (this.at < source.length) {
      const c = source.charAt(this.at);
      if (c === '"') {
        this.at++;
        return result;
      }
      if (c === '$') {
        result += this.readDollar(depth);
        continue;
      }
      this.at++;
      const next = source.charAt(this.at);
      if (c === escape && (next === '"' || next === '$' || next === escape)) {
        result += next;
        this.at++;
      } else result += c;
    }
    throw this.unclosed('a double quote is not closed', start);
  }

  private readName(): string {
    const match = /^(?:\d+|[@*#?\-$!]|[\p{L}_][\p{L}\p{Nd}_]*)/u.exec(this.source.slice(this.at, this.at + 256));
    const name = match?.[0] ?? '';
    this.at += name.length;
    return name;
  }

  private readDollar(depth: number): string {
    const start = this.at++;
    if (this.source.charAt(this.at) !== '{') {
      const name = this.readName();
      if (name === '') return '$';
      return this.plain(name, start);
    }
    if (depth > MAX_DEPTH) throw new ExpandError('"${" is nested too deeply');
    this.at++;
    const first = this.source.charAt(this.at);
    if (first === '') throw new ExpandError('"}" is missing', { kind: 'open', start, end: start + 2 });
    if (first === '{' || first === '}' || first === ':') {
      throw new ExpandError('bad substitution', { kind: 'name', start, end: this.at + 1 });
    }
    const name = this.readName();
    const nameEnd = this.at;
    let operator = this.source.charAt(this.at++);
    if (operator === '') throw new ExpandError('"}" is missing', { kind: 'open', start, end: nameEnd });
    if (operator === '}') return this.plain(name, start);
    if (operator === ':') operator += this.source.charAt(this.at++);
    if (!OPERATORS.has(operator)) {
      throw new ExpandError('unsupported modifier in substitution', { kind: 'modifier', start, end: this.at });
    }
    const known = this.options.lookup(name);
    const use = this.uses.length;
    this.uses.push({ name, start, end: start, operator });
    const around = this.opened;
    this.opened = start;
    const result = this.modified(name, known, operator, depth);
    this.opened = around;
    this.uses[use] = { name, start, end: this.at, operator: result.operator };
    if (result.value !== undefined) return this.insert(result.value);
    this.isResolved = false;
    return this.source.slice(start, this.at);
  }

  private insert(value: string): string {
    this.inserted += value.length;
    if (this.inserted > MAX_INSERTED) throw new ExpandError('too much text');
    return value;
  }

  private plain(name: string, start: number): string {
    this.uses.push({ name, start, end: this.at, operator: '' });
    const known = this.options.lookup(name);
    if (known.kind === 'set') return this.insert(known.value);
    this.isResolved = false;
    return this.source.slice(start, this.at);
  }

  /** `value` is absent when it depends on what we cannot know. */
  private modified(name: string, known: Known, operator: string, depth: number): { value: string | undefined; operator: string } {
    const isPattern = operator === '#' || operator === '%' || operator === '/';
    const wasResolved = this.isResolved;
    switch (operator) {
      case '/': {
        const all = this.source.charAt(this.at) === '/';
        if (all) this.at++;
        const pattern = this.readUntil('/', true, depth + 1);
        const replacement = this.readUntil('}', true, depth + 1);
        const usable = known.kind === 'set' && this.isResolved;
        return { operator: all ? '//' : '/', value: usable ? replaceAll(known.value, pattern, replacement, all) : undefined };
      }
      case '-':
      case ':-':
      case '+':
      case ':+':
      case '?':
      case ':?':
      case '#':
      case '%': {
        const word = this.readUntil('}', isPattern, depth + 1);
        const wordResolved = this.isResolved;
        this.isResolved = wasResolved;
        const isUnset = known.kind === 'unset' || (known.kind === 'set' && known.value === '' && operator.startsWith(':'));
        // A value we cannot see is taken for one that is not empty: so says its declaration.
        const value = known.kind === 'set' ? known.value : undefined;
        if (operator.endsWith('-')) return { operator, value: isUnset ? (wordResolved ? word : undefined) : value };
        if (operator.endsWith('+')) return { operator, value: isUnset ? '' : wordResolved ? word : undefined };
        if (operator.endsWith('?')) {
          if (known.kind === 'set' && isUnset) throw new ExpandError(`${name} is empty`);
          return { operator, value };
        }
        const greedy = word.startsWith(operator);
        const full = greedy ? operator + operator : operator;
        if (value === undefined || !wordResolved) return { operator: full, value: undefined };
        return { operator: full, value: trimPattern(value, greedy ? word.slice(1) : word, operator === '#', greedy) };
      }
      default:
        throw new ExpandError('unsupported modifier in substitution');
    }
  }
}

type PatternItem = { readonly kind: 'star' | 'any' } | { readonly kind: 'text'; readonly text: string };

/** `*` and `?` are wild, brackets are not; absent when BuildKit refuses the pattern. */
function readPattern(pattern: string): PatternItem[] | undefined {
  const items: PatternItem[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern.charAt(i);
    if (c === '*') items.push({ kind: 'star' });
    else if (c === '?') items.push({ kind: 'any' });
    else if (c === '\\') {
      const next = pattern.charAt(++i);
      if (!['*', '?', '\\', '}', '/'].includes(next)) return undefined;
      items.push({ kind: 'text', text: next });
    } else items.push({ kind: 'text', text: c });
  }
  return items;
}

/** Does the pattern match the whole of the text? The classic two-pointer walk: no backtracking beyond the last star. */
function matches(items: readonly PatternItem[], text: string): boolean {
  let item = 0;
  let at = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    const current = items[item];
    if (current?.kind === 'star') {
      star = item++;
      resume = at;
    } else if (current && (current.kind === 'any' || (current.kind === 'text' && current.text === text.charAt(at)))) {
      item++;
      at++;
    } else if (star >= 0) {
      item = star + 1;
      at = ++resume;
    } else return false;
  }
  while (items[item]?.kind === 'star') item++;
  return item === items.length;
}

const isTooMuch = (value: string, pattern: string): boolean => value.length * value.length * (pattern.length + 1) > MAX_PATTERN_WORK;

function trimPattern(value: string, pattern: string, atStart: boolean, greedy: boolean): string | undefined {
  const items = readPattern(pattern);
  if (!items || isTooMuch(value, pattern)) return undefined;
  for (let i = 0; i <= value.length; i++) {
    const length = greedy ? value.length - i : i;
    const piece = atStart ? value.slice(0, length) : value.slice(value.length - length);
    if (matches(items, piece)) return atStart ? value.slice(length) : value.slice(0, value.length - length);
  }
  return value;
}

function replaceAll(value: string, pattern: string, replacement: string, all: boolean): string | undefined {
  const items = readPattern(pattern);
  if (!items || isTooMuch(value, pattern)) return undefined;
  let result = '';
  let at = 0;
  while (at <= value.length) {
    let end = value.length;
    while (end >= at && !matches(items, value.slice(at, end))) end--;
    if (end < at) {
      result += value.charAt(at++);
      continue;
    }
    result += replacement;
    if (end === at) result += value.charAt(at++);
    else at = end;
    if (!all) break;
  }
  return result + value.slice(at);
}
