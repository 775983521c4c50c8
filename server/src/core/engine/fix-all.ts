// Applies fixes round after round until nothing changes; what overlaps waits for the next round, what breaks the syntax is refused.
import { applyEdits, areDisjoint } from '../text/apply-edits.js';
import type { Edit } from '../text/span.js';
import type { FileReport, Finding } from './finding.js';
import type { Fix } from './rule.js';

/** Enough for chains of fixes that make room for one another; a longer chain is a fault in a rule. */
const MAX_ROUNDS = 20;

export interface FixAllSteps {
  check(text: string): FileReport;
  /** How many syntax problems the text has, and a number that fixes must not change (stages, documents). */
  health(text: string): { readonly problems: number; readonly parts: number };
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

export function fixAll(text: string, steps: FixAllSteps, options: FixAllOptions): { text: string; applied: number; report: FileReport } {
  let applied = 0;
  let report = steps.check(text);
  const refused = new Set<string>();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const candidates = candidatesOf(text, report, steps, options).filter((candidate) => !refused.has(candidate.key));
    const chosen = disjoint(candidates);
    if (chosen.length === 0) break;
    const before = steps.health(text);
    const isSound = (after: string) => {
      const now = steps.health(after);
      return now.problems <= before.problems && now.parts === before.parts;
    };
    let next = applyEdits(
      text,
      chosen.flatMap((candidate) => candidate.edits),
    );
    let done = chosen;
    if (!isSound(next)) {
      done = soundOnes(text, chosen, isSound, refused);
      next = applyEdits(
        text,
        done.flatMap((candidate) => candidate.edits),
      );
      if (!isSound(next)) {
        for (const candidate of done) refused.add(candidate.key);
        continue;
      }
    }
    if (next === text) break;
    text = next;
    applied += done.reduce((sum, candidate) => sum + candidate.count, 0);
    report = steps.check(text);
  }
  return { text, applied, report };
}

/** The candidates that do no harm, found by halves, since most do none; the others are refused for good. */
function soundOnes(text: string, candidates: readonly Candidate[], isSound: (after: string) => boolean, refused: Set<string>): Candidate[] {
  const [only] = candidates;
  if (candidates.length === 1 && only) {
    if (isSound(applyEdits(text, only.edits))) return [only];
    refused.add(only.key);
    return [];
  }
  const middle = candidates.length >> 1;
  return [candidates.slice(0, middle), candidates.slice(middle)].flatMap((half) => {
    const edits = half.flatMap((candidate) => candidate.edits);
    return half.length === 0 || isSound(applyEdits(text, edits)) ? half : soundOnes(text, half, isSound, refused);
  });
}

function candidatesOf(text: string, report: FileReport, steps: FixAllSteps, options: FixAllOptions): Candidate[] {
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
    const fix = members.length > 1 ? steps.combine(text, members) : members[0]?.fixes[0];
    if (fix) candidates.push({ key, edits: fix.edits, count: members.length });
    else for (const m of members) candidates.push({ key: `${key} ${m.rule}`, edits: m.fixes[0]?.edits ?? [], count: 1 });
  }
  return candidates.filter((candidate) => candidate.edits.length > 0);
}

/** In order of place; a candidate that clashes with an earlier one is left for the next round. */
function disjoint(candidates: readonly Candidate[]): Candidate[] {
  const start = (candidate: Candidate) => Math.min(...candidate.edits.map((edit) => edit.span.start));
  const sorted = [...candidates].sort((a, b) => start(a) - start(b));
  const taken: Edit[] = [];
  const chosen: Candidate[] = [];
  let end = -1;
  for (const candidate of sorted) {
    const clear = start(candidate) > end;
    if (!clear && !areDisjoint([...taken.filter((edit) => edit.span.end >= start(candidate)), ...candidate.edits])) continue;
    taken.push(...candidate.edits);
    end = Math.max(end, ...candidate.edits.map((edit) => edit.span.end));
    chosen.push(candidate);
  }
  return chosen;
}
