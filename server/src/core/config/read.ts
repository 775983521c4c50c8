// Reads the configuration file: every wrong key, value and rule name costs only itself, and says so with its place.
import type { Placeholders, Severity } from '../engine/rule.js';
import { cutDocuments } from '../parse/documents.js';
import { parseYaml } from '../parse/yaml.js';
import { resolvePlain } from '../parse/scalars.js';
import type { SyntaxMap, SyntaxNode, SyntaxPair, SyntaxProblem, SyntaxReason, SyntaxScalar, SyntaxTree } from '../parse/yaml-syntax.js';
import invalidValue from '../rules/config/invalid-value.js';
import syntaxError from '../rules/config/syntax-error.js';
import unknownKey from '../rules/config/unknown-key.js';
import unknownRule from '../rules/config/unknown-rule.js';
import { nearest, typingErrors } from '../text/nearest.js';
import { shorten } from '../text/shorten.js';
import type { Span } from '../text/span.js';
import { shiftSpan } from '../text/span.js';
import { defaultConfig } from './defaults.js';
import type { ROOT } from './keys.js';
import { KEYS, RULE_SWITCHES } from './keys.js';
import { nearestRule } from './nearest-rule.js';
import type { Key, Shape, ValueOf } from './shape.js';
import { optionShape } from './shape.js';
import type { CatalogEntry, Config, ConfigProblem, ConfigReading, Override, RuleSetting } from './types.js';

/** A file with more mistakes than this is not a configuration of ours; the first ones say enough. */
const MAX_PROBLEMS = 100;

const DESCRIBED = {
  'config/syntax-error': syntaxError,
  'config/unknown-key': unknownKey,
  'config/invalid-value': invalidValue,
  'config/unknown-rule': unknownRule,
} as const;
type Described = typeof DESCRIBED;
type Messages<R extends keyof Described> = Described[R]['messages'];
type MessageData<T> = T extends string ? Record<Placeholders<T>, string> : never;

const SYNTAX_KEYS: Partial<Record<SyntaxReason, keyof Messages<'config/syntax-error'>>> = {
  tab: 'tab',
  indentation: 'indentation',
  'unclosed-quote': 'quote',
  'unclosed-bracket': 'bracket',
  'missing-colon': 'colon',
  'unknown-anchor': 'anchor',
  'too-deep': 'depth',
};

export function readConfig(text: string, catalog: readonly CatalogEntry[]): ConfigReading {
  const documents = cutDocuments(text);
  const trees = documents.map((document) => ({ base: document.base, tree: parseYaml(document.text, { template: false }) }));
  const used = trees.find(({ tree }) => tree.root !== undefined || hasSyntaxError(tree)) ?? trees[0];
  if (!used) return { config: defaultConfig(), problems: [] };
  const reader = new Reader(text, used.base, catalog);
  const unreadable = used.tree.problems.filter((problem) => problem.code !== 'duplicate-key');
  if (unreadable.length > 0) {
    for (const problem of unreadable) reader.unreadable(problem);
    return { config: undefined, problems: reader.inOrder() };
  }
  for (const { span, key } of used.tree.problems) reader.report('config/invalid-value', 'duplicate', span, { key: shorten(key ?? '') });
  for (const { base, tree } of trees) if (base > used.base && tree.root) reader.secondDocument(base);
  const root = used.tree.root;
  const raw = root ? (reader.object(root, KEYS, 'The file') as ValueOf<typeof ROOT> | undefined) : undefined;
  return { config: assemble(raw ?? {}), problems: reader.inOrder() };
}

const hasSyntaxError = (tree: SyntaxTree): boolean => tree.problems.some((problem) => problem.code !== 'duplicate-key');

function assemble(raw: ValueOf<typeof ROOT>): Config {
  const base = defaultConfig();
  return {
    profile: raw.profile ?? base.profile,
    preview: base.preview,
    rules: raw.rules ?? base.rules,
    overrides: (raw.overrides ?? []).flatMap(({ files, profile, rules }): Override[] =>
      files ? [{ files, ...(profile ? { profile } : {}), rules: rules ?? new Map() }] : [],
    ),
    exclude: raw.exclude ?? base.exclude,
    failOn: raw.failOn ?? base.failOn,
    kubernetes: raw.kubernetes ?? base.kubernetes,
    targets: raw.targets ?? base.targets,
    contextRoot: raw.contextRoot ?? base.contextRoot,
    foreignSuppressions: raw.foreignSuppressions ?? base.foreignSuppressions,
    registries: { allow: raw.registries?.allow ?? [], mirrors: raw.registries?.mirrors ?? {} },
    labels: { required: raw.labels?.required ?? [], schema: raw.labels?.schema ?? {}, strict: raw.labels?.strict ?? false },
  };
}

