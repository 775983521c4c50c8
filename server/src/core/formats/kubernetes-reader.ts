// Everything the engine must know to lint Kubernetes files, but the rules.
import type { AnnotationPlace, Chunk, CommentPlace, FormatModule, ReadContext } from '../engine/format.js';
import type { Change, YamlOp } from '../engine/rule.js';
import { lineEnd, lineStart, nextLine, indentOf, eolOf } from '../fix/text.js';
import { changeYaml, removeKey } from '../fix/yaml.js';
import { readKubernetes } from '../model/kubernetes/read-kubernetes.js';
import type { KubernetesModel, KubernetesObject } from '../model/kubernetes/types.js';
import type { Model, Subjects } from '../model/subjects.js';
import type { SyntaxNode, YamlComment, YamlDocument } from '../model/yaml/types.js';
import { cutDocuments } from '../parse/documents.js';
import { areDisjoint } from '../text/apply-edits.js';
import type { Span } from '../text/span.js';
import { contains } from '../text/span.js';

const IGNORE_ANNOTATION = 'seaworthy/ignore';

/** A key with its value, or a list item: what a comment can cover. */
interface Target {
  readonly start: number;
  readonly span: Span;
}

export const kubernetesReader: Omit<FormatModule, 'rules'> = {
  name: 'kubernetes',
  cut: (text): readonly Chunk[] => cutDocuments(text),
  read: (chunk, context: ReadContext) => readKubernetes(chunk.text, context),
  subjects: <K extends keyof Subjects>(kind: K, model: Model) => subjects(kind, of(model)) as readonly Subjects[K][],
  isBroken: (model) => {
    const { root, problems } = of(model).document;
    return problems.some((problem) => problem.code === 'too-deep' || (root === undefined && problem.code === 'syntax'));
  },
  comments: (model) => commentPlaces(of(model).document),
  annotations: (model) => annotationPlaces(of(model)),
  checkDirective: () => undefined,
  insertSuppression: (model, at, rule, reason) => insertSuppression(of(model), at, rule, reason),
  removeComment: (model, at) => removeComment(of(model), at),
  problemsOf: (model) => of(model).document.problems.length,
  combine: (model, changes) => combine(of(model), changes),
  notChecked: (model) => notChecked(of(model)),
};

function of(model: Model): KubernetesModel {
  if (model.format !== 'kubernetes') throw new TypeError('not a Kubernetes model');
  return model;
}

function subjects(kind: keyof Subjects, model: KubernetesModel): readonly unknown[] {
  switch (kind) {
    case 'kubernetes.document':
      return [model];
    case 'kubernetes.object':
      return model.objects;
    case 'kubernetes.podSpec':
      return model.podSpecs;
    case 'kubernetes.container':
      return model.podSpecs.flatMap(({ containers }) => containers);
    default:
      return [];
  }
}

/** Every key and list item in order of place; of those that start at one place, the outermost first. */
function targetsOf(document: YamlDocument): readonly Target[] {
  const targets: Target[] = [];
  const visit = (node: SyntaxNode): void => {
    if (node.kind === 'map') {
      for (const pair of node.pairs) {
        const end = Math.max(pair.value.span.end, pair.colon + 1, pair.keySpan.end);
        targets.push({ start: pair.start, span: { start: pair.start, end } });
        visit(pair.value);
      }
    } else if (node.kind === 'list') {
      for (const item of node.items) {
        const start = item.dash >= 0 ? item.dash : item.node.outerStart;
        targets.push({ start, span: { start, end: Math.max(item.node.span.end, start + 1) } });
        visit(item.node);
      }
    }
  };
  if (document.syntax) visit(document.syntax);
  return targets.sort((a, b) => a.start - b.start || b.span.end - a.span.end);
}

