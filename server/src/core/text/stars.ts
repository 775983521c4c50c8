// Patterns in which a star stands for any text. No regular expression: with ten stars that can take minutes.

/** Does the whole text fit? Linear: each piece is looked for once. */
export function fitsStars(pattern: string, text: string): boolean {
  const pieces = pattern.split('*');
  const [first = ''] = pieces;
  const last = pieces[pieces.length - 1] ?? '';
  if (pieces.length === 1) return text === pattern;
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    at = text.indexOf(piece, at);
    if (at < 0 || at + piece.length > text.length - last.length) return false;
    at += piece.length;
  }
  return true;
}
