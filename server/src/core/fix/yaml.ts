// Builders for changes to a YAML or JSON document: minimal text edits computed from node places.
// Comments, indentation, quotes, flow style and line ends are kept; an edit through an alias or merge key is refused.
import type { Change, YamlOp } from '../engine/rule.js';
import { plainSyntax } from '../model/yaml/read-yaml.js';
import type {
  SyntaxItem,
  SyntaxList,
  SyntaxMap,
  SyntaxNode,
  SyntaxPair,
  SyntaxScalar,
  YamlDocument,
  YamlPath,
  YamlProblem,
} from '../model/yaml/types.js';
import { resolvePlain } from '../model/yaml/scalars.js';
import type { Edit, Span } from '../text/span.js';
import { eolOf, lineEnd, lineStart, nextLine } from './text.js';
import { ABSENT, builtFrom, planDrop, planOf } from './yaml-plan.js';
import type { Plan } from './yaml-plan.js';
import { blockLines, flowText, isEmptyCollection, itemLines, prettyJson, scalarText } from './yaml-text.js';
import type { BlockStyle } from './yaml-text.js';

/**
 * The edits that make the data what `ops`, applied in order, say. `set` creates the mappings on the way (also where the
 * value is null or `{}`), replaces a scalar in place, and appends when the path ends with the length of a list.
 * Refuses (undefined) when a step cannot be done as a plain text edit, or when nothing would change.
 */
export function changeYaml(document: YamlDocument, ops: readonly YamlOp[]): Change | undefined {
  const plan = planOf(ops);
  const edits = plan && write(document, plan);
  return edits && { edits, effect: { kind: 'yaml', ops } };
}

function write(document: YamlDocument, plan: Plan): readonly Edit[] | undefined {
  if (!document.syntax || document.problems.some((problem) => problem.code !== 'duplicate-key')) return undefined;
  const writer = new Writer(document);
  if (!writer.child({ kind: 'root', node: document.syntax, flow: false }, plan)) return undefined;
  const edits = writer.finish();
  return edits.length === 0 ? undefined : edits;
}

export function setKey(document: YamlDocument, path: YamlPath, value: unknown): Change | undefined {
  return changeYaml(document, [{ op: 'set', path, value }]);
}

export function removeKey(document: YamlDocument, path: YamlPath): Change | undefined {
  return changeYaml(document, [{ op: 'remove', path }]);
}

/** The pair with this place of its key, in the mapping at `path`. */
function pairAt(document: YamlDocument, path: YamlPath, key: Span): { readonly map: SyntaxMap; readonly pair: SyntaxPair } | undefined {
  let node = document.syntax;
  for (const step of path) {
    if (node?.kind === 'map') node = node.pairs.filter((pair) => pair.key === step).at(-1)?.value;
    else if (node?.kind === 'list' && typeof step === 'number') node = node.items[step]?.node;
    else return undefined;
  }
  const pair = node?.kind === 'map' ? node.pairs.find((each) => each.keySpan.start === key.start) : undefined;
  return node?.kind === 'map' && pair ? { map: node, pair } : undefined;
}

/** Takes the earlier one of two equal keys out. The last one wins anyway, so the data stay as they are. */
export function dropDuplicate(document: YamlDocument, duplicate: YamlProblem): Change | undefined {
  return withoutEarlier(document, duplicate, []);
}

/** Moves what only the earlier one of two equal keys has into the later one. Only where both are mappings that do not contradict. */
export function mergeDuplicate(document: YamlDocument, duplicate: YamlProblem): Change | undefined {
  const { path, other, key } = duplicate;
  const found = path && other && pairAt(document, path, other);
  const later = path && key !== undefined && pairAt(document, path, duplicate.span);
  if (!found || !later || found.pair.value.kind !== 'map' || later.pair.value.kind !== 'map') return undefined;
  const kept = later.pair.value;
  if (
    found.pair.value.pairs.some(
      (pair) => pair.merge || pair.value.kind === 'alias' || kept.pairs.some((each) => each.merge || each.key === pair.key),
    )
  ) {
    return undefined;
  }
  if (found.map.pairs.filter((pair) => pair.key === key).length !== 2) return undefined;
  const moved = found.pair.value.pairs.map((pair): YamlOp => ({
    op: 'set',
    path: [...path, key, pair.key],
    value: plainSyntax(pair.value),
  }));
  return moved.length === 0 ? undefined : withoutEarlier(document, duplicate, moved);
}

