// Reads a document's text into resolved data with places: aliases and merge keys followed, scalars typed, all of it lazily.
import { parseJson } from '../../parse/json.js';
import { resolvePlain } from '../../parse/scalars.js';
import { parseYaml } from '../../parse/yaml.js';
import type { SyntaxMap, SyntaxNode, SyntaxPair, SyntaxScalar } from '../../parse/yaml-syntax.js';
import type { Span } from '../../text/span.js';
import { plainOf } from './plain-data.js';
import type { YamlDocument, YamlEntry, YamlList, YamlMap, YamlNode, YamlPath, YamlScalar } from './types.js';

/** Nodes that may be reached through aliases in one document; beyond it they read as null, so no bomb can go off. */
const MAX_ALIASED_NODES = 20_000;

type Via = YamlNode['via'];

/** What all nodes of one document share. */
interface Source {
  readonly text: string;
  aliasedNodes: number;
}

export interface YamlReading {
  readonly json: boolean;
  /** The text holds `{{ }}` actions. */
  readonly template: boolean;
}

/** Never throws on any text. */
export function readYaml(text: string, options: YamlReading): YamlDocument {
  const tree = options.json ? parseJson(text) : parseYaml(text, { template: options.template });
  const source: Source = { text, aliasedNodes: 0 };
  return {
    text,
    json: options.json,
    root: tree.root && makeNode(source, tree.root, [], undefined),
    problems: tree.problems,
    comments: tree.comments,
    syntax: tree.root,
    aliased: tree.aliased,
    actions: tree.actions,
  };
}

/** Plain data of one node alone. */
export function plainSyntax(syntax: SyntaxNode): unknown {
  return plainOf(makeNode({ text: '', aliasedNodes: 0 }, syntax, [], undefined));
}

function makeNode(source: Source, syntax: SyntaxNode, path: YamlPath, via: Via): YamlNode {
  if (via && ++source.aliasedNodes > MAX_ALIASED_NODES) return new ScalarNode(source.text, nothing(syntax.span), path, via);
  switch (syntax.kind) {
    case 'map':
      return new MapNode(source, syntax, path, via);
    case 'list':
      return new ListNode(source, syntax.items, syntax.span, syntax.flow, path, via);
    case 'scalar':
      return new ScalarNode(source.text, syntax, path, via);
    case 'alias': {
      // The outermost alias is the place of use; one inside an anchored value belongs to that value.
      const through = via ?? { span: syntax.span, kind: 'alias' as const };
      return syntax.target ? makeNode(source, syntax.target, path, through) : new ScalarNode(source.text, nothing(syntax.span), path, via);
    }
  }
}

function nothing(at: Span): SyntaxScalar {
  return {
    kind: 'scalar',
    span: at,
    outerStart: at.start,
    anchor: undefined,
    tag: undefined,
    style: 'empty',
    text: '',
    tail: at.end,
    templated: false,
  };
}

class ScalarNode implements YamlScalar {
  readonly kind = 'scalar';
  readonly value: string | number | boolean | null;
  readonly quoted: boolean;
  readonly templated: boolean;
  readonly span: Span;

  constructor(
    private readonly text: string,
    syntax: SyntaxScalar,
    readonly path: YamlPath,
    readonly via: Via,
  ) {
    this.span = syntax.span;
    this.quoted = syntax.style === 'single' || syntax.style === 'double';
    this.templated = syntax.templated;
    this.value = valueOf(syntax);
  }

  get source(): string {
    return this.text.slice(this.span.start, this.span.end);
  }
}

function valueOf(syntax: SyntaxScalar): string | number | boolean | null {
  if (syntax.tag === '!!str' || syntax.tag === '!') return syntax.text;
  if (syntax.style === 'empty') return null;
  if (syntax.templated) return syntax.text;
  // A tag of the author's own says nothing to Kubernetes but that this is no plain value.
  if (syntax.tag !== undefined) return syntax.tag.startsWith('!!') ? resolvePlain(syntax.text) : syntax.text;
  return syntax.style === 'plain' ? resolvePlain(syntax.text) : syntax.text;
}

class ListNode implements YamlList {
  readonly kind = 'list';
  private built: readonly YamlNode[] | undefined;

  constructor(
    private readonly source: Source,
    private readonly syntaxItems: readonly { readonly node: SyntaxNode }[],
    readonly span: Span,
    readonly flow: boolean,
    readonly path: YamlPath,
    readonly via: Via,
  ) {}

  get items(): readonly YamlNode[] {
    this.built ??= this.syntaxItems.map((item, index) => makeNode(this.source, item.node, [...this.path, index], this.via));
    return this.built;
  }
}

class Entry implements YamlEntry {
  private built: YamlNode | undefined;

  constructor(
    readonly key: string,
    readonly keySpan: Span,
    readonly span: Span,
    readonly merged: boolean,
    private readonly make: () => YamlNode,
  ) {}

  get value(): YamlNode {
    this.built ??= this.make();
    return this.built;
  }
}

class MapNode implements YamlMap {
  readonly kind = 'map';
  readonly span: Span;
  readonly flow: boolean;
  private built: ReadonlyMap<string, YamlEntry> | undefined;
  private list: readonly YamlEntry[] | undefined;

  constructor(
    private readonly source: Source,
    private readonly syntax: SyntaxMap,
    readonly path: YamlPath,
    readonly via: Via,
  ) {
    this.span = syntax.span;
    this.flow = syntax.flow;
  }

  private get byKey(): ReadonlyMap<string, YamlEntry> {
    this.built ??= this.build();
    return this.built;
  }

  get entries(): readonly YamlEntry[] {
    this.list ??= [...this.byKey.values()];
    return this.list;
  }

  get(key: string): YamlEntry | undefined {
    return this.byKey.get(key);
  }

  private build(): ReadonlyMap<string, YamlEntry> {
    const entries = new Map<string, YamlEntry>();
    for (const pair of this.syntax.pairs) {
      if (pair.merge) this.merge(pair, pair.value, entries);
      else put(entries, this.entry(pair, this.via, false));
    }
    return entries;
  }

  private entry(pair: SyntaxPair, via: Via, merged: boolean): YamlEntry {
    const end = pair.value.span.end > pair.value.span.start ? pair.value.span.end : Math.max(pair.colon + 1, pair.keySpan.end);
    return new Entry(pair.key, pair.keySpan, { start: pair.keySpan.start, end }, merged, () =>
      makeNode(this.source, pair.value, [...this.path, pair.key], via),
    );
  }

  /** As the Kubernetes decoder does it: in document order, so what comes later overwrites; of a list, the first one wins. */
  private merge(at: SyntaxPair, from: SyntaxNode, entries: Map<string, YamlEntry>): void {
    if (from.kind === 'list') {
      for (const item of [...from.items].reverse()) if (item.node.kind !== 'list') this.merge(at, item.node, entries);
      return;
    }
    const target = from.kind === 'alias' ? from.target : from;
    if (target?.kind !== 'map' || ++this.source.aliasedNodes > MAX_ALIASED_NODES) return;
    const via: Via = this.via ?? { span: { start: at.keySpan.start, end: at.value.span.end }, kind: 'merge' };
    for (const pair of target.pairs) {
      if (pair.merge) this.merge(at, pair.value, entries);
      else put(entries, this.entry(pair, via, true));
    }
  }
}

function put(entries: Map<string, YamlEntry>, entry: YamlEntry): void {
  entries.delete(entry.key);
  entries.set(entry.key, entry);
}