const listOf = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;

/** What the message tells to write. */
function expected(shape: Shape): string {
  switch (shape.type) {
    case 'choice':
      return listOf(shape.values);
    case 'text':
      return 'a text';
    case 'flag':
      return 'true or false';
    case 'number':
      return 'a number';
    case 'version':
      return 'a version such as 1.31';
    case 'texts':
    case 'list':
      return 'a list';
    case 'dictionary':
    case 'object':
    case 'rules':
      return 'a mapping';
  }
}

const KINDS = { map: 'a mapping', list: 'a list', scalar: 'a single value' } as const;

type Resolved = Exclude<SyntaxNode, { kind: 'alias' }>;

/** A value and where to point when it is wrong: of an empty one at its key, of an alias at the place of use. */
interface Place {
  readonly node: Resolved;
  readonly at: Span;
}

class Reader {
  private readonly problems: ConfigProblem[] = [];
  private readonly rules: ReadonlyMap<string, CatalogEntry>;
  private readonly ids: readonly string[];

  /** Spans of the syntax tree count from `base`. */
  constructor(
    private readonly text: string,
    private readonly base: number,
    catalog: readonly CatalogEntry[],
  ) {
    this.rules = new Map(catalog.map((entry) => [entry.id, entry]));
    this.ids = catalog.map(({ id }) => id);
  }

  inOrder(): readonly ConfigProblem[] {
    return [...this.problems].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  }

  report<R extends keyof Described, K extends keyof Messages<R> & string>(
    rule: R,
    key: K,
    at: Span,
    data: MessageData<Messages<R>[K]>,
    suggestion?: string,
  ): void {
    if (this.problems.length >= MAX_PROBLEMS) return;
    const { severity, messages } = DESCRIBED[rule] as { severity: Severity; messages: Readonly<Record<string, string>> };
    const message = (messages[key] ?? key).replace(
      /\{(\w+)\}/g,
      (_, name: string) => (data as Readonly<Record<string, string>>)[name] ?? '',
    );
    this.problems.push({ rule, key, severity, message, span: this.inFile(at), ...(suggestion === undefined ? {} : { suggestion }) });
  }

  unreadable(problem: SyntaxProblem): void {
    this.report('config/syntax-error', (problem.reason && SYNTAX_KEYS[problem.reason]) ?? 'unreadable', problem.span, {});
  }

  secondDocument(base: number): void {
    this.report('config/invalid-value', 'secondDocument', { start: base - this.base, end: base - this.base + '---'.length }, {});
  }

  object(node: SyntaxNode, keys: Readonly<Record<string, Key>>, name: string): Readonly<Record<string, unknown>> | undefined {
    const place = this.place(node, node.span);
    if (place.node.kind !== 'map') {
      this.wrongKind(place, name, { type: 'object', keys });
      return undefined;
    }
    const found: Record<string, unknown> = {};
    for (const pair of effectivePairs(place.node)) {
      const key = Object.hasOwn(keys, pair.key) ? keys[pair.key] : undefined;
      if (key) found[pair.key] = this.value(pair, key.shape);
      else this.unknownKey(pair, Object.keys(keys));
    }
    return found;
  }

  private unknownKey(pair: SyntaxPair, known: readonly string[]): void {
    const key = shorten(pair.key);
    const suggestion = nearest(pair.key, known, typingErrors(pair.key));
    if (suggestion !== undefined) this.report('config/unknown-key', 'misspelled', pair.keySpan, { key, suggestion }, suggestion);
    else this.report('config/unknown-key', this.rules.has(pair.key) ? 'ruleOutside' : 'unknown', pair.keySpan, { key });
  }

  private value(pair: SyntaxPair, shape: Shape): unknown {
    const place = this.place(pair.value, pair.keySpan);
    const { node } = place;
    switch (shape.type) {
      case 'object':
        return isEmpty(node) ? undefined : this.object(node, shape.keys, pair.key);
      case 'dictionary':
        return this.entries(place, pair.key, shape, (entry) => this.value(entry, shape.of));
      case 'rules':
        return this.readRules(place, pair.key, shape);
      case 'list':
        return this.items(place, pair.key, shape);
      case 'texts':
        return this.texts(place, pair.key, shape);
      default:
        return this.scalar(place, pair.key, shape);
    }
  }

