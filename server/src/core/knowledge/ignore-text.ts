// Reads the text of our own suppressions: comments, and the annotation on Kubernetes objects.
import type { Located } from '../text/span.js';

export type IgnoreScope = 'place' | 'stage' | 'file';

/** Ids that share one reason. Spans count from the start of the text that was read. */
export interface IgnoreEntry {
  readonly ids: readonly Located<string>[];
  /** As written; absent when there is none, or nothing but a date. */
  readonly reason: string | undefined;
  /** Last day it holds, "2027-01-01". */
  readonly until: string | undefined;
  /** From the first id to the end of the reason. */
  readonly span: { readonly start: number; readonly end: number };
}

export interface IgnoreComment extends IgnoreEntry {
  readonly scope: IgnoreScope;
}

const KEYWORD = /^#[ \t]*seaworthy-ignore(-stage|-file)?(?=[\s:]|$)/;
const ID = /^[a-z]+\/[a-z0-9-]+$/;
const UNTIL = /(?:^|[\s,;(])until[ \t]+(\d{4}-\d{2}-\d{2})\)?\.?$/;

/** `text` begins at the `#` and ends with the comment. Absent when it is another comment. */
export function readIgnoreComment(text: string): IgnoreComment | undefined {
  const keyword = KEYWORD.exec(text);
  if (!keyword) return undefined;
  const scope = keyword[1] === '-stage' ? 'stage' : keyword[1] === '-file' ? 'file' : 'place';
  return { scope, ...readEntry(text, keyword[0].length, text.length) };
}

/** `ID: reason; ID: reason`. A semicolon inside a reason does no harm unless something like an id and a colon follow it. */
export function readIgnoreAnnotation(value: string): readonly IgnoreEntry[] {
  const entries: IgnoreEntry[] = [];
  let start = 0;
  for (let at = 0; at <= value.length; at++) {
    const isEnd = at === value.length;
    if (!isEnd && value[at] !== ';' && value[at] !== '\n') continue;
    if (!isEnd && !/^\s*(?:$|;|[A-Za-z][\w.-]*(?:\/[\w.-]+)?\s*:|[a-z]+\/[a-z0-9-]+\s*(?:[,;]|$))/.test(value.slice(at + 1, at + 200)))
      continue;
    if (value.slice(start, at).trim() !== '') entries.push(readEntry(value, start, at));
    start = at + 1;
  }
  return entries;
}

function readEntry(text: string, from: number, to: number): IgnoreEntry {
  const ids: Located<string>[] = [];
  let at = from;
  let afterComma = true;
  let reason = '';
  for (;;) {
    while (at < to && /[\s,]/.test(text[at] ?? '')) afterComma = text[at++] === ',' || afterComma;
    if (at >= to) break;
    if (text[at] === ':') {
      reason = text.slice(at + 1, to).trim();
      break;
    }
    let end = at;
    while (end < to && !/[\s,:]/.test(text[end] ?? '')) end++;
    const value = text.slice(at, end);
    // Who forgets the colon still means the words behind the ids as the reason.
    if (!afterComma && !ID.test(value)) {
      reason = text
        .slice(at, to)
        .replace(/^-+\s*/, '')
        .trim();
      break;
    }
    ids.push({ value, span: { start: at, end } });
    at = end;
    afterComma = false;
  }
  const until = UNTIL.exec(reason);
  const bare = until ? reason.slice(0, until.index).trim() : reason;
  const start = ids[0]?.span.start ?? from;
  let end = to;
  while (end > start && /\s/.test(text[end - 1] ?? '')) end--;
  return { ids, reason: bare === '' ? undefined : reason, until: until?.[1], span: { start, end } };
}