function withoutEarlier(document: YamlDocument, { path, other }: YamlProblem, ops: readonly YamlOp[]): Change | undefined {
  const plan = planOf(ops);
  const found = path && other && pairAt(document, path, other);
  if (!plan || !found) return undefined;
  planDrop(plan, path, found.pair);
  const edits = write(document, plan);
  return edits && { edits, effect: ops.length === 0 ? { kind: 'none' } : { kind: 'yaml', ops } };
}

/** Where a node stands, and so how it can be replaced. `flow`: inside brackets. */
type Slot =
  | { readonly kind: 'root'; readonly node: SyntaxNode; readonly flow: boolean }
  | { readonly kind: 'pair'; readonly node: SyntaxNode; readonly pair: SyntaxPair; readonly flow: boolean; readonly json: boolean }
  | { readonly kind: 'item'; readonly node: SyntaxNode; readonly item: SyntaxItem; readonly flow: boolean; readonly json: boolean };

const isNull = (node: SyntaxNode): boolean =>
  node.kind === 'scalar' && !node.templated && (node.style === 'empty' || (node.style === 'plain' && resolvePlain(node.text) === null));

const isBlockNode = (node: SyntaxNode): boolean =>
  node.kind === 'scalar' ? node.style === 'literal' || node.style === 'folded' : node.kind !== 'alias' && !node.flow;

const isCollection = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Behind the last character that belongs to the node; for kept block scalars, behind their blank lines. */
function tailOf(node: SyntaxNode): number {
  if (node.kind === 'scalar') return node.tail;
  if (node.kind === 'alias' || node.flow) return node.span.end;
  if (node.kind === 'map') {
    const last = node.pairs.at(-1);
    return last ? pairTail(last) : node.span.end;
  }
  const last = node.items.at(-1);
  return last ? itemTail(last) : node.span.end;
}

const pairTail = (pair: SyntaxPair): number => Math.max(tailOf(pair.value), pair.colon + 1, pair.keySpan.end);
const pairEnd = (pair: SyntaxPair): number => Math.max(pair.value.span.end, pair.colon + 1, pair.keySpan.end);
const itemTail = (item: SyntaxItem): number => Math.max(tailOf(item.node), item.dash + 1);
const itemStart = (item: SyntaxItem): number => (item.dash >= 0 ? item.dash : item.node.outerStart);
const itemEnd = (item: SyntaxItem): number => Math.max(item.node.span.end, item.dash + 1);

/** One entry of a collection, whichever its kind. */
interface Part {
  readonly start: number;
  /** Last character of the value. */
  readonly end: number;
  readonly tail: number;
}

const partOfPair = (pair: SyntaxPair): Part => ({ start: pair.start, end: pairEnd(pair), tail: pairTail(pair) });
const partOfItem = (item: SyntaxItem): Part => ({ start: itemStart(item), end: itemEnd(item), tail: itemTail(item) });

/** What is written into `{}` stays on its line up to this length. */
const MAX_FLOW_LENGTH = 60;

const styles = new WeakMap<YamlDocument, BlockStyle>();

class Writer {
  private readonly text: string;
  private readonly eol: string;
  private readonly edits: Edit[] = [];

  constructor(private readonly document: YamlDocument) {
    this.text = document.text;
    this.eol = eolOf(document.text);
  }

  /** Deletions that touch become one, insertions at one place too, in the order they were asked for. */
  finish(): readonly Edit[] {
    const deletions = this.edits.filter((edit) => edit.newText === '' && edit.span.end > edit.span.start);
    const joined: { start: number; end: number }[] = [];
    for (const { span } of [...deletions].sort((a, b) => a.span.start - b.span.start)) {
      const last = joined.at(-1);
      if (last && span.start < last.end) last.end = Math.max(last.end, span.end);
      else joined.push({ ...span });
    }
    const insertions = new Map<number, string>();
    const others: Edit[] = [];
    for (const edit of this.edits) {
      if (edit.span.end === edit.span.start) insertions.set(edit.span.start, (insertions.get(edit.span.start) ?? '') + edit.newText);
      else if (edit.newText !== '') others.push(edit);
    }
    const result: Edit[] = [...others];
    for (const { start, end } of joined) {
      let newText = '';
      for (const [at, lines] of insertions) {
        if (at <= start || at > end || this.behindText(end)) continue;
        // The last line goes together with the break in front of it; what comes in its place needs that break instead.
        newText += lines.endsWith(this.eol) ? this.eol + lines.slice(0, -this.eol.length) : lines;
        insertions.delete(at);
      }
      result.push({ span: { start, end }, newText });
    }
    for (const [at, newText] of insertions) if (newText !== '') result.push({ span: { start: at, end: at }, newText });
    return result.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  }

