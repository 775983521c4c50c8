// Builders for changes to a Dockerfile. Each keeps comments, indentation and line ends, and refuses (undefined) rather than guess.
import type { Change, DockerfileOp } from '../engine/rule.js';
import type { Comment, DockerfileModel, Flag, Instruction, Pair, Stage } from '../model/dockerfile/types.js';
import { readDockerfile } from '../model/dockerfile/read.js';
import { applyEdits, areDisjoint, sortEdits } from '../text/apply-edits.js';
import type { Edit, Span } from '../text/span.js';
import { firstBehind } from '../text/in-order.js';

/** Comments that speak of the whole file: nothing may be put above them. */
const FILE_WIDE = /^#\s*(?:seaworthy-ignore-file\b|hadolint\s+global\s)/;

/** The line break of this file; BuildKit knows no lone carriage return. */
function lineBreak(text: string): string {
  const at = text.indexOf('\n');
  return at > 0 && text[at - 1] === '\r' ? '\r\n' : '\n';
}

/** The instruction that stands in the list of the file: a trigger's ONBUILD, else itself. */
const topLevel = (instruction: Instruction): Instruction => instruction.onbuild ?? instruction;

const indentOf = (model: DockerfileModel, instruction: Instruction): string => {
  const top = topLevel(instruction);
  const line = model.text.slice(top.lines.start, top.span.start);
  return /^[ \t]*$/.test(line) ? line : '';
};

/** The texts with the escape character of the file; absent when one of them is not exactly one instruction. */
function written(model: DockerfileModel, instructions: readonly string[]): readonly string[] | undefined {
  const texts = model.escape === '`' ? instructions.map((text) => text.replace(/\\(?=\n)/g, '`')) : instructions;
  return texts.every((text) => isWhole(model, text)) ? texts : undefined;
}

/** The text on lines of its own, with the file's line breaks and this indentation. */
function layOut(model: DockerfileModel, instructions: readonly string[], indent: string): string {
  const eol = lineBreak(model.text);
  return instructions
    .map((text) => {
      const lines = text.split('\n');
      // A heredoc's body must stay as it is.
      const isHeredoc = text.includes('<<');
      return lines.map((line, i) => (i > 0 && isHeredoc ? line : indent + line)).join(eol);
    })
    .join(eol);
}

/** Texts of new instructions asked about before: fixes of one kind bring the same ones, at every keystroke. */
const wholeTexts = new Map<string, boolean>();
const MOST_WHOLE_TEXTS = 500;
const SHORT = 200;

/** Would the file read the text as exactly one instruction? */
function isWhole(model: DockerfileModel, text: string): boolean {
  if (text.length > SHORT) return readsAsOne(model, text);
  const key = model.escape + text;
  let known = wholeTexts.get(key);
  if (known === undefined) {
    if (wholeTexts.size >= MOST_WHOLE_TEXTS) wholeTexts.clear();
    wholeTexts.set(key, (known = readsAsOne(model, text)));
  }
  return known;
}

function readsAsOne(model: DockerfileModel, text: string): boolean {
  const prefix = model.escape === '`' ? '# escape=`\n' : '';
  const read = readDockerfile(`${prefix}\n${text}\nLABEL end=1\n`);
  return read.instructions.length === 2 && read.instructions[1]?.logical === 'end=1';
}

/** Index of the first comment that starts at this offset or behind it. */
const firstCommentFrom = (model: DockerfileModel, offset: number): number =>
  firstBehind(model.comments, offset - 1, ({ span }) => span.start);

/** Comments between the lines of a top-level instruction. */
function commentsInside(model: DockerfileModel, top: Instruction): Comment[] {
  const found: Comment[] = [];
  for (let i = firstCommentFrom(model, top.lines.start); i < model.comments.length; i++) {
    const comment = model.comments[i];
    if (!comment || comment.span.start >= top.lines.end) break;
    if (comment.inside === top) found.push(comment);
  }
  return found;
}

/** Offset in front of the comment block that stands directly above the instruction. */
export function commentBlockStart(model: DockerfileModel, instruction: Instruction): number {
  let start = instruction.lines.start;
  for (let i = firstCommentFrom(model, start) - 1; i >= 0; i--) {
    const comment = model.comments[i];
    if (!comment || comment.inside || comment.span.start < model.afterDirectives) break;
    if (!/^\r*\n$/.test(model.text.slice(comment.span.end, start))) break;
    if (FILE_WIDE.test(model.text.slice(comment.span.start, comment.span.end))) break;
    start = lineStartAt(model.text, comment.span.start);
  }
  return start;
}

