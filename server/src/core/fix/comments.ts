// Builders for changes to comments of a Dockerfile, and to the instructions they sit in by mistake.
import type { Change } from '../engine/rule.js';
import type { Comment, DockerfileModel } from '../model/dockerfile/types.js';
import type { Edit, Span } from '../text/span.js';
import { relayInstructions } from './dockerfile.js';
import { eolOf, indentOf, lineEnd, lineStart, nextLine } from './text.js';

/** The comment on a line of its own below the parser directives, above everything else. */
export function moveCommentToTop(model: DockerfileModel, comment: Comment): Change | undefined {
  const { text } = model;
  let start = lineStart(text, comment.span.start);
  const end = nextLine(text, comment.span.end);
  if (start === 0 && text.charCodeAt(0) === 0xfeff) start = 1;
  const at = topOf(model);
  if (at > start) return undefined;
  const line = text.slice(comment.span.start, comment.span.end) + eolOf(text);
  return {
    edits: [
      { span: { start: at, end: at }, newText: line },
      { span: { start, end }, newText: '' },
    ],
    effect: { kind: 'none' },
  };
}

/** A new comment line there. */
export function insertCommentAtTop(model: DockerfileModel, comment: string): Change {
  const at = topOf(model);
  return { edits: [{ span: { start: at, end: at }, newText: comment + eolOf(model.text) }], effect: { kind: 'none' } };
}

/** Behind the directives; without any behind the byte order mark and a `#!` line. */
function topOf(model: DockerfileModel): number {
  if (model.directives.length > 0) return model.afterDirectives;
  const start = model.text.charCodeAt(0) === 0xfeff ? 1 : 0;
  return model.text.startsWith('#!', start) ? nextLine(model.text, start) : start;
}

/** Another text at a place inside a comment. */
export const replaceInComment = (at: Span, newText: string): Change => ({
  edits: [{ span: { start: at.start, end: at.end }, newText }],
  effect: { kind: 'none' },
});

/**
 * The comment behind the escape character of the last line on a line of its own above, so that the instruction goes on below. Refuses
 * when that makes an instruction whose keyword is not among these.
 * `escape` is the escape character with the blanks behind it.
 */
export function freeContinuation(model: DockerfileModel, escape: Span, keywords: ReadonlySet<string>): Change | undefined {
  const { text } = model;
  const end = lineEnd(text, escape.end);
  const edits = [ownLine(model, escape.start, text.slice(escape.end, end)), cut(escape.start + 1, end)];
  return relayInstructions(model, edits, keywords);
}

/** Comments in the middle of a shell script on lines of their own above; an operator at their end stays with the code. */
export function freeComments(model: DockerfileModel, comments: readonly Span[]): Change | undefined {
  const { text } = model;
  const edits = comments.flatMap((span) => {
    const written = text.slice(span.start, span.end);
    const operator = /\s*(?:&&|\|\|?|;;?)$/.exec(written)?.[0] ?? '';
    const comment = written.slice(0, written.length - operator.length);
    const from = operator === '' ? text.slice(0, span.start).trimEnd().length : span.start;
    return [ownLine(model, span.start, comment), { span: { start: from, end: span.end }, newText: operator.trim() }];
  });
  return relayInstructions(model, edits);
}

const cut = (start: number, end: number): Edit => ({ span: { start, end }, newText: '' });

/** A comment line above the line of `at`, with its indentation. */
function ownLine({ text }: DockerfileModel, at: number, comment: string): Edit {
  const start = lineStart(text, at);
  return { span: { start, end: start }, newText: `${indentOf(text, at)}${comment.trimEnd()}${eolOf(text)}` };
}
