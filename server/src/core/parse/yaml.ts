// Reads one YAML document into its written form. The only importer of `yaml`; never throws, never follows aliases.
import { Composer, isAlias, isMap, isScalar, isSeq, Parser, Schema } from 'yaml';
import type { CST, Document, Node, Pair, YAMLMap, YAMLSeq } from 'yaml';
import type { Span } from '../text/span.js';
import { flatten } from './flatten.js';
import { problemOf } from './yaml-syntax.js';
import { keyName, resolvePlain } from './scalars.js';
import { maskTemplate, PLACEHOLDER } from './template.js';
import { MAX_DEPTH } from './yaml-syntax.js';
import type {
  ScalarStyle,
  SyntaxAlias,
  SyntaxComment,
  SyntaxItem,
  SyntaxMap,
  SyntaxNode,
  SyntaxPair,
  SyntaxProblem,
  SyntaxReason,
  SyntaxScalar,
  SyntaxTree,
} from './yaml-syntax.js';

type Token = CST.Token;
type SourceToken = CST.SourceToken;
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

// All scalars stay text here: types are resolved as Kubernetes does, which no schema of the library is able to.
const OPTIONS = {
  schema: new Schema({ schema: 'failsafe', resolveKnownTags: false }),
  keepSourceTokens: true,
  uniqueKeys: false,
  // What the Kubernetes decoder accepts although the YAML specification does not.
  strict: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

/** Rounds of flattening: brackets inside quotes inside brackets come to light one after the other. */
const MAX_ROUNDS = 4;

/** `template`: the text holds `{{ }}` actions, which are masked first; problems of what remains are guesses. */
export function parseYaml(source: string, options: { readonly template: boolean }): SyntaxTree {
  const masked = options.template ? maskTemplate(source) : { text: source, actions: [] };
  let text = plainBreaks(masked.text);
  let tree = parseMasked(source, text, masked.actions);
  const blanked: SyntaxComment[] = [];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const opens = tree.problems
      .filter(({ reason }) => reason === 'unclosed-bracket' || reason === 'unclosed-quote')
      .map(({ span }) => span.start);
    if (opens.length === 0) break;
    const flat = flatten(text, opens);
    if (flat.text === text) break;
    const next = parseMasked(source, flat.text, masked.actions);
    if (next.problems.length >= tree.problems.length) break;
    text = flat.text;
    tree = next;
    blanked.push(...flat.comments.map(({ start, end }) => comment({ offset: start, source: source.slice(start, end) }, source)));
  }
  if (blanked.length === 0) return tree;
  return { ...tree, comments: [...tree.comments, ...blanked].sort((a, b) => a.span.start - b.span.start) };
}

function parseMasked(source: string, text: string, actions: readonly Span[]): SyntaxTree {
  const tokens = [...new Parser().parse(text)];
  const scan = scanTokens(tokens, source);
  if (scan.tooDeep) {
    const problem = problemOf('too-deep', scan.tooDeep);
    return { root: undefined, problems: [problem], comments: scan.comments, actions, aliased: new Set() };
  }
  const documents = [...new Composer(OPTIONS).compose(tokens, true, text.length)] as Document[];
  const document = documents.find((each) => each.contents !== null && !isEmptyScalar(each.contents)) ?? documents[0];
  const errors = documents
    .flatMap((each) => each.errors)
    .map((error) => ({ at: error.pos, reason: reasonOf(error.code, error.message, source, error.pos[0]), message: error.message }));
  const unclosed = new Set(errors.filter(({ reason }) => reason === 'unclosed-quote').map(({ at }) => at[0]));
  const reader = new Reader(source, actions, unclosed);
  const root = document?.contents ? reader.read(document.contents, rootProps(tokens), 0) : undefined;
  const empty = root?.kind === 'scalar' && root.style === 'empty';
  // An open quote runs to the end of the document, over every bracket that would have closed.
  const quote = reader.problems.find(({ reason }) => reason === 'unclosed-quote')?.span.start ?? -1;
  const problems = reader.problems.filter(({ reason, span }) => reason !== 'unclosed-bracket' || span.start > quote);
  for (const { at, reason, message } of errors) {
    // Told by the reader, at the place where it opens.
    if (reason === 'unclosed-quote' || reason === 'unclosed-bracket') continue;
    // Blank lines that were actions may be longer than the text of a block scalar.
    if (actions.length > 0 && message.startsWith('Block scalars with more-indented')) continue;
    problems.push(problemOf(reason, placeOf(at, message, source)));
  }
  problems.sort((a, b) => a.span.start - b.span.start);
  return { root: empty ? undefined : root, problems, comments: scan.comments, actions, aliased: reader.aliased };
}

