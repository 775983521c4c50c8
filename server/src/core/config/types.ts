// The configuration as data, after reading: every default filled in.
import type { Span } from '../text/span.js';
import type { Profile, RuleSettings, Severity } from '../engine/rule.js';

export interface RuleSetting {
  /** `off` switches the rule off; absent keeps its own severity. */
  readonly severity?: Severity | 'off';
  /** Checked against the rule's declared options. */
  readonly options?: Readonly<Record<string, unknown>>;
}

export interface Override {
  /** Patterns in gitignore syntax, relative to the folder of the configuration file. */
  readonly files: readonly string[];
  readonly profile?: Profile;
  readonly rules: ReadonlyMap<string, RuleSetting>;
}

export interface Config {
  readonly profile: Profile;
  /** Preview rules too (`--all`). */
  readonly preview: boolean;
  readonly rules: ReadonlyMap<string, RuleSetting>;
  readonly overrides: readonly Override[];
  /** Patterns in gitignore syntax. */
  readonly exclude: readonly string[];
  /** Lowest severity that makes the command line exit with 1. */
  readonly failOn: Severity | 'never';
  readonly kubernetes: string;
  readonly targets: readonly string[];
  /** Folder of the build context, relative to that of the configuration file; empty when it is to be found. */
  readonly contextRoot: string;
  /** Do comments of other tools hide findings that stand for theirs? */
  readonly foreignSuppressions: boolean;
  readonly registries: RuleSettings['registries'];
  readonly labels: RuleSettings['labels'];
}

export type ConfigProblemCode = 'config/syntax-error' | 'config/unknown-key' | 'config/invalid-value' | 'config/unknown-rule';

export interface ConfigProblem {
  readonly rule: ConfigProblemCode;
  /** Which of the rule's messages. */
  readonly key: string;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
  /** "did you mean": what to put in place of the span. */
  readonly suggestion?: string;
}

export interface ConfigReading {
  /** Absent when the YAML cannot be read at all. With wrong keys or values the rest holds. */
  readonly config: Config | undefined;
  readonly problems: readonly ConfigProblem[];
}

/** What the configuration reader and the suppressions must know of each rule without loading it. */
export interface CatalogEntry {
  readonly id: string;
  readonly summary: string;
  readonly severity: Severity;
  readonly profile: Profile;
  readonly format: 'dockerfile' | 'kubernetes' | 'config';
  readonly fix: 'none' | 'safe' | 'unsafe';
  readonly status: 'preview' | 'stable' | 'deprecated';
  /** The engine itself reports it, about comments and configuration: it is not suppressed. */
  readonly ofEngine?: true;
  /** Peers' ids that its findings may name and that mean the same only in part. */
  readonly partly?: readonly string[];
  readonly options: Readonly<
    Record<string, { readonly type: string; readonly default: unknown; readonly description: string; readonly values?: readonly string[] }>
  >;
}