  private entries(
    place: Place,
    name: string,
    shape: Shape,
    read: (pair: SyntaxPair) => unknown,
  ): Readonly<Record<string, unknown>> | undefined {
    if (isEmpty(place.node)) return undefined;
    if (place.node.kind !== 'map') return this.wrongKind(place, name, shape);
    const found = effectivePairs(place.node).map((pair) => [pair.key, read(pair)] as const);
    return Object.fromEntries(found.filter(([, value]) => value !== undefined));
  }

  /** Entries of `overrides`. */
  private items(place: Place, name: string, shape: Shape & { type: 'list' }): readonly unknown[] | undefined {
    if (isEmpty(place.node)) return undefined;
    if (place.node.kind !== 'list') return this.wrongKind(place, name, shape);
    const { of } = shape;
    if (of.type !== 'object') return [];
    return place.node.items.flatMap(({ node }) => {
      const item = this.place(node, place.at);
      if (isEmpty(item.node)) return [];
      const found = this.object(item.node, of.keys, name);
      if (found && !('files' in found)) this.report('config/invalid-value', 'noFiles', firstKey(item.node) ?? item.at, {});
      return found ? [found] : [];
    });
  }

  private texts(place: Place, name: string, shape: Shape): readonly string[] | undefined {
    if (isEmpty(place.node)) return undefined;
    if (place.node.kind === 'map') return this.wrongKind(place, name, shape);
    const nodes = place.node.kind === 'list' ? place.node.items.map((item) => this.place(item.node, place.at)) : [place];
    return nodes.flatMap((item): string[] => {
      if (item.node.kind !== 'scalar') this.wrongKind(item, `An entry of ${name}`, { type: 'text' });
      else if (item.node.text !== '') return [item.node.text];
      return [];
    });
  }

  private scalar(place: Place, name: string, shape: Shape): unknown {
    const { node, at } = place;
    if (node.kind !== 'scalar') return this.wrongKind(place, name, shape);
    if (isEmpty(node)) {
      this.report('config/invalid-value', 'missing', at, { key: shorten(name), expected: expected(shape) });
      return undefined;
    }
    const value = readScalar(node, shape);
    if (value === undefined) this.wrongValue(place, node, name, shape);
    return value;
  }

  private wrongValue({ at }: Place, node: SyntaxScalar, name: string, shape: Shape): void {
    const value = shorten(node.text);
    const key = shorten(name);
    const suggestion = shape.type === 'choice' ? meantValue(node, shape.values) : undefined;
    if (suggestion !== undefined) this.report('config/invalid-value', 'misspelled', at, { value, key, suggestion }, suggestion);
    else this.report('config/invalid-value', 'value', at, { value, key, expected: expected(shape) });
  }

  private wrongKind({ node, at }: Place, name: string, shape: Shape): undefined {
    this.report('config/invalid-value', 'kind', at, { key: shorten(name), actual: KINDS[node.kind], expected: expected(shape) });
    return undefined;
  }

  /** A whole block in red hides what it is about; its first line says enough. */
  private inFile(at: Span): Span {
    const { start, end } = shiftSpan(at, this.base);
    const line = this.text.slice(start, end).search(/[\r\n]/);
    return { start, end: line <= 0 ? end : start + line };
  }

  private readRules(place: Place, name: string, shape: Shape): ReadonlyMap<string, RuleSetting> | undefined {
    if (isEmpty(place.node)) return undefined;
    if (place.node.kind !== 'map') return this.wrongKind(place, name, shape);
    const settings = new Map<string, RuleSetting>();
    for (const pair of effectivePairs(place.node)) {
      const rule = this.rules.get(pair.key);
      if (!rule) {
        this.unknownRule(pair);
        continue;
      }
      const setting = this.readSetting(pair, rule);
      if (setting) settings.set(rule.id, setting);
    }
    return settings;
  }

  private unknownRule(pair: SyntaxPair): void {
    const rule = shorten(pair.key);
    const suggestion = nearestRule(pair.key, this.ids);
    if (suggestion === undefined) this.report('config/unknown-rule', 'unknown', pair.keySpan, { rule });
    else this.report('config/unknown-rule', 'misspelled', pair.keySpan, { rule, suggestion }, suggestion);
  }