function lineStartAt(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return start === 0 && text.charCodeAt(0) === 0xfeff ? 1 : start;
}

/**
 * New instructions (one string each, may span lines with "\n") on lines of their own in front of `instruction` and the comment block
 * that belongs to it. Never above the parser directives.
 */
export function insertBefore(model: DockerfileModel, instruction: Instruction, instructions: readonly string[]): Change | undefined {
  const texts = written(model, instructions);
  if (!texts) return undefined;
  const top = topLevel(instruction);
  const at = commentBlockStart(model, top);
  const newText = layOut(model, texts, indentOf(model, top)) + lineBreak(model.text);
  return { edits: [{ span: { start: at, end: at }, newText }], effect: effect({ op: 'insert', index: top.index, instructions: texts }) };
}

/** Behind `instruction`, before anything that follows it. */
export function insertAfter(model: DockerfileModel, instruction: Instruction, instructions: readonly string[]): Change | undefined {
  const top = topLevel(instruction);
  if (top.isDangling || top.heredocs.some(({ terminated }) => !terminated)) return undefined;
  const texts = written(model, instructions);
  if (!texts) return undefined;
  const at = top.lines.end;
  const eol = lineBreak(model.text);
  const text = layOut(model, texts, indentOf(model, top));
  const newText = model.text[at - 1] === '\n' ? text + eol : eol + text;
  return {
    edits: [{ span: { start: at, end: at }, newText }],
    effect: effect({ op: 'insert', index: top.index + 1, instructions: texts }),
  };
}

/** At the end of the stage: before its last CMD/ENTRYPOINT block if it ends with one, else behind its last instruction. */
export function appendToStage(model: DockerfileModel, stage: Stage, instructions: readonly string[]): Change | undefined {
  const { instructions: own } = stage;
  let start = own.length;
  while (start > 0 && /^(?:CMD|ENTRYPOINT)$/.test(own[start - 1]?.keyword ?? '')) start--;
  const next = own[start];
  return next ? insertBefore(model, next, instructions) : insertAfter(model, own[own.length - 1] ?? stage.from, instructions);
}

/** Another text in place of the whole instruction. Refuses when that would drop a comment that stands inside it. */
export function replaceInstruction(model: DockerfileModel, instruction: Instruction, text: string): Change | undefined {
  const top = topLevel(instruction);
  const texts = written(model, [text]);
  const indent = indentOf(model, top);
  return texts && change(model, top, { span: instruction.span, newText: layOut(model, texts, indent).slice(indent.length) });
}

/** Another keyword, everything else kept. */
export function replaceKeyword(model: DockerfileModel, instruction: Instruction, keyword: string): Change | undefined {
  return change(model, topLevel(instruction), { span: instruction.keywordSpan, newText: keyword });
}

/** Other arguments behind keyword and flags. Refuses when that would drop a comment. */
export function replaceArguments(model: DockerfileModel, instruction: Instruction, text: string): Change | undefined {
  const { argumentsSpan: span } = instruction;
  const newText = layOut(model, [text], '');
  return change(model, topLevel(instruction), { span, newText: span.start === span.end && text !== '' ? ` ${newText}` : newText });
}

/** One word of the arguments (or the value of a flag) replaced in place. */
export function replaceWord(model: DockerfileModel, instruction: Instruction, at: Span, text: string): Change | undefined {
  return change(model, topLevel(instruction), { span: { start: at.start, end: at.end }, newText: layOut(model, [text], '') });
}

/** A word of an instruction, its keyword included, and what is to stand in its place. */
export interface Replacement {
  readonly instruction: Instruction;
  readonly at: Span;
  readonly text: string;
}

/** Several words of one or more instructions replaced in place: all of them, or none. */
export function replaceWords(model: DockerfileModel, replacements: readonly Replacement[]): Change | undefined {
  const byInstruction = new Map<Instruction, Edit[]>();
  for (const { instruction, at, text } of replacements) {
    const top = topLevel(instruction);
    const edits = byInstruction.get(top) ?? [];
    edits.push({ span: { start: at.start, end: at.end }, newText: layOut(model, [text], '') });
    byInstruction.set(top, edits);
  }
  const edits: Edit[] = [];
  const ops: DockerfileOp[] = [];
  for (const [top, own] of byInstruction) {
    const found = change(model, top, ...own);
    if (found?.effect.kind !== 'dockerfile') return undefined;
    edits.push(...found.edits);
    ops.push(...found.effect.ops);
  }
  return edits.length === 0 ? undefined : { edits, effect: effect(...ops) };
}

