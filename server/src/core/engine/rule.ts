// What a rule is: its metadata, its typed messages, what it is called with and what it may answer.
import type { FileChange } from '../text/file-change.js';
import type { Edit, Span } from '../text/span.js';
import type { BuildContext } from '../model/context/types.js';
import type { DockerfileModel } from '../model/dockerfile/types.js';
import type { KubernetesModel } from '../model/kubernetes/types.js';
import type { Model, Subjects } from '../model/subjects.js';
import type { OptionSpecs, OptionValues } from './options.js';

export type Severity = 'error' | 'warning' | 'info' | 'hint';
export type Profile = 'recommended' | 'strict' | 'all';
export type FixSafety = 'safe' | 'unsafe';
/** The group of files a rule belongs to; the rules of a format are loaded together, and only for such files. */
export type FormatName = 'dockerfile' | 'kubernetes' | 'config';

export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info', 'hint'];
export const PROFILES: readonly Profile[] = ['recommended', 'strict', 'all'];

/** The names between braces in a message template, as a type: '{a} is {b}' gives 'a' | 'b'. */
export type Placeholders<T extends string> = T extends `${string}{${infer K}}${infer Rest}` ? K | Placeholders<Rest> : never;
type Data<T extends string> = [Placeholders<T>] extends [never] ? { data?: undefined } : { data: Record<Placeholders<T>, string> };

/** One step of what a YAML or JSON change does to the data. Paths start at the root of the document. */
export type YamlOp =
  | { readonly op: 'set'; readonly path: readonly (string | number)[]; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: readonly (string | number)[] };

/** One step of what a Dockerfile change does to the list of instructions; `index` counts the instructions as they stood before. */
export type DockerfileOp =
  | { readonly op: 'insert'; readonly index: number; readonly instructions: readonly string[] }
  | { readonly op: 'replace'; readonly index: number; readonly instructions: readonly string[] }
  | { readonly op: 'remove'; readonly index: number };

/** What an edit does to the data, beside what it does to the text. The test kit holds the one against the other. */
export type Effect =
  | { readonly kind: 'yaml'; readonly ops: readonly YamlOp[] }
  | { readonly kind: 'dockerfile'; readonly ops: readonly DockerfileOp[] }
  /** The file itself stays as it is; these names of the build context are no longer sent, and all others as before. */
  | { readonly kind: 'context'; readonly leavesOut: readonly string[] }
  /** Only comments, layout or text that had no meaning change: the data before and after are equal. */
  | { readonly kind: 'none' };

export interface Change {
  /** Of the file that is judged; none where only `files` change. */
  readonly edits: readonly Edit[];
  readonly effect: Effect;
  /** Other files that change with it. Only an unsafe fix has any. */
  readonly files?: readonly FileChange[];
}

/**
 * **safe**: what is built, admitted or run stays the same and nothing is added that nobody asked for; may run on save.
 * **unsafe**: likely right, may change what is built, admitted or run; one keystroke, never on save.
 */
export interface Fix extends Change {
  /** Imperative, names the result, no rule id: "Run as 65532:65532". */
  readonly title: string;
  readonly safety: FixSafety;
}

export interface Related {
  readonly at: Span;
  readonly message: string;
}

export type Tag = 'unnecessary' | 'deprecated';

/** Findings about absent keys of one thing share one place. `key` says which belong together; `title` is the name of their common fix. */
export interface Group {
  readonly key: string;
  /** Name of the thing, for the one line that stands for all: `container "web"`. */
  readonly subject: string;
  readonly fixTitle: string;
  /** What is absent, in few words: "memory limit". */
  readonly item: string;
}

/** What a rule answers. Spans count from the start of the chunk (whole Dockerfile, or one YAML document). */
export interface Problem {
  readonly key: string;
  readonly message: string;
  readonly at: Span;
  /** Differs from the rule's own severity only where the rule says so for a named case. */
  readonly severity?: Severity;
  /** The peers' rule ids whose own condition is met here. */
  readonly equivalents: readonly string[];
  readonly related: readonly Related[];
  /** The first is what the command line applies; the others are alternatives for the editor. */
  readonly fixes: readonly Fix[];
  readonly tags: readonly Tag[];
  readonly group?: Group;
}

type Report<T extends string> = {
  readonly at: Span;
  readonly severity?: Severity;
  /** Required where the rule has several or partial equivalents; without it every full equivalent of the rule is named. */
  readonly standsFor?: readonly string[];
  readonly related?: readonly Related[];
  /** `undefined` entries are builders that refused; they are left out. */
  readonly fixes?: readonly (Fix | undefined)[];
  readonly tags?: readonly Tag[];
  readonly group?: Group;
} & Data<T>;

/** Settings of the workspace that more than one rule may ask for (from the configuration file). */
export interface RuleSettings {
  /** Kubernetes version judged against, "1.36". */
  readonly kubernetes: string;
  /** Names of stages that ship, if the configuration names them. */
  readonly targets: readonly string[];
  readonly registries: { readonly allow: readonly string[]; readonly mirrors: Readonly<Record<string, string>> };
  readonly labels: { readonly required: readonly string[]; readonly schema: Readonly<Record<string, string>>; readonly strict: boolean };
  readonly profile: Profile;
}

/** The fact model of the chunk that a rule on subjects of kind `S` stands in. */
export type ModelOf<S> = S extends `dockerfile.${string}` ? DockerfileModel : S extends `kubernetes.${string}` ? KubernetesModel : Model;

