// Looks things up in lists that stand in order.

/** Index of the first of the items, which are in order of their place, that stands behind the limit. */
export function firstBehind<T>(items: readonly T[], limit: number, placeOf: (item: T) => number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (placeOf(items[middle] as T) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
