// Text of a user made fit for a terminal: no control characters, known width.

/** Two columns wide: East Asian wide and full width forms, and what is drawn as a picture. */
const WIDE =
  /[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
/** No column at all: marks drawn over the letter before, joiners, variation selectors. */
const NARROWLESS = /[\p{Mn}\p{Me}\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\u{1f3fb}-\u{1f3ff}]/u;
// What moves the cursor, changes colors or reverses the direction of writing must not reach a terminal.
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;
const TAB = 4;

/** On one line and harmless: control characters become a sign that stands for them. */
export function harmless(text: string): string {
  return text.replace(CONTROL, (c) => (c === '\u007f' ? '\u2421' : c < ' ' ? String.fromCharCode(0x2400 + c.charCodeAt(0)) : '\ufffd'));
}

export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += charWidth(character);
  return width;
}

function charWidth(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x300) return 1;
  if (NARROWLESS.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

export interface Drawn {
  readonly text: string;
  /** Columns before the marked piece, and how many it takes; at least one. */
  readonly before: number;
  readonly marked: number;
}

/**
 * One line as it is drawn, with a marked piece: tabs become blanks, and a line that is too long is cut to what stands around the mark.
 * @param start where the mark begins, in UTF-16 code units of the line; `end` where it ends.
 */
export function drawLine(line: string, start: number, end: number, width: number): Drawn {
  // A line of a minified file can hold a megabyte; nothing far from the mark is looked at.
  const from = Math.max(0, start - 4 * width);
  const to = Math.min(line.length, Math.max(start + 4 * width, Math.min(end, start + 8 * width)));
  const cells: { text: string; width: number; at: number }[] = [];
  let column = 0;
  let at = from;
  for (const character of line.slice(from, to)) {
    const cell = character === '\t' ? ' '.repeat(TAB - (column % TAB)) : harmless(character);
    const cellWidth = character === '\t' ? cell.length : charWidth(cell);
    cells.push({ text: cell, width: cellWidth, at });
    column += cellWidth;
    at += character.length;
  }
  const sum = (part: typeof cells) => part.reduce((total, cell) => total + cell.width, 0);
  const inMark = (cell: (typeof cells)[number]) => cell.at >= start && cell.at < Math.max(end, start + 1);
  let before = cells.filter((cell) => cell.at < start);
  let marked = cells.filter(inMark);
  let after = cells.filter((cell) => cell.at >= start && !inMark(cell));
  let cutLeft = from > 0;
  let cutRight = to < line.length;
  if (sum(cells) > width) {
    // The mark first, then up to a third of the width of what stands before it, then what stands behind.
    if (sum(marked) > width - 8) {
      marked = fit(marked, width - 8);
      after = [];
      cutRight = true;
    }
    const room = width - sum(marked) - 2;
    const left = fit([...before].reverse(), Math.max(Math.min(room, Math.floor(width / 3)), room - sum(after))).reverse();
    cutLeft ||= left.length < before.length;
    before = left;
    const right = fit(after, Math.max(0, room - sum(before)));
    cutRight ||= right.length < after.length;
    after = right;
  }
  const text = `${cutLeft ? '…' : ''}${[...before, ...marked, ...after].map((cell) => cell.text).join('')}${cutRight ? '…' : ''}`;
  return { text, before: sum(before) + (cutLeft ? 1 : 0), marked: Math.max(1, sum(marked)) };
}

function fit<T extends { readonly width: number }>(cells: readonly T[], width: number): T[] {
  const kept: T[] = [];
  let used = 0;
  for (const cell of cells) {
    if (used + cell.width > width) break;
    kept.push(cell);
    used += cell.width;
  }
  return kept;
}
