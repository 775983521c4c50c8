// Turns a rewritten text into few small edits, so that cursors and breakpoints in the rest of the file stay where they are.
import type { Edit } from '../core/text/span.js';

/** Beyond this many differing lines the middle is replaced as a whole: the search is quadratic in them. */
const MAX_STEPS = 400;

/** Lines with their line breaks; joined they give the text. */
const linesOf = (text: string): string[] => text.split(/(?<=\n)|(?<=\r)(?!\n)/);

/** Which lines of `a` are kept, as pairs of line numbers in `a` and `b`: Myers' greedy search. Absent when it takes too long. */
function keptLines(a: readonly string[], b: readonly string[]): readonly (readonly [number, number])[] | undefined {
  const max = Math.min(a.length + b.length, MAX_STEPS);
  let reach = new Map<number, number>([[1, 0]]);
  const trace: Map<number, number>[] = [];
  for (let d = 0; d <= max; d++) {
    trace.push(reach);
    const next = new Map(reach);
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && (reach.get(k - 1) ?? -1) < (reach.get(k + 1) ?? -1));
      let x = down ? (reach.get(k + 1) ?? 0) : (reach.get(k - 1) ?? 0) + 1;
      let y = x - k;
      while (x < a.length && y < b.length && a[x] === b[y]) {
        x++;
        y++;
      }
      next.set(k, x);
      if (x >= a.length && y >= b.length) return backtrack(trace, a.length, b.length);
    }
    reach = next;
  }
  return undefined;
}

function backtrack(trace: readonly Map<number, number>[], endX: number, endY: number): readonly (readonly [number, number])[] {
  const kept: [number, number][] = [];
  let x = endX;
  let y = endY;
  for (let d = trace.length - 1; d >= 0; d--) {
    const reach = trace[d] ?? new Map<number, number>();
    const k = x - y;
    const down = k === -d || (k !== d && (reach.get(k - 1) ?? -1) < (reach.get(k + 1) ?? -1));
    const lastK = down ? k + 1 : k - 1;
    const lastX = d === 0 ? 0 : (reach.get(lastK) ?? 0);
    const lastY = d === 0 ? 0 : lastX - lastK;
    while (x > lastX && y > lastY) kept.push([--x, --y]);
    x = lastX;
    y = lastY;
  }
  return kept.reverse();
}

/** Edits that turn `before` into `after`, in order of place. */
export function editsBetween(before: string, after: string): Edit[] {
  if (before === after) return [];
  const a = linesOf(before);
  const b = linesOf(after);
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const middleA = a.slice(head, a.length - tail);
  const middleB = b.slice(head, b.length - tail);
  const kept = [...(keptLines(middleA, middleB) ?? []), [middleA.length, middleB.length] as const];
  const edits: Edit[] = [];
  let at = a.slice(0, head).join('').length;
  let x = 0;
  let y = 0;
  for (const [keptX, keptY] of kept) {
    const removed = middleA.slice(x, keptX).join('');
    const newText = middleB.slice(y, keptY).join('');
    if (removed !== newText) edits.push({ span: { start: at, end: at + removed.length }, newText });
    at += removed.length + (middleA[keptX]?.length ?? 0);
    x = keptX + 1;
    y = keptY + 1;
  }
  return edits;
}
