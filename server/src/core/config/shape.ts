// What a place in the configuration may hold: declared once; the reader, the schema and the completion are derived from it.
import type { OptionSpec } from '../engine/options.js';
import type { RuleSetting } from './types.js';

export type Shape =
  | { readonly type: 'choice'; readonly values: readonly string[] }
  | { readonly type: 'text' }
  | { readonly type: 'flag' }
  | { readonly type: 'number' }
  /** A Kubernetes version, 1.31: read from its source, since 1.30 is not 1.3. */
  | { readonly type: 'version' }
  /** A list of texts; one text alone counts as a list of one. */
  | { readonly type: 'texts' }
  | { readonly type: 'list'; readonly of: Shape }
  /** A mapping with names of the user's choice. */
  | { readonly type: 'dictionary'; readonly of: Shape }
  | { readonly type: 'object'; readonly keys: Readonly<Record<string, Key>> }
  /** A mapping from rule ids to their settings. */
  | { readonly type: 'rules' };

export interface Key<S extends Shape = Shape> {
  readonly description: string;
  readonly shape: S;
  /** For the schema; what really holds is in defaults.ts. */
  readonly default?: unknown;
}

/** What a shape is read as; a key that is absent or wrong is `undefined`. */
export type ValueOf<S extends Shape> = S extends { type: 'choice'; values: readonly (infer V)[] }
  ? V
  : S extends { type: 'text' | 'version' }
    ? string
    : S extends { type: 'flag' }
      ? boolean
      : S extends { type: 'number' }
        ? number
        : S extends { type: 'texts' }
          ? readonly string[]
          : S extends { type: 'list'; of: infer V extends Shape }
            ? readonly ValueOf<V>[]
            : S extends { type: 'dictionary'; of: infer V extends Shape }
              ? Readonly<Record<string, ValueOf<V>>>
              : S extends { type: 'object'; keys: infer K extends Readonly<Record<string, Key>> }
                ? { readonly [N in keyof K]?: ValueOf<K[N]['shape']> }
                : S extends { type: 'rules' }
                  ? ReadonlyMap<string, RuleSetting>
                  : never;

/** The shape of a rule's option. */
export function optionShape(option: { readonly type: string; readonly values?: readonly string[] }): Shape {
  switch (option.type as OptionSpec['type']) {
    case 'strings':
      return { type: 'texts' };
    case 'boolean':
      return { type: 'flag' };
    case 'number':
      return { type: 'number' };
    case 'choice':
      return { type: 'choice', values: option.values ?? [] };
    default:
      return { type: 'text' };
  }
}
