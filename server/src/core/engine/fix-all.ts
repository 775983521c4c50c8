// Applies fixes round after round until nothing changes; what overlaps waits for the next round, what breaks the syntax is refused.
import { applyEdits, areDisjoint } from '../text/apply-edits.js';
import type { FileChange } from '../text/file-change.js';
import { mergeChanges } from '../text/file-change.js';
import type { Edit } from '../text/span.js';
import type { FileReport, Finding } from './finding.js';
import type { Fix } from './rule.js';

/** Enough for chains of fixes that make room for one another; a longer chain is a fault in a rule. */
const MAX_ROUNDS = 20;

/** How many syntax problems a text has, and a number that fixes must not change (stages, documents). */
export interface Health {
  readonly problems: number;
  readonly parts: number;
}

/** What fix-all asks for; each may take long and lets go in between. */
export interface FixAllWork {
  /** @param files that were changed with it so far */
  check(text: string, files: readonly FileChange[]): Generator<void, FileReport>;
  health(text: string): Generator<void, Health>;
  /** One fix for all findings of a group. */
  combine(text: string, group: readonly Finding[]): Fix | undefined;
}

export interface FixAllOptions {
  readonly unsafe: boolean;
  /** Only findings of these rules. */
  readonly only?: ReadonlySet<string>;
}

interface Candidate {
  /** Tells a fix that was refused from others, whatever round it comes up in. */
  readonly key: string;
  readonly edits: readonly Edit[];
  readonly files: readonly FileChange[];
  /** Where it stands in the file. */
  readonly start: number;
  readonly count: number;
}

/** The fix that may be applied: the first, or in a safe run the first safe one. */
export function allowedFix(finding: Finding, unsafe: boolean): Fix | undefined {
  return unsafe ? finding.fixes[0] : finding.fixes.find((fix) => fix.safety === 'safe');
}

export interface FixAllOutcome {
  readonly text: string;
  /** Other files that change with it, one change for each. */
  readonly files: readonly FileChange[];
  readonly applied: number;
  readonly report: FileReport;
}

export function* fixAllSteps(text: string, work: FixAllWork, options: FixAllOptions): Generator<void, FixAllOutcome> {
  let applied = 0;
  let files: readonly FileChange[] = [];
  let report = yield* work.check(text, files);
  const refused = new Set<string>();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const candidates = (yield* candidatesOf(text, report, work, options)).filter((candidate) => !refused.has(candidate.key));
    const chosen = disjoint(candidates);
    if (chosen.length === 0) break;
    const before = yield* work.health(text);
    const isSound: IsSound = function* (after) {
      const now = yield* work.health(after);
      return now.problems <= before.problems && now.parts === before.parts;
    };
    let next = applyEdits(text, editsOf(chosen));
    let done = chosen;
    if (!(yield* isSound(next))) {
      done = yield* soundOnes(text, chosen, isSound, refused);
      next = applyEdits(text, editsOf(done));
      if (!(yield* isSound(next))) {
        done = yield* soundTogether(text, done, isSound);
        next = applyEdits(text, editsOf(done));
      }
    }
    const changed = done.flatMap((candidate) => candidate.files);
    if (next === text && changed.length === 0) break;
    text = next;
    files = mergeChanges([...files, ...changed]);
    applied += done.reduce((sum, candidate) => sum + candidate.count, 0);
    report = yield* work.check(text, files);
  }
  return { text, files, applied, report };
}

type IsSound = (after: string) => Generator<void, boolean>;

const editsOf = (candidates: readonly Candidate[]): Edit[] => candidates.flatMap((candidate) => candidate.edits);

/** The candidates that do no harm, found by halves, since most do none; the others are refused for good. */
function* soundOnes(text: string, candidates: readonly Candidate[], isSound: IsSound, refused: Set<string>): Generator<void, Candidate[]> {
  const [only] = candidates;
  if (candidates.length === 1 && only) {
    if (yield* isSound(applyEdits(text, only.edits))) return [only];
    refused.add(only.key);
    return [];
  }
  const middle = candidates.length >> 1;
  const sound: Candidate[] = [];
  for (const half of [candidates.slice(0, middle), candidates.slice(middle)]) {
    if (half.length === 0) continue;
    const isHarmless = yield* isSound(applyEdits(text, editsOf(half)));
    sound.push(...(isHarmless ? half : yield* soundOnes(text, half, isSound, refused)));
  }
  return sound;
}

/** Of candidates that do no harm alone those that do none together, in order of place; the others wait for the next round. */
function* soundTogether(text: string, candidates: readonly Candidate[], isSound: IsSound): Generator<void, Candidate[]> {
  let sound: Candidate[] = [];
  for (const candidate of candidates) {
    const more = [...sound, candidate];
    if (yield* isSound(applyEdits(text, editsOf(more)))) sound = more;
  }
  return sound;
}

function* candidatesOf(text: string, report: FileReport, work: FixAllWork, options: FixAllOptions): Generator<void, Candidate[]> {
  const candidates: Candidate[] = [];
  const groups = new Map<string, Finding[]>();
  for (const finding of report.findings) {
    if (options.only && !options.only.has(finding.rule)) continue;
    const fix = allowedFix(finding, options.unsafe);
    if (!fix) continue;
    if (finding.group && fix === finding.fixes[0]) {
      const key = `${finding.group.key}@${finding.at.start}`;
      const members = groups.get(key) ?? [];
      members.push(finding);
      groups.set(key, members);
      continue;
    }
    const key = `${finding.rule} ${fix.title} ${text.slice(finding.at.start, finding.at.end)}`;
    candidates.push(candidate(key, fix, finding, 1));
  }
  for (const [key, members] of groups) {
    const fix = members.length > 1 ? work.combine(text, members) : members[0]?.fixes[0];
    const [first] = members;
    if (fix && first) candidates.push(candidate(key, fix, first, members.length));
    else for (const m of members) candidates.push(candidate(`${key} ${m.rule}`, m.fixes[0], m, 1));
    yield;
  }
  return candidates.filter(({ edits, files }) => edits.length > 0 || files.length > 0);
}

function candidate(key: string, fix: Fix | undefined, { at }: Finding, count: number): Candidate {
  const { edits = [], files = [] } = fix ?? {};
  return {
    key,
    edits,
    files,
    start: edits.reduce((least, { span }) => Math.min(least, span.start), edits.length > 0 ? Infinity : at.start),
    count,
  };
}

/** In order of place; a candidate that clashes with an earlier one, here or in another file, is left for the next round. */
function disjoint(candidates: readonly Candidate[]): Candidate[] {
  const placed = [...candidates].sort((a, b) => a.start - b.start);
  const paths = new Set<string>();
  const chosen: Candidate[] = [];
  // Edits that reach as far as the candidate at hand; what ends before it cannot clash with any later one.
  let near: Edit[] = [];
  for (const candidate of placed) {
    const { start, files } = candidate;
    near = near.filter((edit) => edit.span.end >= start);
    if (near.length > 0 && !areDisjoint([...near, ...candidate.edits])) continue;
    if (files.some(({ path }) => paths.has(path))) continue;
    near.push(...candidate.edits);
    for (const { path } of files) paths.add(path);
    chosen.push(candidate);
  }
  return chosen;
}
