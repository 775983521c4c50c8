// The public interface of the core: everything lsp and cli may ask for.
import type { FileChange } from './text/file-change.js';
import type { Edit, Span } from './text/span.js';
import type { Config, ConfigReading } from './config/types.js';
import type { Finding, FileReport } from './engine/finding.js';
import type { Fix, FormatName, Rule } from './engine/rule.js';
import type { FormatModule } from './engine/format.js';
import type { OutlineEntry, StageLink } from './ships/outline.js';
import type { ShippedImage } from './ships/types.js';
import type { ContextSnapshot } from './model/context/types.js';
import type { ContextWants } from './model/context/wants.js';
import type { ShellCheckAnswers, ShellCheckJob } from './shellcheck/types.js';

/** What stands around a file and cannot be seen in its text; the host looks it up. */
export interface FileHints {
  /** A Chart.yaml stands in a folder above, and the file is below that chart's `templates`. */
  readonly inChart?: boolean;
  /** A kustomization above lists the file as a patch. */
  readonly isPatch?: boolean;
}

export interface CheckRequest {
  readonly text: string;
  /** Relative to the folder of the configuration (else the workspace or working directory), `/` between names. */
  readonly path: string;
  /** The editor's language id, when there is one; decides where the name says nothing. */
  readonly languageId?: string;
  readonly config: Config;
  readonly hints?: FileHints;
  /** What stands around a Dockerfile (workspace/find-context.ts looks); without it rules about the build context are silent. */
  readonly context?: ContextSnapshot;
  /** What ShellCheck said of the scripts that `shellcheckJobs` names; without it the rule about it is silent. */
  readonly shellcheck?: ShellCheckAnswers;
  /** "2026-11-23", from the caller's clock: without it a suppression with `until` never ends. */
  readonly today?: string;
}

export interface CheckState {
  /** Opaque results of the last check of this document, by chunk; hand it to the next check. */
  readonly chunks: ReadonlyMap<string, unknown>;
  /** What the results depend on beside the text; with another one they are not used. */
  readonly fingerprint?: string;
  /** The caller's, filled while a check runs: when it is stopped half-way, the next one goes on from there. */
  readonly unfinished?: Map<string, unknown>;
}

export interface FixAllOptions {
  readonly unsafe: boolean;
  /** Only findings of these rules. */
  readonly only?: ReadonlySet<string>;
  /** Of a check of the same text: makes the first round free. */
  readonly state?: CheckState;
}

export interface FixAllResult {
  readonly text: string;
  /** Other files that change with it, one change for each; the report is of the state after them. */
  readonly files: readonly FileChange[];
  /** How many fixes went in. */
  readonly applied: number;
  readonly report: FileReport;
}

/** One line of a list: a finding alone, or all findings of one group at one place. */
export interface DisplayLine {
  /** Gravest first. */
  readonly findings: readonly Finding[];
  readonly message: string;
  readonly severity: Finding['severity'];
  /** One fix for all of them, when each has one. */
  readonly fix: Fix | undefined;
}

export interface RewriteResult {
  /** Name of the action: "Split into a build stage and a runtime stage". */
  readonly title: string;
  readonly edits: readonly Edit[];
}

export interface ServiceHost {
  /** Loads the module of a format; called once per format. */
  loadFormat(name: Exclude<FormatName, 'config'>): FormatModule;
  /** Pages of a format by rule id, from the bundled documentation. */
  readDocs(format: FormatName): Promise<Readonly<Record<string, RuleDocsPage>>>;
}

/** A rule's page as Markdown, rendered by engine/page.ts when the documentation was bundled. */
export interface RuleDocsPage {
  readonly whole: string;
  /** At most eight lines, for a hover. */
  readonly hover: string;
}

export interface Service {
  /** What to look for around a file before it is checked; absent when nothing around it matters. */
  contextWants(request: CheckRequest): ContextWants | undefined;
  /** Judges one file. Never throws. */
  check(request: CheckRequest): FileReport;
  /**
   * The same in small steps: the caller runs the generator and may stop or pause between any two steps.
   * `state` of an earlier check of the same document makes unchanged chunks free.
   */
  checkSteps(request: CheckRequest, state?: CheckState): Generator<void, { readonly report: FileReport; readonly state: CheckState }>;
  /** One line per finding or group, in the order of the report. */
  display(request: CheckRequest, report: FileReport): readonly DisplayLine[];
  /** Applies the first fix of each finding, round after round, until nothing changes. Safe fixes only, unless told. */
  fixAll(request: CheckRequest, options: FixAllOptions): FixAllResult;
  /** The same in small steps. */
  fixAllSteps(request: CheckRequest, options: FixAllOptions): Generator<void, FixAllResult>;
  /** Edits that put a suppression with this reason above what stands at the finding; absent when there is no place. */
  suppress(request: CheckRequest, finding: Pick<Finding, 'rule' | 'at'>, reason: string): readonly Edit[] | undefined;
  /** The multi-stage rewrite, or in one sentence why it is not offered. */
  rewrite(request: CheckRequest): RewriteResult | { readonly refused: string };
  /** What the image of a stage is in the end, for the stage of this name or number or for all that ship; or in one sentence why not. */
  ships(request: CheckRequest, target?: string): readonly ShippedImage[] | { readonly refused: string };
  /** The same for a hover: on FROM, or on the name of a stage wherever it is used. */
  shipsAt(
    request: CheckRequest,
    offset: number,
  ): { readonly image: ShippedImage; readonly isFinal: boolean; readonly at: Span } | undefined;
  /** Stages and instructions; empty for files without stages. */
  outline(request: CheckRequest): readonly OutlineEntry[];
  /** From each use of a stage to the place where it is made. */
  stageLinks(request: CheckRequest): readonly StageLink[];
  readConfig(text: string): ConfigReading;
  defaultConfig(): Config;
  /** The settings that hold for one file: overrides applied. */
  configFor(config: Config, path: string): Config;
  /** Is the file left out by `exclude`? */
  isExcluded(config: Config, path: string): boolean;
  /** Every rule's short data, without loading a format. */
  catalog(): readonly import('./config/types.js').CatalogEntry[];
  /** Every rule with its metadata; loads all formats. */
  rules(): readonly Rule[];
  /** The page of a rule as Markdown: the whole, or what fits a hover. */
  page(rule: string, form: 'whole' | 'hover'): Promise<string | undefined>;
  /** The scripts that ShellCheck is to look at; none unless the rule about it is on for this file. */
  shellcheckJobs(request: CheckRequest): readonly ShellCheckJob[];
  /** What a file would be taken for. */
  classify(request: Pick<CheckRequest, 'text' | 'path' | 'languageId' | 'hints'>): {
    readonly kind: FileReport['kind'];
    readonly takenFor: string;
  };
  /** Rule id, if the offset stands on one in a suppression comment; for hover. */
  suppressionAt(text: string, offset: number): { readonly rule: string; readonly span: Span } | undefined;
  /** What to offer while typing at this offset: rule ids inside suppression comments, keys and values inside the configuration file. */
  complete(request: Pick<CheckRequest, 'text' | 'path' | 'languageId'>, offset: number): readonly Completion[];
}

export interface Completion {
  readonly label: string;
  readonly detail: string;
  readonly insert: string;
  readonly replace: Span;
}
