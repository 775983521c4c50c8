// Applies fixes round after round until nothing changes; what overlaps waits for the next round, what breaks the syntax is refused.
import { applyEdits, areDisjoint } from '../text/apply-edits.js';
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
  check(text: string): Generator<void, FileReport>;
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
  readonly count: number;
}

/** The fix that may be applied: the first, or in a safe run the first safe one. */
export function allowedFix(finding: Finding, unsafe: boolean): Fix | undefined {
  return unsafe ? finding.fixes[0] : finding.fixes.find((fix) => fix.safety === 'safe');
}

export interface FixAllOutcome {
  readonly text: string;
  readonly applied: number;
  readonly report: FileReport;
}

export function* fixAllSteps(text: string, work: FixAllWork, options: FixAllOptions): Generator<void, FixAllOutcome> {
  let applied = 0;
  let report = yield* work.check(text);
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
    if (next === text) break;
    text = next;
    applied += done.reduce((sum, candidate) => sum + candidate.count, 0);
    report = yield* work.check(text);
  }
  return { text, applied, report };
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
    candidates.push({ key: `${finding.rule} ${fix.title} ${text.slice(finding.at.start, finding.at.end)}`, edits: fix.edits, count: 1 });
  }
  for (const [key, members] of groups) {
    const fix = members.length > 1 ? work.combine(text, members) : members[0]?.fixes[0];
    if (fix) candidates.push({ key, edits: fix.edits, count: members.length });
    else for (const m of members) candidates.push({ key: `${key} ${m.rule}`, edits: m.fixes[0]?.edits ?? [], count: 1 });
    yield;
  }
  return candidates.filter((candidate) => candidate.edits.length > 0);
}

/** In order of place; a candidate that clashes with an earlier one is left for the next round. */
function disjoint(candidates: readonly Candidate[]): Candidate[] {
  const placed = candidates.map((candidate) => ({ candidate, start: Math.min(...candidate.edits.map((edit) => edit.span.start)) }));
  placed.sort((a, b) => a.start - b.start);
  const chosen: Candidate[] = [];
  // Edits that reach as far as the candidate at hand; what ends before it cannot clash with any later one.
  let near: Edit[] = [];
  for (const { candidate, start } of placed) {
    near = near.filter((edit) => edit.span.end >= start);
    if (near.length > 0 && !areDisjoint([...near, ...candidate.edits])) continue;
    near.push(...candidate.edits);
    chosen.push(candidate);
  }
  return chosen;
}
