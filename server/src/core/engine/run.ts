// Calls rules with the facts they want and gathers what they answer; a rule that throws is set aside and named.
import type { BuildContext } from '../model/context/types.js';
import type { Model, Subjects } from '../model/subjects.js';
import type { Crash } from './finding.js';
import type { FormatModule } from './format.js';
import type { AnyRule, Fix, Problem, RuleContext, RuleSettings, Severity } from './rule.js';
import { SEVERITIES } from './rule.js';
import { shorten } from '../text/shorten.js';

/** A rule as the configuration wants it. */
export interface ActiveRule {
  readonly rule: AnyRule;
  /** The severity asked for in the configuration, if any. */
  readonly severity: Severity | undefined;
  readonly options: Readonly<Record<string, unknown>>;
}

export interface ChunkFinding extends Problem {
  readonly rule: string;
  readonly severity: Severity;
}

export interface ChunkRun {
  /** In order of place, then rule id. */
  readonly findings: readonly ChunkFinding[];
  readonly crashes: readonly Crash[];
  /** Only rules about syntax could judge the chunk. */
  readonly broken: boolean;
}

export function fill(template: string, data: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => shorten(data[name] ?? ''));
}

/** What rules may know beside the chunk and their options. */
export interface Circumstances {
  readonly path: string;
  readonly settings: RuleSettings;
  readonly today: string | undefined;
  readonly files: BuildContext | undefined;
}

export function contextFor(active: ActiveRule, model: Model, around: Circumstances): RuleContext<Record<string, string>> {
  const { rule } = active;
  return {
    text: model.text,
    model,
    options: active.options,
    path: around.path,
    settings: around.settings,
    today: around.today,
    files: around.files,
    problem(key, report) {
      const data = (report.data ?? {}) as Readonly<Record<string, string>>;
      const template: string = (rule.messages as Record<string, string>)[key] ?? key;
      return {
        key,
        at: report.at,
        message: fill(template, data),
        equivalents: report.standsFor ?? rule.equivalents.filter((id: string) => !id.startsWith('~')),
        related: report.related ?? [],
        fixes: (report.fixes ?? []).filter((fix): fix is Fix => fix !== undefined),
        tags: report.tags ?? [],
        ...(report.severity ? { severity: report.severity } : {}),
        ...(report.group ? { group: report.group } : {}),
      };
    },
  };
}

/** The less grave of two. */
const milder = (a: Severity, b: Severity): Severity => (SEVERITIES.indexOf(a) > SEVERITIES.indexOf(b) ? a : b);

/**
 * A severity that a rule names for a special case stays below what the configuration asks for:
 * "root-user: error" must not turn "cannot know" into an error.
 */
export function severityOf(rule: AnyRule, problem: Problem, configured: Severity | undefined): Severity {
  if (!problem.severity) return configured ?? rule.severity;
  return configured ? milder(problem.severity, configured) : problem.severity;
}

const describe = (error: unknown): string => {
  if (!(error instanceof Error)) return typeof error;
  const where = (error.stack ?? '').split('\n').find((line) => line.trim().startsWith('at '));
  return `${error.name}${where ? ` ${where.trim()}` : ''}`;
};

/** Facts that rules are asked about between two pauses: some milliseconds of work. */
const FACTS_PER_STEP = 200;
/** A rule that is asked once may look at the whole text: so much of it, in UTF-16 code units, counts as another fact. */
const TEXT_PER_FACT = 200;

/** Runs rules over one chunk; yields now and then, so that the caller may pause or stop. */
export function* runChunk(
  format: Pick<FormatModule, 'subjects' | 'isBroken'>,
  rules: readonly ActiveRule[],
  model: Model,
  around: Circumstances,
): Generator<void, ChunkRun> {
  const findings: ChunkFinding[] = [];
  const crashes: Crash[] = [];
  const facts = new Map<keyof Subjects, readonly unknown[]>();
  const broken = format.isBroken(model);
  let asked = 0;
  for (const active of rules) {
    const { rule } = active;
    const kind = rule.on as keyof Subjects;
    if (kind === 'engine' || kind === 'program' || (broken && !rule.syntax)) continue;
    try {
      let subjects = rule.scope ? format.subjects(kind, model, rule.scope) : facts.get(kind);
      if (!subjects) facts.set(kind, (subjects = format.subjects(kind, model)));
      if (subjects.length === 0) continue;
      asked += subjects.length + model.text.length / TEXT_PER_FACT;
      judge(active, subjects, contextFor(active, model, around), findings);
    } catch (error) {
      crashes.push({ rule: rule.id, error: describe(error) });
    }
    if (asked < FACTS_PER_STEP) continue;
    asked = 0;
    yield;
  }
  findings.sort((a, b) => a.at.start - b.at.start || a.at.end - b.at.end || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0));
  return { findings: findings.filter((finding, index) => !isRepeated(finding, findings[index - 1])), crashes, broken };
}

/** Adds what one rule says of the facts; what it said before it threw stays. */
function judge(
  { rule, severity }: ActiveRule,
  subjects: readonly unknown[],
  context: RuleContext<Record<string, string>>,
  findings: ChunkFinding[],
): void {
  for (const subject of subjects) {
    for (const problem of rule.check(subject, context)) findings.push(findingOf(rule, problem, severity));
  }
}

/** Key by key: a spread costs more than all else that is done for a finding. */
function findingOf(rule: AnyRule, problem: Problem, configured: Severity | undefined): ChunkFinding {
  const { key, message, at, equivalents, related, fixes, tags, group } = problem;
  const severity = severityOf(rule, problem, configured);
  const finding = { rule: rule.id, severity, key, message, at, equivalents, related, fixes, tags };
  return group ? { ...finding, group } : finding;
}

/** What is written once and used twice, by an alias, is wrong once. */
const isRepeated = (finding: ChunkFinding, before: ChunkFinding | undefined): boolean =>
  before !== undefined &&
  before.rule === finding.rule &&
  before.at.start === finding.at.start &&
  before.at.end === finding.at.end &&
  before.message === finding.message;

/** Runs a generator to its end at once. */
export function finish<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
