// A YAML or JSON document as data with places: merge keys and aliases are followed, scalars are read as the Kubernetes decoder reads them.
// Every span counts UTF-16 code units from the start of the document's own text (its chunk).
import type { SyntaxComment, SyntaxNode, SyntaxProblem } from '../../parse/yaml-syntax.js';
import type { Span } from '../../text/span.js';

export type * from '../../parse/yaml-syntax.js';

export type YamlComment = SyntaxComment;
export type YamlProblem = SyntaxProblem;
export type YamlNode = YamlMap | YamlList | YamlScalar;
export type YamlPath = readonly (string | number)[];

interface NodeBase {
  readonly span: Span;
  /** From the root of the document. Through an alias: the path of the place of use. */
  readonly path: YamlPath;
  /** The alias (`*a`) or merge key this node was reached through, at the place of use; edits to it change every user of the anchor. */
  readonly via: { readonly span: Span; readonly kind: 'alias' | 'merge' } | undefined;
}

export interface YamlMap extends NodeBase {
  readonly kind: 'map';
  readonly flow: boolean;
  /** Effective entries: the last of two equal keys wins, merges in document order as Kubernetes applies them. */
  readonly entries: readonly YamlEntry[];
  get(key: string): YamlEntry | undefined;
}

export interface YamlList extends NodeBase {
  readonly kind: 'list';
  readonly flow: boolean;
  readonly items: readonly YamlNode[];
}

export interface YamlScalar extends NodeBase {
  readonly kind: 'scalar';
  /** As the Kubernetes decoder resolves it: yes/on/y are true, 0644 is 420, `null`, `~` and nothing are null. */
  readonly value: string | number | boolean | null;
  /** As written, quotes included. */
  readonly source: string;
  readonly quoted: boolean;
  /** Holds template or placeholder text (`{{ }}`, `${VAR}`, `$(VAR)`, `<%= %>`, `@@X@@`): its value is not known. */
  readonly templated: boolean;
}

export interface YamlEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: YamlNode;
  /** Key to end of value; of an empty value, to the colon. */
  readonly span: Span;
  /** True when a merge key brought it. */
  readonly merged: boolean;
}

/** One document. `root` is absent when it is empty or cannot be read at all. */
export interface YamlDocument {
  readonly text: string;
  readonly json: boolean;
  readonly root: YamlNode | undefined;
  readonly problems: readonly YamlProblem[];
  readonly comments: readonly YamlComment[];
  /** The written form, which the fix builders work on. */
  readonly syntax: SyntaxNode | undefined;
  /** Nodes whose anchor is used: an edit inside one changes every user. */
  readonly aliased: ReadonlySet<SyntaxNode>;
  /** Places of template actions that were masked; empty unless the text is a template. */
  readonly actions: readonly Span[];
}
