// Options of rules: each is declared once and gives its type, its default, its schema and its documentation.

interface SpecOf<T> {
  readonly type: string;
  readonly default: T;
  readonly description: string;
}
export type OptionSpec =
  | (SpecOf<readonly string[]> & { readonly type: 'strings' })
  | (SpecOf<string> & { readonly type: 'string' })
  | (SpecOf<boolean> & { readonly type: 'boolean' })
  | (SpecOf<number> & { readonly type: 'number' })
  | (SpecOf<string> & { readonly type: 'choice'; readonly values: readonly string[] });

export type OptionSpecs = Readonly<Record<string, OptionSpec>>;
export type OptionValues<O extends OptionSpecs> = { readonly [K in keyof O]: ValueOf<O[K]> };
type ValueOf<S extends OptionSpec> = S extends { type: 'strings' }
  ? readonly string[]
  : S extends { type: 'boolean' }
    ? boolean
    : S extends { type: 'number' }
      ? number
      : string;

export const stringList = (defaults: readonly string[], description: string) =>
  ({ type: 'strings', default: defaults, description }) as const;
export const text = (value: string, description: string) => ({ type: 'string', default: value, description }) as const;
export const flag = (value: boolean, description: string) => ({ type: 'boolean', default: value, description }) as const;
export const count = (value: number, description: string) => ({ type: 'number', default: value, description }) as const;
export const choice = (values: readonly string[], value: string, description: string) =>
  ({ type: 'choice', values, default: value, description }) as const;
