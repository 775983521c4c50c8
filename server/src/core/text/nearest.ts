// Finds the word somebody meant: the nearest candidate by edits, for "did you mean".

/**
 * How many edits turn `a` into `b`: a letter put in, taken out, replaced, or two neighbours swapped.
 * Anything above `limit` is told as `limit + 1`, which is found out early.
 */
export function editDistance(a: string, b: string, limit: number): number {
  const tooFar = limit + 1;
  if (Math.abs(a.length - b.length) > limit) return tooFar;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let best = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (!same && i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      row.push(cost);
      best = Math.min(best, cost);
    }
    if (best > limit) return tooFar;
    beforeLast = last;
    last = row;
  }
  return Math.min(last[b.length] ?? tooFar, tooFar);
}

/** Upper and lower case, dashes, underlines and blanks make no difference to what was meant. */
const plain = (word: string): string => word.toLowerCase().replace(/[-_\s]/g, '');

/** The candidate that is at most `maxDistance` edits away; of equally near ones the first. */
export function nearest(word: string, candidates: Iterable<string>, maxDistance: number): string | undefined {
  const wanted = plain(word);
  if (wanted === '') return undefined;
  let found: string | undefined;
  let distance = maxDistance + 1;
  for (const candidate of candidates) {
    const next = editDistance(wanted, plain(candidate), distance - 1);
    if (next >= distance) continue;
    found = candidate;
    distance = next;
    if (distance === 0) break;
  }
  return found;
}

/** How many slips a word of this length may hold and still be a typing error. */
export const typingErrors = (word: string): number => (word.length <= 3 ? 1 : word.length <= 8 ? 2 : 3);

/** The same for names of variables, of which many short ones are alike: HOME is no slip of NODE. */
export const variableTypingErrors = (name: string): number => (name.length <= 3 ? 0 : name.length <= 6 ? 1 : name.length <= 10 ? 2 : 3);
