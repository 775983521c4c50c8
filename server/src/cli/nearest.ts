// "Did you mean": the known word that is fewest slips of the finger away.

/** Edit distance in which two swapped neighbors count as one slip; gives up above `limit`. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? limit + 1;
}

/** Case does not count. A word of n letters may be off by a third of them, at most by four. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const lower = word.slice(0, 100).toLowerCase();
  let best: string | undefined;
  let limit = Math.min(4, Math.max(1, Math.floor(lower.length / 3)));
  for (const candidate of known) {
    const cost = distance(lower, candidate.toLowerCase(), limit);
    if (cost > limit) continue;
    best = candidate;
    limit = cost - 1;
    if (limit < 0) break;
  }
  return best;
}