/** First target that starts at or behind `from` and before `to`. */
function firstTarget(targets: readonly Target[], from: number, to: number): Target | undefined {
  let low = 0;
  let high = targets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((targets[middle]?.start ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  const found = targets[low];
  return found && found.start < to ? found : undefined;
}

function commentPlaces(document: YamlDocument): readonly CommentPlace[] {
  if (document.comments.length === 0) return [];
  const targets = targetsOf(document);
  const root = document.syntax?.span;
  return document.comments.map((comment) => {
    // In front of all content: "the first thing after `---`", or at the top of the file.
    const atTop = root === undefined || comment.span.start < root.start;
    const covers = atTop
      ? root && { start: 0, end: Math.max(root.end, document.text.trimEnd().length) }
      : coveredBy(document, comment, targets);
    return {
      span: comment.span,
      value: comment.value,
      ownLine: comment.ownLine,
      covers,
      stage: undefined,
      atTop: atTop && comment.ownLine,
    };
  });
}

function coveredBy(document: YamlDocument, comment: YamlComment, targets: readonly Target[]): Span | undefined {
  const { text } = document;
  if (!comment.ownLine) {
    const start = lineStart(text, comment.span.start);
    const own = firstTarget(targets, start, comment.span.start);
    return (own ?? innermost(targets, start))?.span;
  }
  let line = nextLine(text, comment.span.end);
  while (line < text.length && (startsComment(document, line) || startsAction(document, line))) line = nextLine(text, line);
  return firstTarget(targets, line, lineEnd(text, line))?.span;
}

const firstOnLine = (text: string, line: number): number => line + indentOf(text, line).length;

const startsComment = (document: YamlDocument, line: number): boolean => document.text[firstOnLine(document.text, line)] === '#';

/** Control lines of a template stand between a comment and what it speaks of. */
function startsAction(document: YamlDocument, line: number): boolean {
  if (document.actions.length === 0) return false;
  const at = firstOnLine(document.text, line);
  return document.actions.some((action) => action.start <= at && at < action.end);
}

function innermost(targets: readonly Target[], at: number): Target | undefined {
  let found: Target | undefined;
  for (const target of targets) {
    if (target.start > at) break;
    if (target.span.end > at) found = target;
  }
  return found;
}

function annotationPlaces(model: KubernetesModel): readonly AnnotationPlace[] {
  const places: AnnotationPlace[] = [];
  const add = (metadata: KubernetesObject['metadata'], covers: Span): void => {
    const annotations = metadata?.get('annotations')?.value;
    const entry = annotations?.kind === 'map' ? annotations.get(IGNORE_ANNOTATION) : undefined;
    if (entry?.value.kind !== 'scalar' || typeof entry.value.value !== 'string') return;
    const path = entry.merged || annotations?.via ? undefined : [...(annotations?.path ?? []), IGNORE_ANNOTATION];
    places.push({ value: entry.value.value, valueSpan: entry.value.span, span: entry.span, covers, ...(path ? { path } : {}) });
  };
  for (const object of model.objects) {
    add(object.metadata, object.node.span);
    for (const pod of object.podSpecs) {
      if (!pod.metadata || pod.metadata.span.start === object.metadata?.span.start) continue;
      const start = Math.min(pod.metadata.span.start, pod.node.span.start);
      add(pod.metadata, { start, end: Math.max(pod.metadata.span.end, pod.node.span.end) });
    }
  }
  return places;
}

function insertSuppression(model: KubernetesModel, at: Span, rule: string, reason: string): Change | undefined {
  const { document } = model;
  const { text } = document;
  if (document.json) return annotate(model, at, `${rule}: ${reason}`);
  let place: number | undefined;
  for (const target of targetsOf(document)) {
    if (target.start > at.start) break;
    if (target.span.end < at.end || target.span.end < at.start) continue;
    if (firstOnLine(text, lineStart(text, target.start)) === target.start || isBehindMark(text, target.start)) place = target.start;
  }
  if (place === undefined) return undefined;
  const mark = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const line = Math.max(lineStart(text, place), mark);
  const edit = {
    span: { start: line, end: line },
    newText: `${text.slice(line, place)}# seaworthy-ignore ${rule}: ${reason}${eolOf(text)}`,
  };
  return { edits: [edit], effect: { kind: 'none' } };
}

/** A byte order mark in front of the first key is no text. */
const isBehindMark = (text: string, at: number): boolean => at === 1 && text.charCodeAt(0) === 0xfeff;

/** JSON has no comments: the object carries the suppression as an annotation. */
function annotate(model: KubernetesModel, at: Span, entry: string): Change | undefined {
  const holders = model.objects.filter((object) => contains(object.node.span, at));
  const object = holders.at(-1) ?? model.objects[0];
  if (!object) return undefined;
  const before = object.annotations?.get(IGNORE_ANNOTATION)?.value;
  const old =
    before?.kind === 'scalar' && typeof before.value === 'string' && before.value.trim() !== ''
      ? `${before.value.replace(/[;\s]+$/, '')}; `
      : '';
  return changeYaml(model.document, [
    { op: 'set', path: [...object.path, 'metadata', 'annotations', IGNORE_ANNOTATION], value: old + entry },
  ]);
}

function removeComment(model: KubernetesModel, at: Span): Change {
  const { document } = model;
  const { text } = document;
  const comment = document.comments.find((each) => contains(each.span, at));
  if (comment) return { edits: [{ span: commentCut(text, comment, at), newText: '' }], effect: { kind: 'none' } };
  const annotation = annotationPlaces(model).find((each) => contains(each.span, at));
  if (annotation) return removeFromAnnotation(model, annotation, at);
  return { edits: [{ span: at, newText: '' }], effect: { kind: 'none' } };
}

function commentCut(text: string, comment: YamlComment, at: Span): Span {
  const isPart = contains(comment.span, at) && at.end - at.start < comment.span.end - comment.span.start && text[at.start] !== '#';
  if (isPart) return listCut(text, at, comment.span, ',');
  if (comment.ownLine) {
    const start = lineStart(text, comment.span.start);
    return { start: start === 0 && text.charCodeAt(0) === 0xfeff ? 1 : start, end: nextLine(text, comment.span.end) };
  }
  let start = comment.span.start;
  while (start > 0 && (text[start - 1] === ' ' || text[start - 1] === '\t')) start--;
  return { start, end: comment.span.end };
}

/** One member of a list written with separators, together with one separator. */
function listCut(text: string, at: Span, within: Span, separator: string): Span {
  let end = at.end;
  while (end < within.end && text[end] === ' ') end++;
  if (end < within.end && text[end] === separator) {
    end++;
    while (end < within.end && text[end] === ' ') end++;
    return { start: at.start, end };
  }
  let start = at.start;
  while (start > within.start && text[start - 1] === ' ') start--;
  if (start > within.start && text[start - 1] === separator) return { start: start - 1, end: at.end };
  return at;
}

/** The whole annotation, or one entry of it. One that an alias brings stays: it belongs to others as well. */
function removeFromAnnotation({ document }: KubernetesModel, { span, value, valueSpan, path }: AnnotationPlace, at: Span): Change {
  const nothing: Change = { edits: [], effect: { kind: 'none' } };
  if (!path) return nothing;
  if (at.start === span.start) return removeKey(document, path) ?? nothing;
  const offset = valueSpan.start + document.text.slice(valueSpan.start, valueSpan.end).indexOf(value);
  if (offset < valueSpan.start) return nothing;
  const cut = listCut(document.text, at, { start: offset, end: offset + value.length }, ';');
  const rest = value.slice(0, cut.start - offset) + value.slice(cut.end - offset);
  return { edits: [{ span: cut, newText: '' }], effect: { kind: 'yaml', ops: [{ op: 'set', path, value: rest }] } };
}

function combine(model: KubernetesModel, changes: readonly Change[]): Change | undefined {
  const ops: YamlOp[] = [];
  for (const change of changes) {
    if (change.effect.kind === 'yaml') ops.push(...change.effect.ops);
    else if (change.effect.kind === 'dockerfile') return undefined;
  }
  if (changes.every((change) => change.effect.kind === 'yaml')) return changeYaml(model.document, ops);
  const edits = changes.flatMap((change) => change.edits);
  if (!areDisjoint(edits)) return undefined;
  return { edits, effect: ops.length > 0 ? { kind: 'yaml', ops } : { kind: 'none' } };
}

function notChecked(model: KubernetesModel): readonly string[] {
  const notes: string[] = [];
  const { document } = model;
  if (document.problems.some((problem) => problem.code === 'too-deep')) notes.push('a document is nested too deep to be read');
  else if (model.completeness === 'template') notes.push('template text: only literal values that are present were checked');
  else if (document.problems.some((problem) => problem.code === 'syntax'))
    notes.push('a document with a syntax error: only values that are present were checked');
  else if (model.objects.some((object) => object.completeness === 'partial'))
    notes.push('a patch: only values that are present were checked');
  const unknown = model.objects.filter(
    (object) =>
      !object.known &&
      object.kind !== undefined &&
      !object.group.endsWith('kustomize.config.k8s.io') &&
      object.podSpecs.every((pod) => pod.byShape),
  );
  for (const kind of new Set(unknown.map((object) => object.kind)))
    notes.push(`kind ${kind ?? ''} is not built in: only pods in it were checked`);
  return notes;
}
