// Decides which findings a comment or annotation hides, and which of those hide nothing.
import type { CatalogEntry } from '../config/types.js';
import { nearestRule } from '../config/nearest-rule.js';
import type { Model } from '../model/subjects.js';
import type { Span } from '../text/span.js';
import { shiftSpan } from '../text/span.js';
import { shorten } from '../text/shorten.js';
import type { Finding, SuppressedFinding } from './finding.js';
import type { AnnotationPlace, CommentPlace, FormatModule } from './format.js';
import type { IgnoreEntry, IgnoreScope } from '../knowledge/ignore-text.js';
import { readIgnoreAnnotation, readIgnoreComment } from '../knowledge/ignore-text.js';
import { checkComment, readCheckOptions, readHadolint, readPeerComment } from '../knowledge/peer-comments.js';
import type { Change, Fix } from './rule.js';
import type { ActiveRule, ChunkFinding } from './run.js';

type By = SuppressedFinding['by'];
type Format = Pick<FormatModule, 'name' | 'removeComment'>;

/** One thing that one comment hides. */
interface Ignore {
  readonly by: By;
  hides(finding: ChunkFinding): boolean;
  /** Nothing at all when it stands where nothing follows. */
  readonly covers: Span | 'file' | undefined;
  readonly until: string | undefined;
  /** Set on our own ones: only those are judged in turn. */
  readonly own: OwnIgnore | undefined;
}

/** Why an ignore cannot hide anything, whatever is found. */
type Fault =
  | {
      readonly rule: 'unknown-rule-in-suppression';
      readonly key: 'unknown' | 'misspelled' | 'otherFormat' | 'noRule';
      readonly suggestion?: string;
    }
  | { readonly rule: 'unused-suppression'; readonly key: 'misplaced' | 'notAtTop' | 'noStage' };

interface OwnIgnore {
  readonly rule: string;
  /** The id; the whole comment when it names none. */
  readonly at: Span;
  /** What a fix takes out: the id, in an annotation the id with its reason; absent when that cannot be done alone. */
  readonly part: Span | undefined;
  readonly fault: Fault | undefined;
  readonly holder: Holder;
}

/** The comment or annotation. */
interface Holder {
  readonly span: Span;
  readonly format: Format['name'];
  /** Taking out a comment changes nothing that is applied; an annotation is part of the object. */
  readonly safety: Fix['safety'];
  readonly ignores: Ignore[];
  remove(at: Span): Change;
  replace(at: Span, text: string): Change | undefined;
}

/** The suppressions of one chunk; spans count from its start. */
export interface Suppressions {
  readonly local: readonly Ignore[];
  /** Those that cover the whole file; only the first chunk has any. */
  readonly wide: readonly Ignore[];
}

export interface SuppressionSource {
  readonly comments: readonly CommentPlace[];
  readonly annotations: readonly AnnotationPlace[];
  readonly directive: { readonly value: string; readonly span: Span } | undefined;
  readonly format: Format;
  readonly model: Model;
  readonly catalog: readonly Pick<CatalogEntry, 'id' | 'format'>[];
  /** Is this the first chunk of its file? */
  readonly first: boolean;
  /** Do comments of other tools count? */
  readonly foreign: boolean;
}

/** What is known of the chunk when its suppressions are judged. */
export interface Judged {
  readonly active: ReadonlyMap<string, ActiveRule>;
  /** False when part of the chunk was not judged, so that a silent rule proves nothing. */
  readonly complete: boolean;
  /** "2026-11-23"; without it no suppression ends. */
  readonly today: string | undefined;
}

const NONE: Suppressions = { local: [], wide: [] };

export function readSuppressions(source: SuppressionSource): Suppressions {
  if (source.comments.length === 0 && source.annotations.length === 0 && !source.directive) return NONE;
  const ignores = [
    ...source.comments.flatMap((comment) => ofComment(source, comment)),
    ...source.annotations.flatMap((annotation) => ofAnnotation(source, annotation)),
    ...(source.format.name === 'dockerfile' && source.foreign ? ofPeers(source) : []),
  ];
  if (ignores.length === 0) return NONE;
  return { local: ignores.filter(({ covers }) => covers !== 'file'), wide: ignores.filter(({ covers }) => covers === 'file') };
}

function ofComment(source: SuppressionSource, comment: CommentPlace): readonly Ignore[] {
  if (!comment.value.startsWith('seaworthy-ignore')) return [];
  const read = readIgnoreComment(source.model.text.slice(comment.span.start, comment.span.end));
  if (!read) return [];
  const holder = holderOf(source, comment.span, 'safe', (at, text) => ({ edits: [{ span: at, newText: text }], effect: { kind: 'none' } }));
  const covers =
    read.scope === 'place' ? comment.covers : read.scope === 'stage' ? comment.stage : source.first && comment.atTop ? 'file' : undefined;
  const misplaced: Fault | undefined = covers ? undefined : { rule: 'unused-suppression', key: MISPLACED[read.scope] };
  const place = (at: Span): Span => shiftSpan(at, comment.span.start);
  addOwn(source, holder, read, covers, misplaced, place, (id) => place(id));
  return holder.ignores;
}

