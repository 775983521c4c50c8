// Cuts a YAML or JSON text into its documents without reading them.

/** A piece of a file with its place in it. */
export interface DocumentText {
  readonly base: number;
  readonly text: string;
}

const isBreak = (c: number): boolean => c === 10 || c === 13;

/**
 * Cuts at `---` and `...` in column 0, where YAML allows nothing else, and between JSON objects that follow one another.
 * The pieces cover the text without gaps; each begins with the `---` of its document, comments between two documents belong to the one above.
 */
export function cutDocuments(text: string): readonly DocumentText[] {
  const cuts: number[] = [];
  let start = 0;
  let marked = false;
  let fresh = true;
  let dashes = markerOf(text, '---', 0);
  let dots = markerOf(text, '...', 0);
  while (dashes >= 0 || dots >= 0) {
    if (dots < 0 || (dashes >= 0 && dashes < dots)) {
      if (marked || (fresh && hasContent(text, start, dashes))) {
        cuts.push(dashes);
        start = dashes;
      }
      marked = true;
      fresh = false;
      dashes = markerOf(text, '---', dashes + 3);
    } else {
      const end = lineAfter(text, dots);
      if (!isBlankFrom(text, end)) {
        cuts.push(end);
        start = end;
        marked = false;
        fresh = true;
      }
      dots = markerOf(text, '...', dots + 3);
    }
  }
  if (cuts.length === 0 && /^\uFEFF?\s*\{/.test(text)) cuts.push(...cutJson(text));
  const chunks: DocumentText[] = [];
  let from = 0;
  for (const cut of cuts) {
    if (cut > from) chunks.push({ base: from, text: text.slice(from, cut) });
    from = cut;
  }
  if (from < text.length || chunks.length === 0) chunks.push({ base: from, text: text.slice(from) });
  return chunks;
}

function isBlankFrom(text: string, from: number): boolean {
  let at = from;
  while (at < text.length && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9 || isBreak(text.charCodeAt(at)))) at++;
  return at === text.length;
}

function markerOf(text: string, mark: string, from: number): number {
  for (let at = text.indexOf(mark, from); at >= 0; at = text.indexOf(mark, at + 1)) {
    const before = at === 0 ? 10 : text.charCodeAt(at - 1);
    const after = at + 3 >= text.length ? 10 : text.charCodeAt(at + 3);
    if ((isBreak(before) || (at === 1 && before === 0xfeff)) && (isBreak(after) || after === 32 || after === 9)) return at;
  }
  return -1;
}

function lineAfter(text: string, at: number): number {
  let i = at;
  while (i < text.length && !isBreak(text.charCodeAt(i))) i++;
  if (text.charCodeAt(i) === 13 && text.charCodeAt(i + 1) === 10) return i + 2;
  return Math.min(i + 1, text.length);
}

/** Anything but blank lines, comments and `%` directives? */
function hasContent(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at = lineAfter(text, at)) {
    let i = at;
    while (i < to && (text.charCodeAt(i) === 32 || text.charCodeAt(i) === 9 || text.charCodeAt(i) === 0xfeff)) i++;
    const c = text[i];
    if (i < to && !isBreak(text.charCodeAt(i)) && c !== '#' && !(c === '%' && i === at)) return true;
  }
  return false;
}

/** Objects one after the other, each opening in column 0: kubectl reads such a stream. */
function cutJson(text: string): number[] {
  const cuts: number[] = [];
  const between = /^\}[ \t]*\r?\n\s*?(?=^\{)/gm;
  for (let match = between.exec(text); match; match = between.exec(text)) cuts.push(match.index + match[0].length);
  return cuts;
}
