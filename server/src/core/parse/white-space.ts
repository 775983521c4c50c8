// Blanks as Go's unicode package sees them; JavaScript's own classes differ in U+0085 and U+FEFF.

export function isSpace(code: number): boolean {
  if (code <= 32) return code === 32 || (code >= 9 && code <= 13);
  if (code < 0x85) return false;
  return (
    code === 0x85 ||
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

/** What separates words on a Dockerfile line: tab, vertical tab, form feed, carriage return, blank. */
export const isBlank = (code: number): boolean => code === 32 || code === 9 || code === 11 || code === 12 || code === 13;

/** First offset in `[start, end)` that is no white space, or `end`. */
export function trimStart(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** Offset behind the last character in `[start, end)` that is no white space, or `start`. */
export function trimEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isSpace(text.charCodeAt(at - 1))) at--;
  return at;
}
