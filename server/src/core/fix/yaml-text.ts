// Writes plain data as YAML or JSON text, so that the Kubernetes decoder reads the same data back.
import { resolvePlain } from '../model/yaml/scalars.js';

export type QuoteStyle = 'plain' | 'single' | 'double';

/** How lines are written where a value takes more than one. */
export interface BlockStyle {
  /** Blanks per level. */
  readonly step: number;
  /** Blanks in front of the `-` of a list, counted from its key; 0 in the style of kubectl. */
  readonly dash: number;
}

const NEEDS_QUOTES = /^[-?:,[\]{}#&*!|>'"%@`=<\s]|[\s:]$|:\s|\s#|[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]|^\.\.\.|[\ud800-\udfff]/;
const LOOKS_NUMERIC = /^[-+.]?[0-9][0-9a-fA-FxXoO_.:,eE+-]*$|^[0-9-]+[Tt ]/;

const isPlainSafe = (text: string, flow: boolean): boolean =>
  text !== '' &&
  !NEEDS_QUOTES.test(text) &&
  !(flow && /[,[\]{}]/.test(text)) &&
  !LOOKS_NUMERIC.test(text) &&
  typeof resolvePlain(text) === 'string';

/** A scalar on one line; `undefined` for what neither YAML nor JSON can hold. */
export function scalarText(value: unknown, style: QuoteStyle, flow: boolean, json: boolean): string | undefined {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  if (typeof value !== 'string') return undefined;
  if (json) return JSON.stringify(value);

  if (style === 'single' && !/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ud800-\udfff]/.test(value))
    return `'${value.replaceAll("'", "''")}'`;
  return style === 'plain' && isPlainSafe(value, flow) ? value : JSON.stringify(value);
}

const isCollection = (value: unknown): value is object => typeof value === 'object' && value !== null;

export const isEmptyCollection = (value: unknown): boolean => isCollection(value) && Object.keys(value).length === 0;

/** On one line, in brackets where it is a collection. */
export function flowText(value: unknown, json: boolean): string | undefined {
  if (!isCollection(value)) return scalarText(value, 'plain', true, json);
  if (Array.isArray(value)) {
    const items = value.map((item) => flowText(item, json));
    return items.includes(undefined) ? undefined : `[${items.join(', ')}]`;
  }
  const members = Object.entries(value).map(([key, each]) => {
    const text = flowText(each, json);
    return text === undefined ? undefined : `${scalarText(key, 'plain', true, json) ?? ''}: ${text}`;
  });
  return members.includes(undefined) ? undefined : `{${members.join(', ')}}`;
}

/** JSON over several lines: mappings on lines of their own, lists of scalars on one. The first line has no indentation. */
export function prettyJson(value: unknown, indent: string, unit: string, eol: string): string | undefined {
  if (!isCollection(value) || isEmptyCollection(value)) return flowText(value, true);
  const inner = indent + unit;
  if (Array.isArray(value)) {
    if (value.every((item) => !isCollection(item))) return flowText(value, true);
    const items = value.map((item) => prettyJson(item, inner, unit, eol));
    return items.includes(undefined) ? undefined : `[${eol}${items.map((item) => inner + (item ?? '')).join(`,${eol}`)}${eol}${indent}]`;
  }
  const members = Object.entries(value).map(([key, each]) => {
    const text = prettyJson(each, inner, unit, eol);
    return text === undefined ? undefined : `${inner}${JSON.stringify(key)}: ${text}`;
  });
  return members.includes(undefined) ? undefined : `{${eol}${members.join(`,${eol}`)}${eol}${indent}}`;
}

/** A non-empty collection as lines of block style, the first one indented as well. */
export function blockLines(value: object, column: number, style: BlockStyle): readonly string[] | undefined {
  const lines: string[] = [];
  const pad = ' '.repeat(column);
  if (Array.isArray(value)) {
    for (const item of value) {
      const nested = itemLines(item, column, style);
      if (!nested) return undefined;
      lines.push(...nested);
    }
    return lines;
  }
  for (const [key, each] of Object.entries(value)) {
    const name = scalarText(key, 'plain', false, false) ?? '';
    if (isCollection(each) && !isEmptyCollection(each)) {
      const nested = blockLines(each, column + (Array.isArray(each) ? style.dash : style.step), style);
      if (!nested) return undefined;
      lines.push(`${pad}${name}:`, ...nested);
    } else {
      const text = flowText(each, false);
      if (text === undefined) return undefined;
      lines.push(`${pad}${name}: ${isCollection(each) ? text : (scalarText(each, 'plain', false, false) ?? '')}`);
    }
  }
  return lines;
}

/** `- ` and a value. */
export function itemLines(item: unknown, column: number, style: BlockStyle): readonly string[] | undefined {
  const pad = ' '.repeat(column);
  if (isCollection(item) && !isEmptyCollection(item)) {
    const nested = blockLines(item, column + 2, style);
    return nested && [`${pad}- ${(nested[0] ?? '').slice(column + 2)}`, ...nested.slice(1)];
  }
  const text = isCollection(item) ? flowText(item, false) : scalarText(item, 'plain', false, false);
  return text === undefined ? undefined : [`${pad}- ${text}`];
}