export interface RuleContext<M extends Record<string, string>, O extends OptionSpecs = Record<never, never>, S = unknown> {
  /** The facts of the whole chunk; what the fix builders want. */
  readonly model: ModelOf<S>;
  /** Text of the chunk: the whole Dockerfile, or one YAML document. */
  readonly text: string;
  /** Path relative to the folder of the configuration or workspace, with `/`; empty when the text has no place. */
  readonly path: string;
  readonly options: OptionValues<O>;
  readonly settings: RuleSettings;
  /** "2026-11-23", from the caller's clock; absent when there is none, so that nothing is ever over. */
  readonly today: string | undefined;
  /** What stands around a Dockerfile; absent when the host cannot look (a text without a place). */
  readonly files: BuildContext | undefined;
  problem<K extends keyof M & string>(key: K, report: Report<M[K]>): Problem;
}

export interface RuleDocs {
  readonly description: string;
  readonly rationale: string;
  readonly impact: string;
  readonly audit: string;
  readonly remediation: string;
  readonly defaultValue: string;
  readonly references: readonly string[];
  /** What the rule cannot see, known false alarms. */
  readonly limits?: string;
}

export interface Example {
  readonly bad: string;
  readonly good: string;
  /** Is `good` what the first fix makes of `bad`? Otherwise it is a repair by hand. */
  readonly byFix: boolean;
  /** Path the example is linted under, where that matters. */
  readonly path?: string;
  /** Files of the build context around it with their texts, where that matters. */
  readonly files?: Readonly<Record<string, string>>;
  /** What else has to hold. */
  readonly given?: ExampleGiven;
}

export interface ExampleGiven {
  /** For the page, behind "Before": "on 2026-11-23", "with `labels.strict: true`". */
  readonly says: string;
  readonly today?: string;
  readonly settings?: Partial<RuleSettings>;
  readonly options?: Readonly<Record<string, unknown>>;
}

/**
 * Where in a Dockerfile a rule can find anything at all: the engine spares it the rest. The check answers the same without it,
 * and the test kit holds it to that.
 */
export interface Scope {
  /** Of the instructions it looks at. A rule on something else runs only in a file that has one of these. */
  readonly keywords?: readonly string[];
  /**
   * Names of the programs it looks for. Commands of other names are not handed over, nor scripts and instructions whose scripts call none
   * of these; a rule on something else runs only in a file that calls one.
   */
  readonly commands?: ReadonlySet<string> | RegExp;
}

export interface Rule<
  S extends keyof Subjects = keyof Subjects,
  M extends Record<string, string> = Record<string, string>,
  O extends OptionSpecs = OptionSpecs,
> {
  readonly id: `${string}/${string}`;
  readonly category: string;
  readonly on: S;
  readonly scope?: Scope;
  /** One sentence without a final stop: README table, hover title, schema description. */
  readonly summary: string;
  readonly severity: Severity;
  readonly confidence: 'high' | 'medium' | 'low';
  readonly profile: Profile;
  readonly since: string;
  readonly status?: 'preview' | 'stable' | 'deprecated';
  /** Best class of fix on offer; the kit holds the rule to it. */
  readonly fix: 'none' | 'safe' | 'unsafe';
  readonly messages: M;
  readonly docs: RuleDocs;
  /** All peers' ids a finding can ever name, `peer:id`; `~` in front = overlaps only in part. */
  readonly equivalents: readonly string[];
  readonly examples: readonly Example[];
  readonly options?: O;
  /** Findings about syntax hold even where the rest of the chunk cannot be judged. */
  readonly syntax?: boolean;
  check(subject: Subjects[S], ctx: RuleContext<M, O, S>): Iterable<Problem>;
}

// A list of rules forgets what each is called with; the subject kinds are joined again in run.ts.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyRule = Rule<any, any, any>;

/** Types a rule; does nothing at run time. */
export function defineRule<
  S extends keyof Subjects,
  const M extends Record<string, string>,
  const O extends OptionSpecs = Record<never, never>,
>(rule: Rule<S, M, O>): Rule<S, M, O> {
  return rule;
}

type FamilyRow<M extends Record<string, string>, D> = Pick<
  Rule<keyof Subjects, M, Record<never, never>>,
  'id' | 'category' | 'summary' | 'severity' | 'confidence' | 'profile' | 'since' | 'fix' | 'equivalents' | 'docs' | 'examples' | 'scope'
> & { readonly messages: M; readonly status?: 'preview' | 'stable' | 'deprecated' } & D;

/** Rules that differ only in data: one row each, one check for all. The row is handed to the check; its own scope goes before that of the family. */
export function defineRuleFamily<
  S extends keyof Subjects,
  const M extends Record<string, string>,
  D extends object,
  const O extends OptionSpecs = Record<never, never>,
>(family: {
  readonly on: S;
  readonly scope?: Scope;
  readonly rows: readonly FamilyRow<M, D>[];
  /** Every row has these options. */
  readonly options?: O;
  readonly syntax?: boolean;
  check(subject: Subjects[S], ctx: RuleContext<M, O, S>, row: FamilyRow<M, D>): Iterable<Problem>;
}): readonly Rule<S, M, O>[] {
  const { on, scope, options, syntax } = family;
  return family.rows.map((row) => ({
    ...(scope ? { scope } : {}),
    ...row,
    on,
    ...(options ? { options } : {}),
    ...(syntax === undefined ? {} : { syntax }),
    check: (subject, ctx) => family.check(subject, ctx, row),
  }));
}
