// Reads plain scalars the way the Kubernetes decoder does: YAML 1.1 in part, measured against its own code.

const WORDS: ReadonlyMap<string, boolean | null | number> = new Map<string, boolean | null | number>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, Number.NaN] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, Number.POSITIVE_INFINITY] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, Number.NEGATIVE_INFINITY] as const),
]);

const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const RADIX: readonly (readonly [RegExp, number])[] = [
  [/^([-+]?)0[xX]([0-9a-fA-F]+)$/, 16],
  [/^([-+]?)0[bB]([01]+)$/, 2],
  [/^([-+]?)0[oO]?([0-7]+)$/, 8],
];

/** Base 60, timestamps and everything else that is not a number, a boolean or null stay text. */
export function resolvePlain(source: string): string | number | boolean | null {
  const first = source.charCodeAt(0);
  const numeric = (first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46;
  if (source.length <= 5) {
    const word = WORDS.get(source);
    if (word !== undefined) return word;
  }
  if (!numeric) return source;
  if (first === 46) return FLOAT.test(source) ? Number(source) : source;
  const digits = source.includes('_') ? source.replaceAll('_', '') : source;
  for (const [pattern, radix] of RADIX) {
    const match = pattern.exec(digits);
    if (match) return (match[1] === '-' ? -1 : 1) * Number.parseInt(match[2] ?? '', radix);
  }
  return FLOAT.test(digits) ? Number(digits) : source;
}

/** The name a key gets: numbers and booleans become text. */
export function keyName(value: string | number | boolean | null): string {
  return typeof value === 'string' ? value : String(value);
}