/** Where to point: of a directive without a document, at the directive; never an empty place where there is text. */
function placeOf(at: readonly [number, number], message: string, source: string): Span {
  const directive = /directives-end/.test(message) ? source.search(/^%/m) : -1;
  let start = directive >= 0 ? directive : Math.min(at[0], source.length);
  const end = directive >= 0 ? directive + 1 : Math.min(Math.max(at[1], start), source.length);
  if (start === end && start > 0 && start === source.length) {
    start = source.trimEnd().length;
    return { start: Math.max(start - 1, 0), end: start };
  }
  const lineBreak = source.slice(start, end).search(/[ \t]*[\r\n]/);
  return { start, end: lineBreak > 0 ? start + lineBreak : end };
}

/** Lone carriage returns and a byte order mark become line breaks, which the library takes them for only in part. */
function plainBreaks(text: string): string {
  const breaks = text.includes('\r') ? text.replace(/\r(?!\n)/g, '\n') : text;
  return breaks.charCodeAt(0) === 0xfeff ? `\n${breaks.slice(1)}` : breaks;
}

const isEmptyScalar = (node: unknown): boolean => isScalar(node) && node.srcToken?.type === 'scalar' && node.srcToken.source === '';

interface TokenScan {
  readonly comments: readonly SyntaxComment[];
  readonly tooDeep: Span | undefined;
}

/** One walk with its own stack, since the library's next step is recursive: finds comments and depth. */
function scanTokens(tokens: readonly Token[], source: string): TokenScan {
  const comments: SyntaxComment[] = [];
  let tooDeep: Span | undefined;
  const stack: { token: Token; depth: number }[] = tokens.map((token) => ({ token, depth: 0 }));
  const sources = (list: readonly Token[] | undefined): void => {
    if (list) for (const each of list) if (each.type === 'comment') comments.push(comment(each, source));
  };
  for (let entry = stack.pop(); entry; entry = stack.pop()) {
    const { token, depth } = entry;
    if (depth > MAX_DEPTH) {
      tooDeep ??= { start: token.offset, end: Math.min(token.offset + 1, source.length) };
      continue;
    }
    switch (token.type) {
      case 'comment':
        comments.push(comment(token, source));
        break;
      case 'document':
        sources(token.start);
        sources(token.end);
        if (token.value) stack.push({ token: token.value, depth });
        break;
      case 'block-map':
      case 'block-seq':
      case 'flow-collection':
        for (const item of token.items) {
          sources(item.start);
          sources(item.sep);
          if (item.key) stack.push({ token: item.key, depth: depth + 1 });
          if (item.value) stack.push({ token: item.value, depth: depth + 1 });
        }
        if (token.type === 'flow-collection') sources(token.end);
        break;
      case 'block-scalar':
        sources(token.props);
        break;
      case 'alias':
      case 'scalar':
      case 'single-quoted-scalar':
      case 'double-quoted-scalar':
      case 'doc-end':
        sources(token.end);
        break;
      default:
        break;
    }
  }
  comments.sort((a, b) => a.span.start - b.span.start);
  return { comments, tooDeep };
}

function comment(token: { readonly offset: number; readonly source: string }, source: string): SyntaxComment {
  const start = token.offset;
  const end = start + token.source.length;
  let before = start;
  while (before > 0 && (source[before - 1] === ' ' || source[before - 1] === '\t')) before--;
  const previous = source[before - 1];
  const ownLine = before === 0 || previous === '\n' || previous === '\r' || (before === 1 && previous === '\uFEFF');
  return { span: { start, end }, value: source.slice(start + 1, end).trim(), ownLine };
}

interface Props {
  readonly anchor: SourceToken | undefined;
  readonly tag: SourceToken | undefined;
}

const NO_PROPS: Props = { anchor: undefined, tag: undefined };

