// Reads one JSON document into the same written form as YAML: tolerant, in one pass, with every place. Never throws.
import type { Span } from '../text/span.js';
import { PLACEHOLDER } from './template.js';
import { MAX_DEPTH, problemOf } from './yaml-syntax.js';
import type {
  SyntaxComment,
  SyntaxItem,
  SyntaxList,
  SyntaxMap,
  SyntaxNode,
  SyntaxPair,
  SyntaxProblem,
  SyntaxReason,
  SyntaxScalar,
  SyntaxTree,
} from './yaml-syntax.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const ESCAPES: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
const NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?$/;

export function parseJson(source: string): SyntaxTree {
  const reader = new JsonReader(source);
  return reader.readDocument();
}

class JsonReader {
  private at = 0;
  private depth = 0;
  private tooDeep = false;
  private readonly problems: SyntaxProblem[] = [];
  private readonly comments: SyntaxComment[] = [];
  private readonly path: (string | number)[] = [];

  constructor(private readonly text: string) {}

  readDocument(): SyntaxTree {
    if (this.text.charCodeAt(0) === 0xfeff) this.at = 1;
    // Documents of a stream may be parted as in YAML.
    if (this.text.startsWith('---', this.at)) this.at = lineEndOf(this.text, this.at);
    this.skip();
    let root: SyntaxNode | undefined;
    if (this.at < this.text.length) root = this.readValue();
    this.skip();
    if (!this.tooDeep && this.at < this.text.length) {
      this.problem('unexpected', { start: this.at, end: lineEndOf(this.text, this.at) });
    }
    if (this.tooDeep) root = undefined;
    return { root, problems: this.problems, comments: this.comments, actions: [], aliased: new Set() };
  }

  private problem(reason: SyntaxReason, span: Span): void {
    this.problems.push(problemOf(reason, span));
  }

  /** White space, and comments, which JSON does not have. */
  private skip(): void {
    for (;;) {
      const c = this.text.charCodeAt(this.at);
      if (c === 32 || c === 9 || c === 10 || c === 13) this.at++;
      else if (c === 47 && (this.text[this.at + 1] === '/' || this.text[this.at + 1] === '*'))
        this.skipComment(this.text[this.at + 1] === '*');
      else if (c === 35) this.skipComment(false);
      else return;
    }
  }

