// Puts brackets and quoted text that span lines on one line, by blanks of equal length: the Kubernetes decoder ignores
// indentation inside them, the library does not.

interface Flattened {
  readonly text: string;
  /** Places of comments that went. */
  readonly comments: readonly { readonly start: number; readonly end: number }[];
}

const isBreak = (c: string | undefined): boolean => c === '\n' || c === '\r';
const isBlank = (c: string | undefined): boolean => c === ' ' || c === '\t';

/** `opens` are the offsets of brackets and quotes that were not seen to close. */
export function flatten(text: string, opens: readonly number[]): Flattened {
  const comments: { start: number; end: number }[] = [];
  let result = text;
  let done = 0;
  for (const open of [...opens].sort((a, b) => a - b)) {
    if (open < done) continue;
    const found: { start: number; end: number }[] = [];
    const end = text[open] === '{' || text[open] === '[' ? bracketEnd(text, open, found) : quoteEnd(text, open);
    if (end < 0 || !endsValue(text, end)) continue;
    let piece = text.slice(open, end);
    for (const comment of [...found].reverse()) {
      piece = piece.slice(0, comment.start - open) + ' '.repeat(comment.end - comment.start) + piece.slice(comment.end - open);
    }
    result = result.slice(0, open) + piece.replace(/[\r\n]/g, ' ') + result.slice(end);
    comments.push(...found);
    done = end;
  }
  return { text: result, comments };
}

/** Behind the closing bracket; -1 when there is none, or a bracket of the other kind. */
function bracketEnd(text: string, open: number, comments: { start: number; end: number }[]): number {
  const stack: string[] = [];
  for (let at = open; at < text.length; at++) {
    const c = text[at];
    if (c === '{' || c === '[') stack.push(c === '{' ? '}' : ']');
    else if (c === '}' || c === ']') {
      if (stack.pop() !== c) return -1;
      if (stack.length === 0) return at + 1;
    } else if ((c === '"' || c === "'") && startsToken(text, at)) {
      const end = quoteEnd(text, at);
      if (end < 0) return -1;
      at = end - 1;
    } else if (c === '#' && (isBlank(text[at - 1]) || isBreak(text[at - 1]))) {
      const start = at;
      while (at < text.length && !isBreak(text[at])) at++;
      comments.push({ start, end: at });
      at--;
    } else if ((c === '-' || c === '.') && isBreak(text[at - 1]) && /^(?:---|\.\.\.)(?:\s|$)/.test(text.slice(at, at + 4))) {
      return -1;
    }
  }
  return -1;
}

function startsToken(text: string, at: number): boolean {
  const before = text[at - 1];
  return before === undefined || isBlank(before) || isBreak(before) || '[{,:'.includes(before);
}

function quoteEnd(text: string, open: number): number {
  const quote = text[open];
  for (let at = open + 1; at < text.length; at++) {
    const c = text[at];
    if (c === '\\' && quote === '"') at++;
    else if (c === quote) {
      if (quote === "'" && text[at + 1] === "'") at++;
      else return at + 1;
    }
  }
  return -1;
}

/** Nothing but what may follow a value: a quote that "closes" amid other text belongs to another one. */
function endsValue(text: string, end: number): boolean {
  let at = end;
  while (isBlank(text[at])) at++;
  const c = text[at];
  return c === undefined || isBreak(c) || c === ',' || c === '}' || c === ']' || c === ':' || (c === '#' && at > end);
}