  /** Is there text behind this place? */
  private behindText(at: number): boolean {
    return at < this.text.length;
  }

  private edit(start: number, end: number, newText: string): true {
    this.edits.push({ span: { start, end }, newText });
    return true;
  }

  // --- where things stand -------------------------------------------------------------------------------------------

  private lineBegin(offset: number): number {
    const start = lineStart(this.text, offset);
    return start === 0 && this.text.charCodeAt(0) === 0xfeff ? 1 : start;
  }

  private column(offset: number): number {
    return offset - this.lineBegin(offset);
  }

  private prefix(offset: number): string {
    return this.text.slice(this.lineBegin(offset), offset);
  }

  private isFirstOnLine(offset: number): boolean {
    return /^[ \t]*$/.test(this.prefix(offset));
  }

  /** Start of the line behind what ends at `tail`. */
  private behind(tail: number): number {
    const before = this.text[tail - 1];
    return tail > 0 && (before === '\n' || before === '\r') ? tail : nextLine(this.text, tail);
  }

  private insertLines(tail: number, lines: readonly string[]): true {
    const at = this.behind(tail);
    const last = this.text[at - 1];
    const isOpenEnd = at === this.text.length && last !== '\n' && last !== '\r';
    const body = lines.join(this.eol);
    return this.edit(at, at, isOpenEnd ? this.eol + body : body + this.eol);
  }

  private hasComment(start: number, end: number): boolean {
    return this.document.comments.some((comment) => comment.span.start >= start && comment.span.start < end);
  }

  private hasOwnLineComment(start: number, end: number): boolean {
    return this.document.comments.some((comment) => comment.ownLine && comment.span.start >= start && comment.span.start < end);
  }

  private hasAction(start: number, end: number): boolean {
    return this.document.actions.some((action) => action.start < end && start < action.end);
  }

  /** Does something stand in this text that an alias elsewhere means? */
  private holdsAnchor(at: Span): boolean {
    for (const node of this.document.aliased) if (node.span.start >= at.start && node.span.end <= at.end) return true;
    return false;
  }

  /** In a template: is the next line of text control text, which may belong to what stands in front of it? */
  private isBeforeAction(tail: number): boolean {
    if (this.document.actions.length === 0) return false;
    let end = this.behind(tail);
    while (end < this.text.length && this.text.slice(end, lineEnd(this.text, end)).trim() === '') end = nextLine(this.text, end);
    const next = lineEnd(this.text, end);
    return this.document.actions.some((action) => action.start >= end && action.start < next && this.isFirstOnLine(action.start));
  }

  /** In a template, lines of control text in or right behind a mapping may bring keys, or end a condition. */
  private isConditional(node: SyntaxMap | SyntaxList): boolean {
    const { start } = node.span;
    const tail = tailOf(node);
    return (
      this.document.actions.some((action) => action.start >= start && action.start < tail && this.isFirstOnLine(action.start)) ||
      this.isBeforeAction(tail)
    );
  }

  private get style(): BlockStyle {
    let style = styles.get(this.document);
    if (!style) styles.set(this.document, (style = this.findStyle()));
    return style;
  }

  private findStyle(): BlockStyle {
    let step: number | undefined;
    let dash: number | undefined;
    const visit = (node: SyntaxNode): void => {
      if (step !== undefined && dash !== undefined) return;
      if (node.kind === 'list') {
        if (!node.flow) for (const item of node.items) visit(item.node);
        return;
      }
      if (node.kind !== 'map' || node.flow) return;
      for (const pair of node.pairs) {
        const { value } = pair;
        if (value.kind === 'map' && !value.flow && value.pairs[0]) step ??= this.column(value.pairs[0].start) - this.column(pair.start);
        else if (value.kind === 'list' && !value.flow && value.items[0])
          dash ??= this.column(value.items[0].dash) - this.column(pair.start);
        visit(value);
      }
    };
    if (this.document.syntax) visit(this.document.syntax);
    return { step: Math.min(Math.max(step ?? 2, 1), 8), dash: Math.min(Math.max(dash ?? 0, 0), 8) };
  }

