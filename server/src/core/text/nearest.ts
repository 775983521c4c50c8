// Finds the word somebody meant: the nearest candidate by edits, for "did you mean".

/**
 * How many edits turn `a` into `b`: a letter put in, taken out, replaced, or two neighbours swapped.
 * Anything above `limit` is told as `limit + 1`, which is found out early.
 */
export function editDistance(a: string, b: string, limit: number): number {
  const tooFar = limit + 1;
  if (Math.abs(a.length - b.length) > limit) return tooFar;
  // What both begin or end with costs nothing.
  let start = 0;
  let end = 0;
  const shorter = Math.min(a.length, b.length);
  while (start < shorter && a[start] === b[start]) start++;
  while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const [x, y] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  let beforeLast: number[] = [];
  let last = Array.from({ length: Math.min(y.length, limit) + 1 }, (_, i) => i);
  for (let i = 1; i <= x.length; i++) {
    // What is further from the diagonal than the limit costs more than the limit.
    const from = Math.max(0, i - limit);
    const row: number[] = [];
    let best = tooFar;
    for (let j = from; j <= Math.min(y.length, i + limit); j++) {
      const same = j > 0 && x[i - 1] === y[j - 1];
      let cost = Math.min(last[j] ?? tooFar, row[j - 1] ?? tooFar) + 1;
      if (j > 0) cost = Math.min(cost, (last[j - 1] ?? tooFar) + (same ? 0 : 1));
      if (!same && i > 1 && j > 1 && x[i - 1] === y[j - 2] && x[i - 2] === y[j - 1])
        cost = Math.min(cost, (beforeLast[j - 2] ?? tooFar) + 1);
      row[j] = cost;
      best = Math.min(best, cost);
    }
    if (best > limit) return tooFar;
    beforeLast = last;
    last = row;
  }
  return Math.min(last[y.length] ?? tooFar, tooFar);
}

/** Upper and lower case, dashes, underlines and blanks make no difference to what was meant. */
const plain = (word: string): string => word.toLowerCase().replace(/[-_\s]/g, '');

/** The candidate that is at most `maxDistance` edits away; of equally near ones the first. */
export function nearest(word: string, candidates: Iterable<string>, maxDistance: number): string | undefined {
  return nearestOf(plain(word), withPlain(candidates), maxDistance);
}

function* withPlain(names: Iterable<string>): Generator<{ readonly name: string; readonly plain: string }> {
  for (const name of names) yield { name, plain: plain(name) };
}

function nearestOf(
  wanted: string,
  candidates: Iterable<{ readonly name: string; readonly plain: string }>,
  maxDistance: number,
): string | undefined {
  if (wanted === '') return undefined;
  let found: string | undefined;
  let distance = maxDistance + 1;
  for (const candidate of candidates) {
    const next = editDistance(wanted, candidate.plain, distance - 1);
    if (next >= distance) continue;
    found = candidate.name;
    distance = next;
    if (distance === 0) break;
  }
  return found;
}

/** More names than a file has on purpose: those behind are left out. */
const MOST_NAMES = 200;

/** Names that many words are compared with: each is made plain once. */
export class NameList {
  private readonly found: { readonly name: string; readonly plain: string }[] = [];

  constructor(names: Iterable<string> = []) {
    for (const name of names) if (!this.add(name)) break;
  }

  /** Is there room for more? */
  add(name: string): boolean {
    if (this.found.length < MOST_NAMES) this.found.push({ name, plain: plain(name) });
    return this.found.length < MOST_NAMES;
  }

  /** As the function of this name has it. */
  nearest(word: string, maxDistance: number): string | undefined {
    return nearestOf(plain(word), this.found, maxDistance);
  }

  /** The first of this kind. */
  find(fits: (name: string) => boolean): string | undefined {
    return this.found.find(({ name }) => fits(name))?.name;
  }
}

/** How many slips a word of this length may hold and still be a typing error. */
export const typingErrors = (word: string): number => (word.length <= 3 ? 1 : word.length <= 8 ? 2 : 3);

/** The same for names of variables, of which many short ones are alike: HOME is no slip of NODE. */
export const variableTypingErrors = (name: string): number => (name.length <= 3 ? 0 : name.length <= 6 ? 1 : name.length <= 10 ? 2 : 3);