function propsOf(tokens: readonly SourceToken[] | undefined, from = 0): Props {
  if (!tokens || tokens.length === from) return NO_PROPS;
  let anchor: SourceToken | undefined;
  let tag: SourceToken | undefined;
  for (let i = from; i < tokens.length; i++) {
    const token = tokens[i];
    if (token?.type === 'anchor') anchor = token;
    else if (token?.type === 'tag') tag = token;
  }
  return anchor || tag ? { anchor, tag } : NO_PROPS;
}

function rootProps(tokens: readonly Token[]): Props {
  for (const token of tokens) if (token.type === 'document' && token.value) return propsOf(token.start);
  return NO_PROPS;
}

/** Turns composed nodes into syntax nodes in document order, so that an alias finds the anchor written before it. */
class Reader {
  readonly problems: SyntaxProblem[] = [];
  readonly aliased = new Set<SyntaxNode>();
  private readonly anchors = new Map<string, SyntaxNode>();
  private readonly open = new Set<SyntaxNode>();
  private readonly path: (string | number)[] = [];
  private readonly mayHoldPlaceholders: boolean;

  constructor(
    private readonly source: string,
    private readonly actions: readonly Span[],
    /** Ends of quoted scalars whose closing quote is missing. */
    private readonly unclosed: ReadonlySet<number>,
  ) {
    this.mayHoldPlaceholders = PLACEHOLDER.test(source);
  }

  read(node: Node, props: Props, from: number): SyntaxNode {
    if (isMap(node)) return this.readMap(node as YAMLMap<Node, Node>, props);
    if (isSeq(node)) return this.readList(node as YAMLSeq<Node>, props);
    if (isAlias(node)) return this.readAlias(node);
    return this.readScalar(node, props, from);
  }

  private base(props: Props, start: number, end: number): Mutable<Pick<SyntaxMap, 'span' | 'outerStart' | 'anchor' | 'tag'>> {
    const outerStart = Math.min(start, props.anchor?.offset ?? start, props.tag?.offset ?? start);
    return { span: { start, end }, outerStart, anchor: props.anchor?.source.slice(1), tag: props.tag?.source };
  }

  private anchored<T extends SyntaxNode>(node: T): T {
    if (node.anchor !== undefined) this.anchors.set(node.anchor, node);
    return node;
  }

  private problem(reason: SyntaxReason, span: Span): void {
    this.problems.push(problemOf(reason, span));
  }

  private readMap(node: YAMLMap<Node, Node>, props: Props): SyntaxMap {
    const start = node.range?.[0] ?? 0;
    const flow = node.flow === true;
    const token = node.srcToken;
    const bracketed = flow && token?.type === 'flow-collection';
    const closed = !bracketed || isClosed(token);
    if (bracketed && !closed) this.problem('unclosed-bracket', { start, end: start + 1 });
    const pairs: SyntaxPair[] = [];
    const map: Mutable<SyntaxMap> = { kind: 'map', ...this.base(props, start, start), flow, closed, pairs };
    this.anchored(map);
    this.open.add(map);
    const seen = new Map<string, Span>();
    for (const item of node.items) {
      const pair = this.readPair(item, seen, start);
      if (pair) pairs.push(pair);
    }
    this.open.delete(map);
    const last = pairs.at(-1);
    const lastEnd = last ? Math.max(last.value.span.end, last.colon + 1, last.keySpan.end) : start;
    const end = bracketed ? Math.max(closingEnd(token), lastEnd) : lastEnd;
    // Anchor and tag of the first key stand in front of what the library takes for the mapping.
    map.span = { start: Math.min(start, pairs[0]?.start ?? start), end: Math.max(end, start) };
    map.outerStart = Math.min(map.outerStart, map.span.start);
    return map;
  }