  // --- walking the plan ---------------------------------------------------------------------------------------------

  child(slot: Slot, plan: Plan): boolean {
    const { node } = slot;
    if (plan.set) return this.replace(slot, plan.set.value);
    if (plan.children.size === 0 && !plan.drop) return true;
    if (node.kind === 'alias' || this.document.aliased.has(node)) return false;
    if (isNull(node) || (node.kind === 'map' && node.pairs.length === 0) || (node.kind === 'list' && node.items.length === 0)) {
      const value = builtFrom(plan);
      if (value === ABSENT) return true;
      if (node.kind === 'map' && Array.isArray(value)) return false;
      if (node.kind === 'list' && !Array.isArray(value)) return false;
      return this.replace(slot, value);
    }
    if (node.kind === 'map') return this.map(slot, node, plan);
    if (node.kind === 'list') return this.list(slot, node, plan);
    return [...plan.children.values()].every((child) => builtFrom(child) === ABSENT);
  }

  private map(slot: Slot, map: SyntaxMap, plan: Plan): boolean {
    if (!map.closed || (plan.drop && !map.pairs.includes(plan.drop))) return false;
    const removed = new Set<SyntaxPair>(plan.drop ? [plan.drop] : []);
    const added: [string, unknown][] = [];
    const json = this.writesJson(map);
    for (const [key, child] of plan.children) {
      if (typeof key !== 'string') return false;
      const own = map.pairs.filter((pair) => !pair.merge && pair.key === key);
      const last = own.at(-1);
      const merges = map.pairs.filter((pair) => pair.merge && supplies(pair.value, key, 0));
      if (child.remove) {
        if (merges.length > 0) return false;
        for (const pair of own) removed.add(pair);
      } else if (last) {
        if (last.explicit || merges.some((pair) => pair.start > last.start)) return false;
        if (!this.child({ kind: 'pair', node: last.value, pair: last, flow: map.flow, json }, child)) return false;
      } else {
        const value = builtFrom(child);
        if (value === ABSENT) continue;
        if (merges.length > 0) return false;
        added.push([key, value]);
      }
    }
    if (added.length === 0 && removed.size === 0) return true;
    const parts = map.pairs.map(partOfPair);
    const gone = map.pairs.map((pair) => removed.has(pair));
    if ([...removed].some((pair) => pair.explicit)) return false;
    if (added.length === 0) return this.remove(slot, map, parts, gone, '{}');
    return this.add(slot, map, parts, gone, added, json);
  }

  private list(slot: Slot, list: SyntaxList, plan: Plan): boolean {
    if (!list.closed) return false;
    const removed = new Set<number>();
    const added: unknown[] = [];
    const json = this.writesJson(list);
    for (const [index, child] of [...plan.children].sort(([a], [b]) => Number(a) - Number(b))) {
      if (typeof index !== 'number') return false;
      const item = list.items[index];
      if (!item) {
        const value = builtFrom(child);
        if (value === ABSENT) continue;
        if (index !== list.items.length + added.length) return false;
        added.push(value);
      } else if (child.remove) removed.add(index);
      else if (!this.child({ kind: 'item', node: item.node, item, flow: list.flow, json }, child)) return false;
    }
    // On the way to a change further in, nothing is looked at beside it: a list may have thousands of items.
    if (added.length === 0 && removed.size === 0) return true;
    const parts = list.items.map(partOfItem);
    const gone = list.items.map((_, index) => removed.has(index));
    if (added.length === 0) return this.remove(slot, list, parts, gone, '[]');
    return this.add(slot, list, parts, gone, added, json);
  }

  /** In a JSON document, and where the neighbours are written like JSON. */
  private writesJson(node: SyntaxMap | SyntaxList): boolean {
    if (this.document.json) return true;
    if (!node.flow || node.kind === 'list') return false;
    return node.pairs.length > 0 && node.pairs.every((pair) => this.text[pair.keySpan.start] === '"');
  }

