// What the editor asks about suppressions while they are read or typed; looks at one line of text only.
import type { CatalogEntry } from '../config/types.js';
import { lineEnd, lineStart } from '../fix/text.js';
import type { Completion } from '../service-types.js';
import type { Span } from '../text/span.js';
import { shiftSpan } from '../text/span.js';
import { readIgnoreAnnotation, readIgnoreComment } from '../knowledge/ignore-text.js';

/** Longer lines are data, not text that somebody wrote. */
const LONGEST_LINE = 2000;

const KEYWORD = /#[ \t]*seaworthy-ignore(?:-stage|-file)?(?=[\s:]|$)/g;
const ANNOTATION = /seaworthy\/ignore(["']?)[ \t]*:[ \t]*(["']?)/;

interface Line {
  readonly start: number;
  readonly text: string;
}

function lineAt(text: string, offset: number): Line | undefined {
  const start = lineStart(text, offset);
  const end = lineEnd(text, offset);
  return end - start > LONGEST_LINE ? undefined : { start, text: text.slice(start, end) };
}

/** Absent when the line has no suppression. */
function idsOf({ start, text }: Line): readonly { readonly rule: string; readonly span: Span }[] {
  const comment = [...text.matchAll(KEYWORD)].at(-1);
  if (comment) {
    const at = start + comment.index;
    return (readIgnoreComment(text.slice(comment.index))?.ids ?? []).map(({ value, span }) => ({ rule: value, span: shiftSpan(span, at) }));
  }
  const annotation = ANNOTATION.exec(text);
  if (!annotation) return [];
  const from = annotation.index + annotation[0].length;
  const quote = annotation[2] ?? '';
  const to = quote === '' ? text.length : text.indexOf(quote, from);
  const value = text.slice(from, to < 0 ? text.length : to);
  return readIgnoreAnnotation(value).flatMap(({ ids }) => ids.map((id) => ({ rule: id.value, span: shiftSpan(id.span, start + from) })));
}

/** The rule id at the offset, if it stands in a suppression comment or annotation. */
export function suppressionAt(text: string, offset: number): { readonly rule: string; readonly span: Span } | undefined {
  const line = lineAt(text, offset);
  return line && idsOf(line).find(({ span }) => span.start <= offset && offset <= span.end);
}

const KEYWORDS: readonly Pick<Completion, 'label' | 'detail'>[] = [
  { label: 'seaworthy-ignore', detail: 'Hides findings of the named rules in what follows' },
  { label: 'seaworthy-ignore-stage', detail: 'Hides findings of the named rules in the stage of the FROM below' },
  { label: 'seaworthy-ignore-file', detail: 'Hides findings of the named rules in the whole file; at its top' },
];

/** Rule ids behind the keyword, and the keyword itself once its first letter stands. */
export function completeSuppression(text: string, offset: number, catalog: readonly CatalogEntry[]): Completion[] {
  const line = lineAt(text, offset);
  if (!line) return [];
  const before = line.text.slice(0, offset - line.start);
  const behind = line.text.slice(before.length);
  const typed = /(?:^|\s)#[ \t]*(s[a-z-]*)$/.exec(before)?.[1];
  if (typed !== undefined) {
    const replace = { start: offset - typed.length, end: offset + (/^[a-z-]*/.exec(behind)?.[0].length ?? 0) };
    return KEYWORDS.filter(({ label }) => label.startsWith(typed)).map((keyword) => ({ ...keyword, insert: `${keyword.label} `, replace }));
  }
  const word = idPlace(before);
  if (word === undefined) return [];
  const replace = { start: offset - word.length, end: offset + (/^[\w/-]*/.exec(behind)?.[0].length ?? 0) };
  const named = new Set(
    idsOf(line)
      .filter(({ span }) => span.end < replace.start || span.start > replace.end)
      .map(({ rule }) => rule),
  );
  return catalog.filter(({ id }) => !named.has(id)).map((rule) => ({ label: rule.id, detail: rule.summary, insert: rule.id, replace }));
}

/** The part of an id in front of the offset; absent where no id can stand. */
function idPlace(before: string): string | undefined {
  const comment = [...before.matchAll(KEYWORD)].at(-1);
  let list: string;
  if (comment) list = before.slice(comment.index + comment[0].length);
  else {
    const annotation = ANNOTATION.exec(before);
    if (!annotation) return undefined;
    const value = before.slice(annotation.index + annotation[0].length);
    list = ` ${value.slice(value.lastIndexOf(';') + 1)}`;
  }
  // A colon begins the reason; a second word without a comma is one, too.
  if (!/^[ \t]/.test(list)) return undefined;
  const words = list.split(',').map((part) => part.trim());
  const last = words.pop() ?? '';
  const isId = (word: string): boolean => /^[\w/-]+$/.test(word);
  return words.every(isId) && (last === '' || (isId(last) && /[\w/-]$/.test(list))) ? last : undefined;
}
