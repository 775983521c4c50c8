// What is read out of the configuration of another linter, before it is held against our rules.
import type { Severity } from '../engine/rule.js';

export interface PeerFile {
  /** As it is named in the report. */
  readonly path: string;
  readonly text: string;
}

/** Something the other linter was told. `written` is how it is named in the report; `line` counts from 1. */
export type Wish = { readonly written: string; readonly line: number } & (
  | {
      /** Findings that stand for this id (`peer:id`, with `*`) are not wanted. */
      readonly kind: 'off';
      readonly id: string;
      readonly paths?: readonly string[];
      /** Last day it holds. */
      readonly until?: string;
    }
  | { readonly kind: 'severity'; readonly id: string; readonly severity: Severity }
  | { readonly kind: 'on'; readonly rule: string }
  | { readonly kind: 'setting'; readonly setting: Setting }
  /** There is no equal. */
  | { readonly kind: 'none'; readonly why: string }
);

export type Setting =
  | { readonly key: 'failOn'; readonly value: Severity | 'never' }
  | { readonly key: 'registries.allow'; readonly value: readonly string[] }
  | { readonly key: 'labels.schema'; readonly value: Readonly<Record<string, string>> }
  | { readonly key: 'labels.strict'; readonly value: boolean }
  | { readonly key: 'foreignSuppressions'; readonly value: boolean }
  | { readonly key: 'exclude'; readonly value: readonly string[] };

export interface PeerReading {
  readonly path: string;
  readonly wishes: readonly Wish[];
  /** Why nothing could be read. */
  readonly problem: string | undefined;
}

export interface Migration {
  /** Text of the new `.seaworthy.yaml`. */
  readonly config: string;
  /** How many of the wishes are in it. */
  readonly taken: number;
  /** Everything that is not, or only in part: one line each, with file, line and what to do. */
  readonly left: readonly string[];
}
