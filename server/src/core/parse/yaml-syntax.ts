// The written form of a YAML or JSON document: every node with its place and style, aliases and merge keys not yet followed.
import type { Span } from '../text/span.js';

export type SyntaxNode = SyntaxMap | SyntaxList | SyntaxScalar | SyntaxAlias;

interface SyntaxBase {
  /** Without anchor and tag; of block nodes, to the last character of their last entry. */
  readonly span: Span;
  /** Where anchor and tag begin; the start of the span when there are none. */
  readonly outerStart: number;
  readonly anchor: string | undefined;
  /** As written: "!!str", "!x". */
  readonly tag: string | undefined;
}

export interface SyntaxMap extends SyntaxBase {
  readonly kind: 'map';
  readonly flow: boolean;
  /** A flow mapping whose closing bracket is there; always true for block mappings. */
  readonly closed: boolean;
  /** In the order written, equal keys included. */
  readonly pairs: readonly SyntaxPair[];
}

export interface SyntaxPair {
  /** After key resolution, as the Kubernetes decoder names it: `on` is "true". */
  readonly key: string;
  /** Of the key as written, quotes included. */
  readonly keySpan: Span;
  /** Start of the pair: an explicit `?`, anchor and tag of the key included. */
  readonly start: number;
  /** Offset of the colon; -1 when it is missing. */
  readonly colon: number;
  readonly value: SyntaxNode;
  readonly merge: boolean;
  /** Written with `? `. */
  readonly explicit: boolean;
}

export interface SyntaxList extends SyntaxBase {
  readonly kind: 'list';
  readonly flow: boolean;
  readonly closed: boolean;
  readonly items: readonly SyntaxItem[];
}

export interface SyntaxItem {
  /** Offset of the `-`; -1 in flow style. */
  readonly dash: number;
  readonly node: SyntaxNode;
}

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded' | 'empty';

export interface SyntaxScalar extends SyntaxBase {
  readonly kind: 'scalar';
  readonly style: ScalarStyle;
  /** Unquoted and unfolded, not yet resolved to a type. JSON literals stay text. */
  readonly text: string;
  /** Block scalars: the end of the last line that belongs to the value (blank lines count when they are kept with `+`). */
  readonly tail: number;
  readonly templated: boolean;
}

export interface SyntaxAlias extends SyntaxBase {
  readonly kind: 'alias';
  readonly name: string;
  /** Absent when the anchor is unknown, or holds this very alias. */
  readonly target: SyntaxNode | undefined;
}

/** What kind of mistake a syntax problem is, for whoever words it. */
export type SyntaxReason =
  | 'tab'
  | 'indentation'
  | 'unclosed-quote'
  | 'unclosed-bracket'
  | 'missing-colon'
  | 'nested-mapping'
  | 'missing-comma'
  | 'extra-comma'
  | 'unknown-anchor'
  | 'recursive-alias'
  | 'reserved-character'
  | 'bad-escape'
  | 'json-comment'
  | 'json-quotes'
  | 'json-value'
  | 'too-deep'
  | 'unexpected';

export interface SyntaxProblem {
  readonly code: 'syntax' | 'duplicate-key' | 'too-deep';
  /** Absent for duplicate keys. */
  readonly reason: SyntaxReason | undefined;
  readonly span: Span;
  /** Duplicate key: where the first one stands. */
  readonly other?: Span;
  /** Duplicate key: the key, and the path of its mapping. */
  readonly key?: string;
  readonly path?: readonly (string | number)[];
}

export const problemOf = (reason: SyntaxReason, span: Span): SyntaxProblem => ({
  code: reason === 'too-deep' ? 'too-deep' : 'syntax',
  reason,
  span,
});

export interface SyntaxComment {
  /** From `#` to the end of the line. */
  readonly span: Span;
  /** Text behind `#`, trimmed. */
  readonly value: string;
  /** Alone on its line. */
  readonly ownLine: boolean;
}

export interface SyntaxTree {
  readonly root: SyntaxNode | undefined;
  readonly problems: readonly SyntaxProblem[];
  readonly comments: readonly SyntaxComment[];
  /** Places of template actions that were blanked or masked; empty unless the text is a template. */
  readonly actions: readonly Span[];
  /** Nodes that some alias stands for. */
  readonly aliased: ReadonlySet<SyntaxNode>;
}

/** Nodes nested deeper than this are not read: no manifest does, and a parser's stack is finite. */
export const MAX_DEPTH = 200;