const MISPLACED = { place: 'misplaced', stage: 'noStage', file: 'notAtTop' } as const satisfies Record<IgnoreScope, Fault['key']>;

function ofAnnotation(source: SuppressionSource, annotation: AnnotationPlace): readonly Ignore[] {
  const written = source.model.text.slice(annotation.valueSpan.start, annotation.valueSpan.end);
  const plain = written.indexOf(annotation.value);
  const { path } = annotation;
  const place = (at: Span): Span => {
    if (plain >= 0) return shiftSpan(at, annotation.valueSpan.start + plain);
    // Escapes or folded lines: the word itself is still there to point at.
    const word = annotation.value.slice(at.start, at.end);
    const found = written.indexOf(word);
    return found < 0
      ? annotation.valueSpan
      : { start: annotation.valueSpan.start + found, end: annotation.valueSpan.start + found + word.length };
  };
  const holder = holderOf(source, annotation.span, 'unsafe', (at, text) => {
    if (plain < 0 || !path) return undefined;
    const start = at.start - annotation.valueSpan.start - plain;
    const value = annotation.value.slice(0, start) + text + annotation.value.slice(start + at.end - at.start);
    return { edits: [{ span: at, newText: text }], effect: { kind: 'yaml', ops: [{ op: 'set', path, value }] } };
  });
  for (const entry of readIgnoreAnnotation(annotation.value)) {
    addOwn(source, holder, entry, annotation.covers, undefined, place, () =>
      plain >= 0 && entry.ids.length === 1 ? place(entry.span) : undefined,
    );
  }
  return holder.ignores;
}

function holderOf(source: SuppressionSource, span: Span, safety: Fix['safety'], replace: Holder['replace']): Holder {
  const { format, model } = source;
  return { span, format: format.name, safety, ignores: [], remove: (at) => format.removeComment(model, at), replace };
}

function addOwn(
  source: SuppressionSource,
  holder: Holder,
  entry: IgnoreEntry,
  covers: Ignore['covers'],
  misplaced: Fault | undefined,
  place: (at: Span) => Span,
  part: (id: Span) => Span | undefined,
): void {
  const by: By = {
    kind: holder.safety === 'safe' ? 'comment' : 'annotation',
    span: holder.span,
    reason: entry.reason,
    ...(covers === 'file' ? { wide: true } : {}),
  };
  const add = (rule: string, own: OwnIgnore): void => {
    const hides = (finding: ChunkFinding): boolean => finding.rule === rule;
    holder.ignores.push({ by, hides, covers, until: entry.until, own });
  };
  if (entry.ids.length === 0) {
    add('', { rule: '', at: holder.span, part: undefined, fault: { rule: 'unknown-rule-in-suppression', key: 'noRule' }, holder });
  }
  for (const { value, span } of entry.ids) {
    add(value, { rule: value, at: place(span), part: part(span), fault: faultOf(source, value) ?? misplaced, holder });
  }
}

function faultOf(source: SuppressionSource, rule: string): Fault | undefined {
  const format = source.format.name;
  const known = source.catalog.find(({ id }) => id === rule);
  if (known?.format === format) return undefined;
  const ids = source.catalog.filter((entry) => entry.format === format).map(({ id }) => id);
  if (known) {
    const twin = `${format}/${rule.slice(rule.indexOf('/') + 1)}`;
    return { rule: 'unknown-rule-in-suppression', key: 'otherFormat', ...(ids.includes(twin) ? { suggestion: twin } : {}) };
  }
  const suggestion = nearestRule(rule, ids, format);
  return { rule: 'unknown-rule-in-suppression', ...(suggestion === undefined ? { key: 'unknown' } : { key: 'misspelled', suggestion }) };
}

function ofPeers(source: SuppressionSource): readonly Ignore[] {
  const found: Ignore[] = [];
  /** Starts of the instructions that already have their check comment: BuildKit reads the first one of a block only. */
  const checked = new Set<number>();
  for (const comment of source.comments) {
    const pragma = comment.value.startsWith('hadolint') ? readHadolint(comment.value) : undefined;
    if (pragma) found.push(...ofHadolint(source, comment, pragma));
    for (const { scope, names, until } of readPeerComment(comment.value)) {
      const reach =
        scope === 'place' ? comment.covers : scope === 'stage' ? comment.stage : scope === 'file' || comment.atTop ? 'file' : undefined;
      if (reach) found.push({ ...peer(comment.span, reach, (id) => names(id.toLowerCase())), until });
    }
    const options = checkComment(comment.value);
    const { covers } = comment;
    if (options === undefined || !covers || covers.start < comment.span.end || checked.has(covers.start)) continue;
    checked.add(covers.start);
    found.push(...ofBuildkit(options, comment.span, covers));
  }
  if (source.directive && source.first) found.push(...ofBuildkit(source.directive.value, source.directive.span, 'file'));
  return found;
}

