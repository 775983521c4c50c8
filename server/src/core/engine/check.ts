// Judges one file chunk by chunk: reads, runs the rules, applies suppressions. Unchanged chunks come from the state of the last check.
import type { CatalogEntry, Config } from '../config/types.js';
import type { BuildContext } from '../model/context/types.js';
import type { CheckState } from '../service-types.js';
import { shiftFinding, shiftSuppressed } from './shift.js';
import type { Crash, FileKind, FileReport, Finding, SuppressedFinding } from './finding.js';
import type { AnnotationPlace, Chunk, CommentPlace, FormatModule, ReadContext } from './format.js';
import type { RuleSettings } from './rule.js';
import type { ActiveRule, ChunkFinding, ChunkRun } from './run.js';
import { runChunk } from './run.js';
import type { Model } from '../model/subjects.js';
import type { ShellCheckAnswers } from '../shellcheck/types.js';
import type { Suppressions } from './suppress.js';
import { applySuppressions, fileWide, readSuppressions } from './suppress.js';

export interface FileCheck {
  readonly kind: Exclude<FileKind, 'config' | 'other'>;
  readonly takenFor: string;
  readonly text: string;
  readonly path: string;
  readonly format: FormatModule;
  readonly rules: readonly ActiveRule[];
  readonly settings: RuleSettings;
  readonly context: ReadContext;
  /** Text that differs whenever two runs over equal text could differ. */
  readonly fingerprint: string;
  readonly config: Config;
  readonly catalog: readonly CatalogEntry[];
  /** "2026-11-23"; ends suppressions that are over. */
  readonly today: string | undefined;
  readonly files: BuildContext | undefined;
  /** What ShellCheck said of its scripts, as far as it has. */
  readonly shellcheck: ShellCheckAnswers | undefined;
}

/** What is kept of a chunk between two checks. */
interface JudgedChunk {
  readonly run: ChunkRun;
  readonly suppressions: Suppressions;
  readonly notChecked: readonly string[];
  /** ShellCheck has said all it has to say, so that its silence proves something. */
  readonly isShellChecked: boolean;
  /** Result under the file-wide suppressions it was last judged with, relative to the chunk. */
  last:
    | {
        readonly key: string;
        readonly kept: readonly Finding[];
        readonly suppressed: readonly SuppressedFinding[];
        readonly used: ReadonlySet<string>;
      }
    | undefined;
  /** The same moved to its place in the file. */
  placed:
    | { readonly base: number; readonly key: string; readonly kept: readonly Finding[]; readonly suppressed: readonly SuppressedFinding[] }
    | undefined;
}

function* judge(check: FileCheck, chunk: Chunk, first: boolean): Generator<void, JudgedChunk> {
  const model = check.format.read(chunk, check.context);
  yield;
  const run = withShellCheck(check, model, yield* runChunk(check.format, check.rules, model, check));
  const comments: readonly CommentPlace[] = check.format.comments(model);
  const annotations: readonly AnnotationPlace[] = check.format.annotations(model);
  const directive = first ? check.format.checkDirective(model) : undefined;
  return {
    run,
    suppressions: readSuppressions({
      ...{ comments, annotations, directive, format: check.format, model, catalog: check.catalog, first },
      foreign: check.config.foreignSuppressions,
    }),
    notChecked: check.format.notChecked(model),
    isShellChecked: check.shellcheck !== undefined && check.format.shellcheck?.isAnswered(model, check.shellcheck) === true,
    last: undefined,
    placed: undefined,
  };
}

/** The findings of our rules with those made of what ShellCheck said. */
function withShellCheck({ format, rules, shellcheck }: FileCheck, model: Model, run: ChunkRun): ChunkRun {
  const reader = format.shellcheck;
  const active = reader && rules.find(({ rule }) => rule.id === reader.rule);
  if (!reader || !active || !shellcheck) return run;
  const more = reader.findings(model, shellcheck, active, run.findings, rules);
  return more.length === 0 ? run : { ...run, findings: [...run.findings, ...more].sort(byPlace) };
}

const byPlace = (a: ChunkFinding, b: ChunkFinding): number =>
  a.at.start - b.at.start || a.at.end - b.at.end || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0);

export function* checkFile(check: FileCheck, state: CheckState | undefined): Generator<void, { report: FileReport; state: CheckState }> {
  const chunks = new Map<string, unknown>();
  const judged: { chunk: Chunk; result: JudgedChunk }[] = [];
  const known = state?.fingerprint === check.fingerprint ? state.chunks : undefined;
  let first = true;
  for (const chunk of check.format.cut(check.text)) {
    // The text itself is the key: one built from it would be copied and hashed for every chunk at every keystroke.
    const key = first ? `first\u0000${chunk.text}` : chunk.text;
    let result = (chunks.get(key) ?? known?.get(key)) as JudgedChunk | undefined;
    if (!result) {
      const fullKey = `${check.fingerprint}\u0000${key}`;
      result = state?.unfinished?.get(fullKey) as JudgedChunk | undefined;
      if (!result) {
        result = yield* judge(check, chunk, first);
        state?.unfinished?.set(fullKey, result);
        yield;
      }
    }
    chunks.set(key, result);
    judged.push({ chunk, result });
    first = false;
  }
  yield;
  return { report: assemble(check, judged), state: { fingerprint: check.fingerprint, chunks } };
}

function assemble(check: FileCheck, judged: readonly { chunk: Chunk; result: JudgedChunk }[]): FileReport {
  const head = judged[0];
  const wide = fileWide(head?.result.suppressions);
  const active = new Map(check.rules.map((entry) => [entry.rule.id as string, entry]));
  if (!judged.every(({ result }) => result.isShellChecked)) active.delete(check.format.shellcheck?.rule ?? '');
  const isComplete = ({ run, notChecked: left }: JudgedChunk): boolean => !run.broken && run.crashes.length === 0 && left.length === 0;
  const { today } = check;
  const findings: Finding[] = [];
  const suppressed: SuppressedFinding[] = [];
  const crashes = new Map<string, Crash>();
  const notChecked = new Set<string>();
  const usedWide = new Set<string>();
  for (const { chunk, result } of judged) {
    let last = result.last;
    if (!last || last.key !== wide.key) {
      const outcome = applySuppressions(result.run.findings, result.suppressions, wide, { active, complete: isComplete(result), today });
      last = { key: wide.key, kept: [...outcome.kept, ...outcome.about], suppressed: outcome.suppressed, used: outcome.usedWide };
      result.last = last;
      result.placed = undefined;
    }
    // Two equal chunks of one file share a result but not a place.
    if (result.placed?.base !== chunk.base) {
      result.placed = {
        base: chunk.base,
        key: wide.key,
        kept: last.kept.map((finding) => shiftFinding(finding, chunk.base)),
        suppressed: last.suppressed.map((entry) => shiftSuppressed(entry, chunk.base)),
      };
    }
    findings.push(...result.placed.kept);
    suppressed.push(...result.placed.suppressed);
    for (const id of last.used) usedWide.add(id);
    for (const crash of result.run.crashes) crashes.set(`${crash.rule} ${crash.error}`, crash);
    for (const note of result.notChecked) notChecked.add(note);
  }
  findings.push(...wide.unused(usedWide, { active, complete: judged.every(({ result }) => isComplete(result)), today }));
  findings.sort(byPlace);
  return {
    kind: check.kind,
    takenFor: check.takenFor,
    findings,
    suppressed,
    notChecked: [...notChecked, ...[...crashes.values()].map((crash) => `rule ${crash.rule} failed on this file`)],
    crashes: [...crashes.values()],
  };
}
