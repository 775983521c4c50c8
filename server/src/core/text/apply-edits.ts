// Applies a set of edits to a text.
import type { Edit } from './span.js';

/** Sorted by position; insertions at one place keep the order they were given in. */
export function sortEdits(edits: readonly Edit[]): Edit[] {
  return edits
    .map((edit, order) => ({ edit, order }))
    .sort((a, b) => a.edit.span.start - b.edit.span.start || a.edit.span.end - b.edit.span.end || a.order - b.order)
    .map(({ edit }) => edit);
}

/** True when no two edits touch the same text. Two insertions at one place clash too: their order would be a guess. */
export function areDisjoint(edits: readonly Edit[]): boolean {
  const sorted = sortEdits(edits);
  return sorted.every((edit, i) => {
    const before = sorted[i - 1];
    if (!before) return true;
    if (before.span.end > edit.span.start) return false;
    return !(before.span.start === edit.span.start && before.span.end === edit.span.end);
  });
}

/**
 * The text with all edits applied at once; every span refers to the given text.
 * @throws RangeError when two edits overlap: that is a fault in whoever made them.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = '';
  let at = 0;
  for (const edit of sortEdits(edits)) {
    if (edit.span.start < at) throw new RangeError('edits overlap');
    result += text.slice(at, edit.span.start) + edit.newText;
    at = edit.span.end;
  }
  return result + text.slice(at);
}