function ofHadolint(
  source: SuppressionSource,
  comment: CommentPlace,
  pragma: NonNullable<ReturnType<typeof readHadolint>>,
): readonly Ignore[] {
  const { covers, stage, span } = comment;
  // It counts for the very next line only.
  const isAbove = covers !== undefined && /^(?:\r\n|\n|\r)[ \t]*$/.test(source.model.text.slice(span.end, covers.start));
  const reach = pragma.scope === 'file' ? 'file' : isAbove ? (pragma.scope === 'stage' ? stage : covers) : undefined;
  if (!reach) return [];
  const wanted = new Set(pragma.codes.map((code) => `hadolint:${code.toLowerCase()}`));
  return [peer(span, reach, (id) => wanted.has(id.toLowerCase()))];
}

function ofBuildkit(options: string, span: Span, covers: Span | 'file'): readonly Ignore[] {
  const skipped = readCheckOptions(options);
  if (!skipped) return [];
  const wanted = skipped === 'all' ? undefined : new Set(skipped);
  return [peer(span, covers, (id) => id.startsWith('buildkit:') && (!wanted || wanted.has(id.slice('buildkit:'.length))))];
}

const peer = (span: Span, covers: Span | 'file', names: (equivalent: string) => boolean): Ignore => ({
  by: { kind: 'peer-comment', span, reason: undefined, ...(covers === 'file' ? { wide: true } : {}) },
  hides: (finding) => finding.equivalents.some(names),
  covers,
  until: undefined,
  own: undefined,
});

/** The suppressions that cover a whole file, taken from its first chunk. */
export interface FileWide {
  /** Equal keys hide the same and stand at the same place. */
  readonly key: string;
  readonly ignores: readonly Ignore[];
  /** Findings about those of ours that hid nothing in any chunk. */
  unused(used: ReadonlySet<string>, judged: Judged): readonly Finding[];
}

/** Names a file-wide suppression among those of its file. */
const nameOf = (ignore: Ignore): string => {
  const at = ignore.own?.at ?? ignore.by.span;
  return `${at.start}-${at.end}`;
};

export function fileWide(suppressions: Suppressions | undefined): FileWide {
  const ignores = suppressions?.wide ?? [];
  return {
    key: ignores.map((ignore) => [nameOf(ignore), ignore.own?.rule, ignore.until, ignore.by.reason].join(' ')).join('\n'),
    ignores,
    unused: (used, judged) => judgeOwn(ignores, (ignore) => used.has(nameOf(ignore)), judged),
  };
}

export interface Outcome {
  readonly kept: readonly ChunkFinding[];
  readonly suppressed: readonly SuppressedFinding[];
  /** Findings about suppressions of this chunk. */
  readonly about: readonly Finding[];
  /** Names of the file-wide suppressions that hid something here. */
  readonly usedWide: ReadonlySet<string>;
}

/** `findings` and `suppressions` count from the start of the same chunk. */
export function applySuppressions(findings: readonly ChunkFinding[], suppressions: Suppressions, wide: FileWide, judged: Judged): Outcome {
  const all = [...suppressions.local, ...wide.ignores];
  if (all.length === 0) return { kept: findings, suppressed: [], about: [], usedWide: new Set() };
  const inForce = all.filter((ignore) => !isOver(ignore, judged.today));
  const used = new Set<Ignore>();
  const kept: ChunkFinding[] = [];
  const suppressed: SuppressedFinding[] = [];
  const reaching = reachOf(inForce, findings);
  for (const finding of findings) {
    const hiding = (reaching.get(finding) ?? []).filter((ignore) => ignore.hides(finding));
    for (const ignore of hiding) used.add(ignore);
    const [first] = hiding;
    if (first) suppressed.push({ finding, by: first.by });
    else kept.push(finding);
  }
  return {
    kept,
    suppressed,
    about: judgeOwn(suppressions.local, (ignore) => used.has(ignore), judged),
    usedWide: new Set(wide.ignores.filter((ignore) => used.has(ignore)).map(nameOf)),
  };
}

const isOver = ({ until }: Ignore, today: string | undefined): boolean => until !== undefined && today !== undefined && until < today;

/** What begins inside is covered, even if it reaches further, as a whole stage does from its FROM. */
const reaches = (covers: Ignore['covers'], at: Span): boolean =>
  covers === 'file' || (covers !== undefined && covers.start <= at.start && (at.start < covers.end || at.end <= covers.end));