  // --- removing -----------------------------------------------------------------------------------------------------

  private remove(slot: Slot, node: SyntaxMap | SyntaxList, parts: readonly Part[], gone: readonly boolean[], empty: string): boolean {
    if (!gone.includes(true)) return true;
    for (const [index, part] of parts.entries()) {
      if (!gone[index]) continue;
      if (
        this.hasAction(part.start, part.tail) ||
        this.isBeforeAction(part.tail) ||
        this.holdsAnchor({ start: part.start, end: part.tail })
      )
        return false;
    }
    if (!gone.includes(false) && this.document.actions.length > 0) return false;
    if (!gone.includes(false)) return this.empty(slot, node, parts, empty);
    for (let from = 0; from < parts.length; from++) {
      if (!gone[from]) continue;
      let to = from;
      while (gone[to + 1]) to++;
      const ok = node.flow ? this.cutFlow(parts, from, to) : this.cutBlock(parts, from, to);
      if (!ok) return false;
      from = to;
    }
    return true;
  }

  private empty(slot: Slot, node: SyntaxMap | SyntaxList, parts: readonly Part[], empty: string): boolean {
    if (node.flow) {
      if (this.hasComment(node.span.start, node.span.end)) return false;
      return this.edit(node.span.start + 1, node.span.end - 1, '');
    }
    if (node.anchor !== undefined || node.tag !== undefined) return false;
    if (slot.kind === 'pair' && parts.every((part) => this.isFirstOnLine(part.start))) {
      this.edit(slot.pair.colon + 1, slot.pair.colon + 1, ` ${empty}`);
      return this.cutBlock(parts, 0, parts.length - 1);
    }
    if (this.hasComment(node.span.start, node.span.end)) return false;
    return this.edit(node.span.start, node.span.end, empty);
  }

  /** A run of entries in brackets, with the comma that joined it. */
  private cutFlow(parts: readonly Part[], from: number, to: number): boolean {
    const first = parts[from];
    const last = parts[to];
    const next = parts[to + 1];
    const before = parts[from - 1];
    if (!first || !last) return false;
    const cut = next ? { start: first.start, end: next.start } : { start: before?.end ?? first.start, end: last.end };
    if (this.hasComment(cut.start, cut.end)) return false;
    return this.edit(cut.start, cut.end, '');
  }

  /** A run of entries on lines of their own, or the first ones behind a dash. */
  private cutBlock(parts: readonly Part[], from: number, to: number): boolean {
    for (let index = from; index <= to; index++) {
      const part = parts[index];
      if (!part) return false;
      const next = parts[to + 1];
      if (this.isFirstOnLine(part.start)) {
        this.cutLines(part.start, part.tail);
      } else if (!next) {
        return false;
      } else if (this.hasOwnLineComment(part.start, next.start)) {
        const start = this.lineBegin(part.start) + this.prefix(part.start).trimEnd().length;
        this.edit(start, lineEnd(this.text, part.end), '');
      } else {
        return this.edit(part.start, next.start, '');
      }
    }
    return true;
  }

  private cutLines(start: number, tail: number): void {
    const begin = this.lineBegin(start);
    const end = this.behind(tail);
    const last = this.text[end - 1];
    if (end === this.text.length && last !== '\n' && last !== '\r' && begin > 1) {
      // The last line of a text without a final line break: the break in front goes, so that none is left over.
      const breakStart = this.text[begin - 1] === '\n' && this.text[begin - 2] === '\r' ? begin - 2 : begin - 1;
      this.edit(breakStart, end, '');
    } else this.edit(begin, end, '');
  }

  // --- adding -------------------------------------------------------------------------------------------------------

  private add(
    slot: Slot,
    node: SyntaxMap | SyntaxList,
    parts: readonly Part[],
    gone: readonly boolean[],
    added: readonly unknown[],
    json: boolean,
  ): boolean {
    const kept = gone.lastIndexOf(false);
    const lastKept = parts[kept];
    const first = parts[0];
    if (!lastKept || !first || this.isConditional(node)) return false;
    if (!this.remove(slot, node, parts, gone, '')) return false;
    return node.flow ? this.addFlow(node, lastKept, added, json) : this.addBlock(node, first, lastKept, added);
  }

