// Exceptions by name that rules offer as an option: patterns over namespace, kind and name of an object.

const escape = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');

/** `*` stands for any characters but `/`. The whole value must match. */
export function matchesPattern(value: string, pattern: string): boolean {
  return new RegExp(`^${pattern.split('*').map(escape).join('[^/]*')}$`).test(value);
}

/**
 * Is the object named by one of the patterns? A pattern is `name`, `kind/name` or `namespace/kind/name`;
 * an object without namespace counts as in `default`.
 */
export function isAllowed(
  object: { readonly namespace: string | undefined; readonly kind: string | undefined; readonly name: string | undefined },
  patterns: readonly string[],
): boolean {
  const name = object.name ?? '';
  const kind = object.kind ?? '';
  const forms = [name, `${kind}/${name}`, `${object.namespace ?? 'default'}/${kind}/${name}`];
  return patterns.some((pattern) => matchesPattern(forms[Math.min(pattern.split('/').length, 3) - 1] ?? '', pattern));
}