  private skipComment(block: boolean): void {
    const start = this.at;
    const close = block ? this.text.indexOf('*/', start + 2) : -1;
    const end = block ? (close < 0 ? this.text.length : close + 2) : lineEndOf(this.text, start);
    this.problem('json-comment', { start, end });
    this.comments.push({
      span: { start, end },
      value: this.text
        .slice(start, end)
        .replace(/^(?:\/\/|\/\*|#)/, '')
        .trim(),
      ownLine: true,
    });
    this.at = end;
  }

  private readValue(): SyntaxNode {
    const c = this.text[this.at];
    if (c === '{' || c === '[') {
      if (this.depth >= MAX_DEPTH) {
        if (!this.tooDeep) this.problem('too-deep', { start: this.at, end: this.at + 1 });
        this.tooDeep = true;
        this.at = this.text.length;
        return this.empty(this.at);
      }
      this.depth++;
      const node = c === '{' ? this.readMap() : this.readList();
      this.depth--;
      return node;
    }
    if (c === '"' || c === "'") return this.readString();
    return this.readLiteral();
  }

  private empty(at: number): SyntaxScalar {
    return {
      kind: 'scalar',
      span: { start: at, end: at },
      outerStart: at,
      anchor: undefined,
      tag: undefined,
      style: 'empty',
      text: '',
      tail: at,
      templated: false,
    };
  }

  private scalar(start: number, style: SyntaxScalar['style'], text: string): SyntaxScalar {
    const templated = PLACEHOLDER.test(text);
    return {
      kind: 'scalar',
      span: { start, end: this.at },
      outerStart: start,
      anchor: undefined,
      tag: undefined,
      style,
      text,
      tail: this.at,
      templated,
    };
  }

  private readMap(): SyntaxMap {
    const start = this.at++;
    const pairs: SyntaxPair[] = [];
    const map: Mutable<SyntaxMap> = {
      kind: 'map',
      span: { start, end: start },
      outerStart: start,
      anchor: undefined,
      tag: undefined,
      flow: true,
      closed: false,
      pairs,
    };
    const seen = new Map<string, Span>();
    let comma = -1;
    while (this.at < this.text.length && !this.tooDeep) {
      this.skip();
      const c = this.text[this.at];
      if (c === '}') {
        if (comma >= 0) this.problem('extra-comma', { start: comma, end: comma + 1 });
        this.at++;
        map.closed = true;
        break;
      }
      if (c === ']' || c === undefined) break;
      if (c === ',') {
        if (comma >= 0 || pairs.length === 0) this.problem('extra-comma', { start: this.at, end: this.at + 1 });
        comma = this.at++;
        continue;
      }
      if (pairs.length > 0 && comma < 0) this.problem('missing-comma', { start: this.at, end: this.at + 1 });
      comma = -1;
      const before = this.at;
      pairs.push(this.readPair(seen));
      if (this.at === before) this.at++;
    }
    if (!map.closed && !this.tooDeep) this.problem('unclosed-bracket', { start, end: start + 1 });
    map.span = { start, end: this.at };
    return map;
  }

  private readPair(seen: Map<string, Span>): SyntaxPair {
    const keyStart = this.at;
    const quoted = this.text[this.at] === '"' || this.text[this.at] === "'";
    const keyNode = quoted ? this.readString() : this.readLiteral(true);
    const key = keyNode.text;
    const keySpan = { start: keyStart, end: this.at };
    const first = seen.get(key);
    if (first) {
      this.problems.push({ code: 'duplicate-key', reason: undefined, span: keySpan, other: first, key, path: [...this.path] });
    } else seen.set(key, keySpan);
    this.skip();
    let colon = -1;
    let value: SyntaxNode;
    if (this.text[this.at] === ':') {
      colon = this.at++;
      this.skip();
      const next = this.text[this.at];
      this.path.push(key);
      if (next === undefined || next === '}' || next === ']' || next === ',') {
        this.problem('json-value', { start: colon, end: colon + 1 });
        value = this.empty(colon + 1);
      } else value = this.readValue();
      this.path.pop();
    } else {
      this.problem('missing-colon', keySpan);
      value = this.empty(keySpan.end);
    }
    return { key, keySpan, start: keyStart, colon, value, merge: false, explicit: false };
  }

  private readList(): SyntaxList {
    const start = this.at++;
    const items: SyntaxItem[] = [];
    const list: Mutable<SyntaxList> = {
      kind: 'list',
      span: { start, end: start },
      outerStart: start,
      anchor: undefined,
      tag: undefined,
      flow: true,
      closed: false,
      items,
    };
    let comma = -1;
    while (this.at < this.text.length && !this.tooDeep) {
      this.skip();
      const c = this.text[this.at];
      if (c === ']') {
        if (comma >= 0) this.problem('extra-comma', { start: comma, end: comma + 1 });
        this.at++;
        list.closed = true;
        break;
      }
      if (c === '}' || c === undefined) break;
      if (c === ',') {
        if (comma >= 0 || items.length === 0) this.problem('extra-comma', { start: this.at, end: this.at + 1 });
        comma = this.at++;
        continue;
      }
      if (items.length > 0 && comma < 0) this.problem('missing-comma', { start: this.at, end: this.at + 1 });
      comma = -1;
      const before = this.at;
      this.path.push(items.length);
      items.push({ dash: -1, node: this.readValue() });
      this.path.pop();
      if (this.at === before) this.at++;
    }
    if (!list.closed && !this.tooDeep) this.problem('unclosed-bracket', { start, end: start + 1 });
    list.span = { start, end: this.at };
    return list;
  }

  private readString(): SyntaxScalar {
    const start = this.at;
    const quote = this.text[start];
    if (quote === "'") this.problem('json-quotes', { start, end: start + 1 });
    let text = '';
    let from = ++this.at;
    for (;;) {
      const c = this.text[this.at];
      if (c === undefined || c === '\n' || c === '\r') {
        this.problem('unclosed-quote', { start, end: start + 1 });
        text += this.text.slice(from, this.at);
        break;
      }
      if (c === quote) {
        text += this.text.slice(from, this.at++);
        break;
      }
      if (c !== '\\') {
        this.at++;
        continue;
      }
      text += this.text.slice(from, this.at);
      text += this.readEscape();
      from = this.at;
    }
    return this.scalar(start, quote === "'" ? 'single' : 'double', text);
  }

  private readEscape(): string {
    const start = this.at;
    const c = this.text[start + 1] ?? '';
    const plain = ESCAPES[c];
    if (plain !== undefined) {
      this.at += 2;
      return plain;
    }
    const digits = this.text.slice(start + 2, start + 6);
    if (c === 'u' && /^[0-9a-fA-F]{4}$/.test(digits)) {
      this.at += 6;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    const lineBreak = c === '' || c === '\n' || c === '\r';
    this.problem('bad-escape', { start, end: start + (lineBreak ? 1 : 2) });
    this.at += lineBreak ? 1 : 2;
    return lineBreak ? '' : c;
  }

  private readLiteral(asKey = false): SyntaxScalar {
    const start = this.at;
    const stop = asKey ? /[\s,:{}[\]"]/ : /[\s,{}[\]"]/;
    while (this.at < this.text.length && !stop.test(this.text[this.at] ?? '')) this.at++;
    if (this.at === start) this.at++;
    const text = this.text.slice(start, this.at);
    const span = { start, end: this.at };
    if (asKey) this.problem('json-quotes', span);
    else if (text !== 'true' && text !== 'false' && text !== 'null' && !NUMBER.test(text)) this.problem('json-value', span);
    return this.scalar(start, 'plain', text);
  }
}

function lineEndOf(text: string, at: number): number {
  let i = at;
  while (i < text.length && text[i] !== '\n' && text[i] !== '\r') i++;
  return i;
}