  private readPair(item: Pair<Node | null, Node | null>, seen: Map<string, Span>, mapStart: number): SyntaxPair | undefined {
    const token = item.srcToken;
    const colon = token?.sep?.find((each) => each.type === 'map-value-ind')?.offset ?? -1;
    const explicitMark = token?.start.find((each) => each.type === 'explicit-key-ind');
    const keyProps = propsOf(token?.start);
    const keyStart = item.key?.range?.[0] ?? (colon >= 0 ? colon : mapStart);
    const keyNode = item.key ? this.read(item.key, keyProps, keyStart) : undefined;
    const keySpan = keyNode?.span ?? { start: keyStart, end: keyStart };
    const key = this.keyOf(keyNode);
    const merge = key === '<<' && keyNode?.kind === 'scalar' && keyNode.style === 'plain';
    const first = seen.get(key);
    if (first && !merge && keySpan.end > keySpan.start) {
      this.problems.push({ code: 'duplicate-key', reason: undefined, span: keySpan, other: first, key, path: [...this.path] });
    } else if (!merge) seen.set(key, keySpan);
    this.path.push(key);
    const valueFrom = colon >= 0 ? colon + 1 : keySpan.end;
    const value = item.value ? this.read(item.value, propsOf(token?.sep), valueFrom) : this.emptyScalar(NO_PROPS, valueFrom);
    this.path.pop();
    const start = Math.min(
      explicitMark?.offset ?? keySpan.start,
      keyProps.anchor?.offset ?? keySpan.start,
      keyProps.tag?.offset ?? keySpan.start,
    );
    return { key, keySpan, start, colon, value, merge, explicit: explicitMark !== undefined };
  }

  private keyOf(node: SyntaxNode | undefined): string {
    const target = node?.kind === 'alias' ? node.target : node;
    if (!target) return 'null';
    if (target.kind !== 'scalar') return this.source.slice(target.span.start, target.span.end);
    return target.style === 'plain' || target.style === 'empty' ? keyName(resolvePlain(target.text)) : target.text;
  }

  private readList(node: YAMLSeq<Node>, props: Props): SyntaxNode {
    const start = node.range?.[0] ?? 0;
    const flow = node.flow === true;
    const token = node.srcToken;
    const bracketed = flow && token?.type === 'flow-collection';
    const closed = !bracketed || isClosed(token);
    if (!closed) this.problem('unclosed-bracket', { start, end: start + 1 });
    const items: SyntaxItem[] = [];
    const list = { kind: 'list' as const, ...this.base(props, start, start), flow, closed, items };
    this.anchored(list);
    this.open.add(list);
    const tokens = token && 'items' in token ? token.items : [];
    node.items.forEach((item, index) => {
      const itemToken = tokens[index];
      const dash = flow ? -1 : (itemToken?.start.find((each) => each.type === 'seq-item-ind')?.offset ?? -1);
      this.path.push(index);
      const from = dash >= 0 ? dash + 1 : (item.range?.[0] ?? start);
      items.push({ dash, node: this.read(item, propsOf(itemToken?.start), from) });
      this.path.pop();
    });
    this.open.delete(list);
    const last = items.at(-1);
    const lastEnd = last ? Math.max(last.node.span.end, last.dash + 1) : start;
    const end = bracketed ? Math.max(closingEnd(token), lastEnd) : lastEnd;
    list.span = { start, end: Math.max(end, start) };
    return list;
  }

  private readAlias(node: Node & { source: string }): SyntaxAlias {
    const start = node.range?.[0] ?? 0;
    const span = { start, end: node.range?.[1] ?? start + node.source.length + 1 };
    let target = this.anchors.get(node.source);
    if (!target) this.problem('unknown-anchor', span);
    else if (this.open.has(target)) {
      this.problem('recursive-alias', span);
      target = undefined;
    } else this.aliased.add(target);
    return { kind: 'alias', ...this.base(NO_PROPS, start, span.end), name: node.source, target };
  }

  private emptyScalar(props: Props, at: number): SyntaxScalar {
    const end = Math.max(
      at,
      props.anchor ? props.anchor.offset + props.anchor.source.length : 0,
      props.tag ? props.tag.offset + props.tag.source.length : 0,
    );
    // An action right behind the colon, or alone on the lines below it, gives the value when the template is rendered.
    const templated = this.actions.length > 0 && this.actionFollows(end);
    return this.anchored({ kind: 'scalar', ...this.base(props, end, end), style: 'empty', text: '', tail: end, templated });
  }

  private actionFollows(at: number): boolean {
    let i = at;
    while (i < this.source.length && /\s/.test(this.source[i] ?? '')) i++;
    return this.source.startsWith('{{', i) || this.source.startsWith('{%', i);
  }