/** The instruction with its line(s); comments above stay, and so do those between its lines. */
export function removeInstruction(model: DockerfileModel, instruction: Instruction): Change | undefined {
  const top = topLevel(instruction);
  const { text } = model;
  let { start } = top.lines;
  const { end } = top.lines;
  const inner = commentsInside(model, top);
  const edits: Edit[] = [];
  for (const comment of inner) {
    const from = lineStartAt(text, comment.span.start);
    if (from >= end) break;
    if (from > start) edits.push({ span: { start, end: from }, newText: '' });
    const next = text.indexOf('\n', comment.span.end);
    start = next < 0 ? text.length : next + 1;
  }
  // Without a line break behind it those in front go, so that the file ends as it did.
  if (end > start && text[end - 1] !== '\n') while (text[start - 1] === '\n') start -= text[start - 2] === '\r' ? 2 : 1;
  if (end > start) edits.push({ span: { start, end }, newText: '' });
  return edits.length === 0 ? undefined : { edits, effect: effect({ op: 'remove', index: top.index }) };
}

/** `--name=value` set or replaced; `undefined` = a flag without value. */
export function setFlag(model: DockerfileModel, instruction: Instruction, name: string, value: string | undefined): Change | undefined {
  if (value !== undefined && /[\s"'\\]/.test(value)) return undefined;
  const newText = value === undefined ? `--${name}` : `--${name}=${value}`;
  const same = instruction.flags.filter((flag) => flag.name === name);
  if (same.length > 1) return undefined;
  const [flag] = same;
  if (flag) return change(model, topLevel(instruction), { span: flag.span, newText });
  const at = (instruction.flags[instruction.flags.length - 1]?.span ?? instruction.keywordSpan).end;
  return change(model, topLevel(instruction), { span: { start: at, end: at }, newText: ` ${newText}` });
}

export function removeFlag(model: DockerfileModel, instruction: Instruction, name: string): Change | undefined {
  const same = instruction.flags.filter((flag) => flag.name === name);
  const [flag] = same;
  if (!flag || same.length > 1) return undefined;
  return change(model, topLevel(instruction), { span: withBlanks(model.text, instruction, flag), newText: '' });
}

/** The flag with the blanks that part it from what stands in front of it on its line, else from what follows. */
function withBlanks(text: string, instruction: Instruction, flag: Flag): Span {
  let { start, end } = flag.span;
  while (start > instruction.keywordSpan.end && /[ \t]/.test(text.charAt(start - 1))) start--;
  if (/[\r\n]/.test(text.charAt(start - 1))) {
    start = flag.span.start;
    while (/[ \t]/.test(text.charAt(end))) end++;
  }
  return { start, end };
}

const effect = (...ops: DockerfileOp[]): Change['effect'] => ({ kind: 'dockerfile', ops });

/** Several changes inside one instruction as one; refuses when one of them was refused or two of them touch. */
export function changeTogether(
  model: DockerfileModel,
  instruction: Instruction,
  changes: readonly (Change | undefined)[],
): Change | undefined {
  const edits: Edit[] = [];
  for (const item of changes) {
    if (!item) return undefined;
    edits.push(...item.edits);
  }
  const sorted = sortEdits(edits);
  return sorted.length > 0 && areDisjoint(sorted) ? change(model, topLevel(instruction), ...sorted) : undefined;
}

/** Changes of different instructions as one; refuses when one of them was refused, or two of them touch. */
export function joinChanges(changes: readonly (Change | undefined)[]): Change | undefined {
  const edits: Edit[] = [];
  const ops: DockerfileOp[] = [];
  for (const item of changes) {
    if (item?.effect.kind !== 'dockerfile') return undefined;
    edits.push(...item.edits);
    ops.push(...item.effect.ops);
  }
  const sorted = sortEdits(edits);
  return areDisjoint(sorted) ? { edits: sorted, effect: effect(...ops) } : undefined;
}

/** Edits inside a top-level instruction. Refuses when the result is not exactly one whole instruction or a comment would go. */
function change(model: DockerfileModel, top: Instruction, ...edits: readonly Edit[]): Change | undefined {
  const { span, text } = { span: top.span, text: model.text };
  for (const edit of edits) {
    if (top.isDangling && edit.span.end >= top.headSpan.end) return undefined;
    if (edit.span.start < span.start || edit.span.end > span.end) return undefined;
  }
  if (edits.some((edit) => cutsComment(model, top, edit.span))) return undefined;
  const shifted = edits.map((edit) => ({
    span: { start: edit.span.start - span.start, end: edit.span.end - span.start },
    newText: edit.newText,
  }));
  const after = applyEdits(text.slice(span.start, span.end), shifted);
  if (!edits.every((edit) => keepsLines(model, top, edit)) && !isWhole(model, after)) return undefined;
  return { edits, effect: effect({ op: 'replace', index: top.index, instructions: [after] }) };
}

/** Does the span reach into a comment between the lines of the instruction? */
function cutsComment(model: DockerfileModel, top: Instruction, { start, end }: Span): boolean {
  // Comments do not overlap: only the one that starts last in front of the span can reach into it from there.
  for (let i = Math.max(0, firstCommentFrom(model, start) - 1); i < model.comments.length; i++) {
    const comment = model.comments[i];
    if (!comment || comment.span.start >= end) return false;
    if (comment.inside === top && start <= comment.span.end) return true;
  }
  return false;
}

/** Blanks in front of a comment are not wider. */
const NEAR = 200;
/** What can end an instruction, carry it on, open a heredoc (with a sign that stands beside it, too), make a line a comment, or leave it blank. */
const STRUCTURAL = /[^\S \t]|[\u0085\\`#]|^<|<$|<</;

/** Instructions whose head cannot open a heredoc, however its quotes are changed. */
const withoutOpener = new WeakMap<Instruction, boolean>();

function cannotOpenHeredoc(model: DockerfileModel, top: Instruction): boolean {
  let known = withoutOpener.get(top);
  if (known === undefined) {
    const written = model.text.slice(top.headSpan.start, top.headSpan.end);
    withoutOpener.set(top, (known = top.heredocs.length === 0 && !written.includes('<<') && !top.logical.includes('<<')));
  }
  return known;
}

/**
 * Exported for its test. Does the edit surely leave the lines of the instruction as they are read? So when the line keeps some text in front of it, or it brings that, and neither
 * takes nor brings anything that the splitting into instructions looks at. Long instructions need not be read again for each fix.
 */
export function keepsLines(model: DockerfileModel, top: Instruction, { span, newText }: Edit): boolean {
  const { text, escape } = model;
  const { start, end } = span;
  const removed = text.slice(start, end);
  // By itself an escape character in front of odd blanks is a continuation.
  if (text[top.span.end - 1] === escape) return false;
  if (top.isDangling || start < top.keywordSpan.end || (start === top.keywordSpan.end && !/^[ \t]/.test(newText))) return false;
  if (top.heredocs.length > 0) return keepsBody(text, top, { span, newText }, removed);
  if (STRUCTURAL.test(newText) || STRUCTURAL.test(removed) || !cannotOpenHeredoc(model, top)) return false;
  let before = start - 1;
  while (before > top.span.start && (text[before] === ' ' || text[before] === '\t')) before--;
  const behind = text.charAt(before);
  if (behind === '\n') {
    // The first of its line: what comes in its place keeps the line from being blank. A blank line is none of the instruction's.
    const next = text.indexOf('\n', start);
    const isBlank = /^[\s\u0085]*$/.test(text.slice(start, next < 0 ? text.length : next));
    return !isBlank && /^[^ \t]/.test(newText) && !/^[ \t]*[#<]/.test(text.slice(end, end + NEAR));
  }
  return !/[\s\u0085]/.test(behind) && behind !== escape && behind !== '<' && text[end] !== '<';
}

/** The same for an edit in a line of a heredoc: the line must not become one that ends the heredoc. */
function keepsBody(text: string, top: Instruction, { span, newText }: Edit, removed: string): boolean {
  const isInBody = top.heredocs.some(({ bodySpan }) => bodySpan.start <= span.start && span.end < bodySpan.end);
  if (!isInBody || top.heredocs.some(({ terminated }) => !terminated)) return false;
  if (/[\r\n]/.test(newText) || /[\r\n]/.test(removed)) return false;
  const start = text.lastIndexOf('\n', span.start - 1) + 1;
  const next = text.indexOf('\n', span.end);
  const line = `${text.slice(start, span.start)}${newText}${text.slice(span.end, next < 0 ? text.length : next)}`.trim();
  return top.heredocs.every(({ name }) => name !== line);
}

/**
 * Edits inside these neighboring instructions that join or part them; what they make is found by reading the piece again. Refuses when
 * the piece does not end where it did, a comment would go, or an instruction would be made whose keyword is not among these.
 */
export function relayInstructions(
  model: DockerfileModel,
  pieces: readonly Instruction[],
  edits: readonly Edit[],
  keywords?: ReadonlySet<string>,
): Change | undefined {
  const [first] = pieces;
  const last = pieces[pieces.length - 1];
  if (!first || !last || last.onbuild || first.onbuild) return undefined;
  const base = first.lines.start;
  const before = model.text.slice(base, last.lines.end);
  const shifted = edits.map(({ span, newText }) => ({ span: { start: span.start - base, end: span.end - base }, newText }));
  const prefix = model.escape === '`' ? '# escape=`\n\n' : '\n';
  const read = (text: string): DockerfileModel => readDockerfile(`${prefix}${text}${text.endsWith('\n') ? '' : '\n'}LABEL end=1\n`);
  const now = read(applyEdits(before, shifted));
  const made = now.instructions.slice(0, -1);
  if (now.instructions[made.length]?.logical !== 'end=1' || made.length === 0) return undefined;
  if (keywords && !made.every(({ keyword }) => keywords.has(keyword))) return undefined;
  if (now.comments.length < read(before).comments.length) return undefined;
  const texts = made.map(({ span }) => now.text.slice(span.start, span.end));
  const rest = pieces.slice(1).map(({ index }): DockerfileOp => ({ op: 'remove', index }));
  return { edits, effect: effect({ op: 'replace', index: first.index, instructions: texts }, ...rest) };
}

/** The instruction parted in two of the same keyword, the second of which begins with this pair. Refuses where a comment stands between. */
export function splitPairs(model: DockerfileModel, instruction: Instruction, pair: Pair): Change | undefined {
  const { text } = model;
  const before = instruction.pairs[instruction.pairs.indexOf(pair) - 1];
  if (!before || instruction.onbuild) return undefined;
  const gap = { start: before.span.end, end: pair.span.start };
  if (model.comments.some(({ span }) => gap.start <= span.start && span.start < gap.end)) return undefined;
  const keyword = text.slice(instruction.keywordSpan.start, instruction.keywordSpan.end);
  return relayInstructions(model, [instruction], [{ span: gap, newText: `${lineBreak(text)}${indentOf(model, instruction)}${keyword} ` }]);
}

/**
 * Neighbors of one keyword as one instruction: `glue` ("\\n" for line breaks) parts the arguments, keyword and flags of all but the
 * first go. Refuses when anything but blank lines stands between them.
 */
export function joinNeighbors(model: DockerfileModel, instructions: readonly Instruction[], glue: string): Change | undefined {
  const { text } = model;
  const [first] = instructions;
  const last = instructions[instructions.length - 1];
  if (!first || !last || first === last || instructions.some((one) => one.isDangling || one.onbuild || one.heredocs.length > 0))
    return undefined;
  const newText = layOut(model, [glue], '');
  const edits: Edit[] = [];
  for (const [i, next] of instructions.entries()) {
    const before = instructions[i - 1];
    if (!before) continue;
    if (next.index !== before.index + 1 || text.slice(before.span.end, next.span.start).trim() !== '') return undefined;
    let end = before.span.end;
    while (end > before.span.start && /\s/.test(text.charAt(end - 1))) end--;
    edits.push({ span: { start: end, end: next.argumentsSpan.start }, newText });
  }
  const shifted = edits.map(({ span, newText: put }) => ({
    span: { start: span.start - first.span.start, end: span.end - first.span.start },
    newText: put,
  }));
  const after = applyEdits(text.slice(first.span.start, last.span.end), shifted);
  if (!isWhole(model, after)) return undefined;
  const removed = instructions.slice(1).map(({ index }): DockerfileOp => ({ op: 'remove', index }));
  return { edits, effect: effect({ op: 'replace', index: first.index, instructions: [after] }, ...removed) };
}

/** One of the words (EXPOSE, VOLUME), or one item of the JSON array, taken out; with the last one the whole instruction goes. */
export function removeArgument(model: DockerfileModel, instruction: Instruction, at: Span): Change | undefined {
  const all = instruction.json ? instruction.json.items : instruction.words;
  const index = all.findIndex(({ span }) => span.start === at.start && span.end === at.end);
  const item = all[index];
  if (!item) return undefined;
  if (all.length === 1) return removeInstruction(model, instruction);
  // The blanks, or the comma, on the side where a neighbor is.
  const before = all[index - 1];
  const after = all[index + 1];
  const span = before
    ? { start: before.span.end, end: item.span.end }
    : { start: item.span.start, end: after?.span.start ?? item.span.end };
  return change(model, topLevel(instruction), { span, newText: '' });
}

/** One more flag behind the keyword, whatever flags there are. */
export function addFlag(model: DockerfileModel, instruction: Instruction, name: string, value: string): Change | undefined {
  if (/["'\s]/.test(value)) return undefined;
  const at = instruction.keywordSpan.end;
  return change(model, topLevel(instruction), { span: { start: at, end: at }, newText: ` --${name}=${value}` });
}