  private addBlock(node: SyntaxMap | SyntaxList, first: Part, last: Part, added: readonly unknown[]): boolean {
    if (this.prefix(first.start).includes('\t')) return false;
    const column = this.column(first.start);
    const lines: string[] = [];
    for (const each of added) {
      const more =
        node.kind === 'map'
          ? blockLines(Object.fromEntries([each as [string, unknown]]), column, this.style)
          : itemLines(each, column, this.style);
      if (!more) return false;
      lines.push(...more);
    }
    return this.insertLines(last.tail, lines);
  }

  private addFlow(node: SyntaxMap | SyntaxList, last: Part, added: readonly unknown[], json: boolean): boolean {
    const ownLines = this.isFirstOnLine(last.start);
    const indent = this.prefix(last.start);
    const unit = ownLines ? this.unitOf(node, indent) : '';
    let newText = '';
    for (const each of added) {
      const value = node.kind === 'map' ? (each as [string, unknown])[1] : each;
      const body = json && ownLines ? prettyJson(value, indent, unit, this.eol) : flowText(value, json);
      if (body === undefined) return false;
      const key = node.kind === 'map' ? `${scalarText((each as [string, unknown])[0], 'plain', true, json) ?? ''}: ` : '';
      newText += ownLines ? `,${this.eol}${indent}${key}${body}` : `, ${key}${body}`;
    }
    return this.edit(last.end, last.end, newText);
  }

  /** What one level of indentation is written with inside this bracket. */
  private unitOf(node: SyntaxMap | SyntaxList, indent: string): string {
    const line = this.text.slice(this.lineBegin(node.span.start));
    const outer = /^[ \t]*/.exec(line)?.[0] ?? '';
    return indent.startsWith(outer) && indent.length > outer.length ? indent.slice(outer.length) : '  ';
  }

  // --- replacing ----------------------------------------------------------------------------------------------------

  private replace(slot: Slot, value: unknown): boolean {
    const { node } = slot;
    if (slot.kind === 'root' || node.kind === 'alias' || node.anchor !== undefined || node.tag !== undefined) return false;
    if (slot.kind === 'pair' && slot.pair.explicit) return false;
    if (node.kind === 'scalar' && node.templated) return false;
    if (this.hasAction(node.span.start, tailOf(node)) || this.holdsAnchor(node.span)) return false;
    const isScalar = node.kind === 'scalar' && !isNull(node) && !isBlockNode(node) && !isCollection(value);
    if (!isScalar && this.isBeforeAction(tailOf(node))) return false;
    const isBlockValue = isCollection(value) && !isEmptyCollection(value) && !slot.flow && !this.document.json;
    if (node.kind === 'scalar' && isNull(node)) return isBlockValue ? this.fillBlock(slot, node, value) : this.fill(slot, node, value);
    if (isBlockNode(node)) return this.replaceBlock(slot, node, value, isBlockValue);
    if (node.kind !== 'scalar' && this.hasComment(node.span.start, node.span.end)) return false;
    const isEmpty = node.kind !== 'scalar' && isEmptyCollection(node.kind === 'map' ? node.pairs : node.items);
    if (isBlockValue && node.kind === 'scalar') return this.replaceBlock(slot, node, value, true);
    const text = isCollection(value) ? this.inBrackets(slot, value) : scalarText(value, quotesOf(node), slot.flow, slot.json);
    if (text === undefined) return false;
    if (isEmpty && isBlockValue && text.length > MAX_FLOW_LENGTH) return this.fillBlock(slot, node, value);
    return this.edit(node.span.start, node.span.end, text);
  }

  private inBrackets(slot: Exclude<Slot, { kind: 'root' }>, value: object): string | undefined {
    const at = slot.kind === 'pair' ? slot.pair.start : itemStart(slot.item);
    if (!slot.json || !this.isFirstOnLine(at)) return flowText(value, slot.json);
    const indent = this.prefix(at);
    return prettyJson(value, indent, this.jsonUnit(), this.eol);
  }

  /** Of a JSON document: the indentation of its first member. */
  private jsonUnit(): string {
    const root = this.document.syntax;
    const first = root?.kind === 'map' ? root.pairs[0] : undefined;
    const prefix = first ? this.prefix(first.start) : '';
    return /^[ \t]+$/.test(prefix) ? prefix : '  ';
  }