  private readScalar(node: Node, props: Props, from: number): SyntaxScalar {
    const token = isScalar(node) ? (node.srcToken as CST.FlowScalar | CST.BlockScalar | undefined) : undefined;
    const range = node.range ?? [from, from, from];
    if (!isScalar(node) || !token || (token.type === 'scalar' && token.source === '')) return this.emptyScalar(props, from);
    const value = typeof node.value === 'string' ? node.value : String(node.value ?? '');
    if (token.type === 'block-scalar') return this.readBlockScalar(token, value, props);
    const start = range[0];
    const end = start + token.source.length;
    const written = this.source.slice(start, end);
    const style: ScalarStyle =
      token.type === 'single-quoted-scalar' ? 'single' : token.type === 'double-quoted-scalar' ? 'double' : 'plain';
    const quote = style === 'single' ? "'" : style === 'double' ? '"' : '';
    if (quote && (this.unclosed.has(end) || !isQuoteClosed(written, quote))) {
      this.problem('unclosed-quote', { start, end: start + 1 });
    }
    const templated = this.mayHoldPlaceholders && PLACEHOLDER.test(written);
    const text = templated ? (quote ? written.slice(1, -1) : written) : value;
    return this.anchored({ kind: 'scalar', ...this.base(props, start, end), style, text, tail: end, templated });
  }

  private readBlockScalar(token: CST.BlockScalar, value: string, props: Props): SyntaxScalar {
    const headTokens = token.props as readonly SourceToken[];
    const header = headTokens.find((each) => each.type === 'block-scalar-header');
    const start = header?.offset ?? token.offset;
    let bodyStart = start;
    for (const each of headTokens) bodyStart = Math.max(bodyStart, each.offset + each.source.length);
    const full = Math.min(bodyStart + token.source.length, this.source.length);
    let end = full;
    while (end > bodyStart && /[\s]/.test(this.source[end - 1] ?? '')) end--;
    if (end <= bodyStart) end = start + (header?.source.length ?? 1);
    const keep = header?.source.includes('+') === true;
    const written = this.source.slice(start, full);
    const style: ScalarStyle = header?.source.startsWith('>') ? 'folded' : 'literal';
    return this.anchored({
      kind: 'scalar',
      ...this.base(props, start, end),
      style,
      text: value,
      tail: keep ? full : end,
      templated: this.mayHoldPlaceholders && PLACEHOLDER.test(written),
    });
  }
}

function isClosed(token: CST.FlowCollection): boolean {
  const close = token.start.source === '{' ? 'flow-map-end' : 'flow-seq-end';
  return token.end.some((each) => each.type === close);
}

/** Behind the closing bracket, or the opening one where that is missing. */
function closingEnd(token: CST.FlowCollection): number {
  const close = token.end.find((each) => each.type === 'flow-map-end' || each.type === 'flow-seq-end');
  return (close ?? token.start).offset + 1;
}

/** Is the last quote a closing one, neither escaped nor doubled? */
function isQuoteClosed(written: string, quote: string): boolean {
  if (written.length < 2 || !written.endsWith(quote)) return false;
  const other = quote === '"' ? '\\' : "'";
  let run = 0;
  for (let i = written.length - 2; i > 0 && written[i] === other; i--) run++;
  return run % 2 === 0;
}

const REASONS: Readonly<Record<string, SyntaxReason>> = {
  TAB_AS_INDENT: 'tab',
  BAD_INDENT: 'indentation',
  BLOCK_AS_IMPLICIT_KEY: 'nested-mapping',
  MULTILINE_IMPLICIT_KEY: 'missing-colon',
  BAD_ALIAS: 'unknown-anchor',
  BAD_SCALAR_START: 'reserved-character',
  BLOCK_IN_FLOW: 'missing-comma',
  BAD_DQ_ESCAPE: 'bad-escape',
};

function reasonOf(code: string, message: string, source: string, at: number): SyntaxReason {
  if (code === 'MISSING_CHAR') {
    if (/directives-end/.test(message)) return 'reserved-character';
    if (/closing/.test(message)) return 'unclosed-quote';
    if (/must end with a|expected to end|Expected flow/i.test(message)) return 'unclosed-bracket';
    if (/Missing ,/.test(message)) return 'missing-comma';
    if (/followed by map values/.test(message)) return 'missing-colon';
  }
  if (code === 'BAD_INDENT' && /must end with|end with a/.test(message)) return 'unclosed-bracket';
  if (/Unexpected ,/.test(message)) return 'extra-comma';
  const known = REASONS[code];
  if (known) return known;
  if (source[at] === '\t') return 'tab';
  const line = source.slice(0, at).search(/[^\r\n]*$/);
  return /^ +$/.test(source.slice(line, at + 1)) ? 'indentation' : 'unexpected';
}
