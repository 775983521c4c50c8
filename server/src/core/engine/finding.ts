// A problem that a rule reported, with everything the outside needs to show it. Spans count from the start of the file.
import type { Span } from '../text/span.js';
import type { Problem, Severity } from './rule.js';

export interface Finding extends Problem {
  readonly rule: string;
  readonly severity: Severity;
}

export interface SuppressedFinding {
  readonly finding: Finding;
  /** The comment, annotation or configuration entry that hides it. */
  readonly by: {
    readonly kind: 'comment' | 'annotation' | 'peer-comment';
    readonly span: Span;
    readonly reason: string | undefined;
    /** Covers the whole file: its span counts from the start of the file, never of a chunk. */
    readonly wide?: boolean;
  };
}

/** A rule that threw. `error` is for the log; it never holds file contents. */
export interface Crash {
  readonly rule: string;
  readonly error: string;
}

export type FileKind = 'dockerfile' | 'kubernetes' | 'config' | 'other';

/** The result for one file. */
export interface FileReport {
  readonly kind: FileKind;
  /** In plain words what the file was taken for: "Kubernetes manifest", "Helm template", "Dockerfile". */
  readonly takenFor: string;
  /** Kept findings in order of place, then rule id. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  /** What was not checked and why; empty when everything was. */
  readonly notChecked: readonly string[];
  readonly crashes: readonly Crash[];
}