  /** A value where there is nothing, or the word null. */
  private fill(slot: Exclude<Slot, { kind: 'root' }>, node: SyntaxScalar, value: unknown): boolean {
    const text = isCollection(value) ? this.inBrackets(slot, value) : scalarText(value, 'plain', slot.flow, slot.json);
    if (text === undefined) return false;
    if (node.style !== 'empty') return this.edit(node.span.start, node.span.end, text);
    if (slot.kind === 'item') return slot.item.dash >= 0 && this.edit(slot.item.dash + 1, slot.item.dash + 1, ` ${text}`);
    if (slot.pair.colon >= 0) return this.edit(slot.pair.colon + 1, slot.pair.colon + 1, ` ${text}`);
    return this.edit(slot.pair.keySpan.end, slot.pair.keySpan.end, `: ${text}`);
  }

  private fillBlock(slot: Exclude<Slot, { kind: 'root' }>, node: SyntaxNode, value: object): boolean {
    const isWritten = node.span.end > node.span.start;
    const at = slot.kind === 'pair' ? slot.pair.start : slot.item.dash;
    if (at < 0 || this.prefix(at).includes('\t')) return false;
    if (slot.kind === 'item') {
      const lines = blockLines(value, this.column(at) + 2, this.style);
      if (!lines) return false;
      const body = lines.join(this.eol).trimStart();
      if (this.hasComment(at, lineEnd(this.text, at))) return false;
      if (isWritten) return this.edit(node.span.start, node.span.end, body);
      return this.edit(at + 1, at + 1, ` ${body}`);
    }
    const lines = this.linesBelow(slot.pair, value);
    if (!lines || slot.pair.colon < 0) return false;
    const line = lineEnd(this.text, slot.pair.colon);
    if (node.span.start > line) return false;
    if (isWritten) this.edit(slot.pair.colon + 1, node.span.end, '');
    return this.insertLines(slot.pair.colon + 1, lines);
  }

  private linesBelow(pair: SyntaxPair, value: object): readonly string[] | undefined {
    return blockLines(value, this.column(pair.start) + (Array.isArray(value) ? this.style.dash : this.style.step), this.style);
  }

  /** Another value in place of one that takes lines of its own (or of a scalar, when the new one does). */
  private replaceBlock(slot: Exclude<Slot, { kind: 'root' }>, node: SyntaxNode, value: unknown, isBlockValue: boolean): boolean {
    const from = slot.kind === 'pair' ? slot.pair.colon + 1 : slot.item.dash + 1;
    if (from <= 0 || this.hasComment(from, tailOf(node))) return false;
    const at = slot.kind === 'pair' ? slot.pair.start : slot.item.dash;
    if (this.prefix(at).includes('\t')) return false;
    let text: string | undefined;
    if (!isBlockValue) {
      const scalar = isCollection(value) ? flowText(value, false) : scalarText(value, 'plain', false, false);
      text = scalar === undefined ? undefined : ` ${scalar}`;
    } else if (slot.kind === 'pair') {
      const lines = this.linesBelow(slot.pair, value as object);
      text = lines && this.eol + lines.join(this.eol);
    } else {
      const lines = blockLines(value as object, this.column(at) + 2, this.style);
      text = lines && ` ${lines.join(this.eol).trimStart()}`;
    }
    if (text === undefined) return false;
    // A comment behind a scalar on its line would end up behind the last line of a block.
    if (isBlockValue && this.hasComment(node.span.end, lineEnd(this.text, node.span.end))) return false;
    return this.edit(from, node.span.end, text);
  }
}

function quotesOf(node: SyntaxNode): 'plain' | 'single' | 'double' {
  if (node.kind !== 'scalar') return 'plain';
  return node.style === 'single' || node.style === 'double' ? node.style : 'plain';
}

/** Does a merged value bring this key? */
function supplies(node: SyntaxNode, key: string, depth: number): boolean {
  if (depth > 20) return true;
  if (node.kind === 'alias') return node.target !== undefined && supplies(node.target, key, depth + 1);
  if (node.kind === 'list') return node.items.some((item) => supplies(item.node, key, depth + 1));
  if (node.kind !== 'map') return false;
  return node.pairs.some((pair) => (pair.merge ? supplies(pair.value, key, depth + 1) : pair.key === key));
}
