// Finds the rule somebody meant by a name that no rule has.
import { nearest, typingErrors } from '../text/nearest.js';

const nameOf = (id: string): string => id.slice(id.indexOf('/') + 1);

/**
 * `host-pid` is kubernetes/host-pid, and `dockerfile/host-pid` too if no Dockerfile rule is near.
 * Ids of `format` come first when several fit.
 */
export function nearestRule(word: string, ids: readonly string[], format?: string): string | undefined {
  const ordered =
    format === undefined ? ids : [...ids].sort((a, b) => Number(b.startsWith(`${format}/`)) - Number(a.startsWith(`${format}/`)));
  const whole = nearest(word, ordered, typingErrors(nameOf(word)));
  if (whole !== undefined) return whole;
  const name = nameOf(word);
  const meant = nearest(name, ordered.map(nameOf), typingErrors(name) - 1);
  return meant === undefined ? undefined : ordered.find((id) => nameOf(id) === meant);
}