/** The ignores that reach each finding, in their order; one pass over the places of both. */
function reachOf(ignores: readonly Ignore[], findings: readonly ChunkFinding[]): ReadonlyMap<ChunkFinding, readonly Ignore[]> {
  const places = ignores.map((ignore, order) => ({ ignore, order, start: startOf(ignore) })).sort((a, b) => a.start - b.start);
  const found = new Map<ChunkFinding, readonly Ignore[]>();
  let next = 0;
  let open: typeof places = [];
  for (const finding of [...findings].sort((a, b) => a.at.start - b.at.start)) {
    for (let place = places[next]; place && place.start <= finding.at.start; place = places[++next]) open.push(place);
    open = open.filter(({ ignore: { covers } }) => covers === 'file' || (covers !== undefined && covers.end >= finding.at.start));
    const reaching = open.filter(({ ignore }) => reaches(ignore.covers, finding.at));
    if (reaching.length > 0)
      found.set(
        finding,
        reaching.sort((a, b) => a.order - b.order).map(({ ignore }) => ignore),
      );
  }
  return found;
}

const startOf = ({ covers }: Ignore): number => (covers === 'file' ? 0 : (covers?.start ?? Infinity));

interface Verdict {
  readonly own: OwnIgnore;
  readonly rule: Fault['rule'];
  readonly key: string;
  readonly data: Readonly<Record<string, string>>;
  readonly suggestion: string | undefined;
}

function judgeOwn(ignores: readonly Ignore[], isUsed: (ignore: Ignore) => boolean, judged: Judged): readonly Finding[] {
  const verdicts = new Map<OwnIgnore, Verdict>();
  for (const ignore of ignores) {
    const verdict = ignore.own && !isUsed(ignore) ? verdictOn(ignore, ignore.own, judged) : undefined;
    if (verdict) verdicts.set(verdict.own, verdict);
  }
  return [...verdicts.values()].flatMap((verdict) => {
    const { ignores: siblings } = verdict.own.holder;
    const isAlone = siblings.every(({ own }) => own && verdicts.has(own) && verdicts.get(own)?.suggestion === undefined);
    return findingFor(verdict, isAlone, judged);
  });
}

function verdictOn({ until }: Ignore, own: OwnIgnore, judged: Judged): Verdict | undefined {
  const { fault } = own;
  if (fault) {
    const suggestion = 'suggestion' in fault ? fault.suggestion : undefined;
    const rule = fault.key === 'otherFormat' ? own.rule : shorten(own.rule);
    return { own, rule: fault.rule, key: fault.key, data: { rule, suggestion: suggestion ?? '' }, suggestion };
  }
  // A rule that did not run hides nothing either, but says nothing about the comment.
  if (!judged.active.has(own.rule)) return undefined;
  const about = { own, rule: 'unused-suppression', suggestion: undefined } as const;
  if (until !== undefined && judged.today !== undefined && until < judged.today) return { ...about, key: 'expired', data: { date: until } };
  return judged.complete ? { ...about, key: 'unused', data: {} } : undefined;
}

function findingFor(verdict: Verdict, isAlone: boolean, judged: Judged): readonly Finding[] {
  const { own, key, data } = verdict;
  const id = `${own.holder.format}/${verdict.rule}`;
  const describing = judged.active.get(id);
  if (!describing) return [];
  const { rule, severity } = describing;
  const template = (rule.messages as Readonly<Record<string, string>>)[key] ?? key;
  const fix = fixFor(verdict, isAlone);
  return [
    {
      rule: id,
      key,
      message: template.replace(/\{(\w+)\}/g, (_, name: string) => data[name] ?? ''),
      severity: severity ?? rule.severity,
      at: own.at,
      equivalents: [],
      related: [],
      fixes: fix ? [fix] : [],
      tags: key === 'unused' || key === 'expired' ? ['unnecessary'] : [],
    },
  ];
}

/** Only what has been shown to hide nothing is deleted without asking; what may still be on its way to its place is not. */
function fixFor({ own, key, suggestion }: Verdict, isAlone: boolean): Fix | undefined {
  const { holder } = own;
  if (suggestion !== undefined) {
    const change = holder.replace(own.at, suggestion);
    return change && { title: `Write ${suggestion}`, safety: key === 'misspelled' ? holder.safety : 'unsafe', ...change };
  }
  const at = isAlone ? holder.span : own.part;
  if (!at) return undefined;
  const isProven = key === 'unused' || key === 'expired';
  return {
    title: isAlone ? 'Delete the ignore' : 'Delete this id from the ignore',
    safety: isProven ? holder.safety : 'unsafe',
    ...holder.remove(at),
  };
}