  private readSetting(pair: SyntaxPair, rule: CatalogEntry): RuleSetting | undefined {
    const place = this.place(pair.value, pair.keySpan);
    if (place.node.kind !== 'map') {
      const severity = this.scalar(place, rule.id, { type: 'choice', values: RULE_SWITCHES }) as RuleSetting['severity'];
      return severity && { severity };
    }
    let severity: RuleSetting['severity'];
    const options: Record<string, unknown> = {};
    for (const entry of effectivePairs(place.node)) {
      const option = Object.hasOwn(rule.options, entry.key) ? rule.options[entry.key] : undefined;
      if (entry.key === 'severity') severity = this.value(entry, { type: 'choice', values: RULE_SWITCHES }) as RuleSetting['severity'];
      else if (!option) this.unknownKey(entry, ['severity', ...Object.keys(rule.options)]);
      else {
        const value = this.value(entry, optionShape(option));
        if (value !== undefined) options[entry.key] = value;
      }
    }
    return { ...(severity ? { severity } : {}), ...(Object.keys(options).length > 0 ? { options } : {}) };
  }

  private place(node: SyntaxNode, empty: Span): Place {
    const at = node.span.end > node.span.start ? node.span : empty;
    if (node.kind !== 'alias') return { node, at };
    let target: SyntaxNode | undefined = node;
    // A chain of aliases ends: an alias can only name what stands above it.
    while (target?.kind === 'alias') target = target.target;
    return target ? { node: target, at } : { node: NOTHING, at };
  }
}

const NOTHING: SyntaxScalar = {
  kind: 'scalar',
  style: 'empty',
  text: '',
  span: { start: 0, end: 0 },
  outerStart: 0,
  anchor: undefined,
  tag: undefined,
  tail: 0,
  templated: false,
};

const isEmpty = (node: Resolved): boolean =>
  node.kind === 'scalar' && (node.style === 'empty' || (node.style === 'plain' && resolvePlain(node.text) === null));

const firstKey = (node: Resolved): Span | undefined => (node.kind === 'map' ? node.pairs[0]?.keySpan : undefined);

/** The last of equal keys counts; keys that a merge brings stand behind those written out. */
function effectivePairs(map: SyntaxMap): readonly SyntaxPair[] {
  if (!map.pairs.some((pair) => pair.merge)) return lastOfEach(map.pairs);
  const written: SyntaxPair[] = [];
  const merged: SyntaxPair[] = [];
  const seen = new Set<SyntaxNode>([map]);
  const merge = (node: SyntaxNode | undefined): void => {
    if (!node || seen.has(node)) return;
    seen.add(node);
    if (node.kind === 'alias') merge(node.target);
    else if (node.kind === 'list') [...node.items].reverse().forEach((item) => merge(item.node));
    else if (node.kind === 'map') {
      for (const pair of node.pairs) if (pair.merge) merge(pair.value);
      merged.push(...node.pairs.filter((pair) => !pair.merge));
    }
  };
  for (const pair of map.pairs) {
    if (pair.merge) merge(pair.value);
    else written.push(pair);
  }
  return lastOfEach([...merged, ...written]);
}

const lastOfEach = (pairs: readonly SyntaxPair[]): readonly SyntaxPair[] => [...new Map(pairs.map((pair) => [pair.key, pair])).values()];

const VERSION = /^v?(1\.\d{1,3})(?:\.\d{1,3})?$/;

function readScalar(node: SyntaxScalar, shape: Shape): unknown {
  const value = node.style === 'plain' ? resolvePlain(node.text) : node.text;
  switch (shape.type) {
    case 'choice':
      return shape.values.includes(node.text) ? node.text : undefined;
    case 'version':
      return VERSION.exec(node.text)?.[1];
    case 'flag':
      return typeof value === 'boolean' ? value : undefined;
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
    default:
      return node.text;
  }
}

/** `false` is what many write for `off`. */
function meantValue(node: SyntaxScalar, values: readonly string[]): string | undefined {
  if (values.includes('off') && node.style === 'plain' && resolvePlain(node.text) === false) return 'off';
  const begun = node.text.length >= 3 ? values.find((value) => value.startsWith(node.text) || node.text.startsWith(value)) : undefined;
  return begun ?? nearest(node.text, values, typingErrors(node.text));
}
