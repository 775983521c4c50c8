// Dockerfiles as the engine sees them: one chunk, its facts, its comments and where a suppression goes.
import type { CommentPlace, FormatModule } from '../engine/format.js';
import type { Change, DockerfileOp, Scope } from '../engine/rule.js';
import { buildContext } from '../model/context/build-context.js';
import { contextWants } from '../model/context/wants.js';
import { readDockerfile } from '../model/dockerfile/read.js';
import { KEYWORDS } from '../knowledge/instructions.js';
import type { Comment, DockerfileModel, Instruction } from '../model/dockerfile/types.js';
import type { Model, Subjects } from '../model/subjects.js';
import { subjectsOf, withTriggers } from './dockerfile-subjects.js';
import { areDisjoint, sortEdits } from '../text/apply-edits.js';
import type { Edit, Span } from '../text/span.js';

const UNREAD = { powershell: 'PowerShell in RUN', cmd: 'cmd commands in RUN', other: 'scripts of other languages in RUN' } as const;

function asDockerfile(model: Model): DockerfileModel {
  if (model.format !== 'dockerfile') throw new TypeError('not a Dockerfile');
  return model;
}

function lineStart(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return start === 0 && text.charCodeAt(0) === 0xfeff ? 1 : start;
}

function nextLine(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  return at < 0 ? text.length : at + 1;
}

/** Every comment with what it covers; one pass from the end of the file. */
function commentPlaces(model: DockerfileModel): CommentPlace[] {
  const { comments, instructions, text } = model;
  const places: CommentPlace[] = [];
  const first = instructions[0]?.lines.start ?? text.length;
  let next = instructions.length - 1;
  let below: { readonly start: number; readonly target: Instruction } | undefined;
  for (let i = comments.length - 1; i >= 0; i--) {
    const comment = comments[i] as Comment;
    const { span } = comment;
    while (next >= 0 && (instructions[next]?.lines.start ?? 0) > span.start) next--;
    let target = comment.inside;
    if (!target) {
      const following = instructions[next + 1];
      const behind = nextLine(text, span.end);
      if (following && following.lines.start === behind) target = following;
      else if (below && below.start === behind) target = below.target;
      below = target ? { start: lineStart(text, span.start), target } : undefined;
    }
    const isStage = target?.keyword === 'FROM' && !comment.inside;
    places.push({
      span,
      value: comment.value.trim(),
      ownLine: true,
      covers: target?.span,
      stage: isStage ? target?.stage?.span : undefined,
      atTop: span.start < first,
    });
  }
  return places.reverse();
}

/** The top-level instruction whose lines hold the offset, else the next one below it. */
function instructionAt(model: DockerfileModel, offset: number): Instruction | undefined {
  let low = 0;
  let high = model.instructions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const { lines } = model.instructions[middle] as Instruction;
    if (lines.end <= offset && !(offset === model.text.length && lines.end === offset)) low = middle + 1;
    else high = middle;
  }
  return model.instructions[low];
}

function insertSuppression(model: DockerfileModel, at: Span, rule: string, reason: string): Change | undefined {
  const instruction = instructionAt(model, at.start);
  if (!instruction) return undefined;
  const { start } = instruction.lines;
  const indent = /^[ \t]*/.exec(model.text.slice(start, instruction.span.start))?.[0] ?? '';
  const first = model.text.indexOf('\n');
  const eol = first > 0 && model.text[first - 1] === '\r' ? '\r\n' : '\n';
  const why = reason.replace(/\s+/g, ' ').trim();
  const newText = `${indent}# seaworthy-ignore ${rule}${why === '' ? '' : `: ${why}`}${eol}`;
  return { edits: [{ span: { start, end: start }, newText }], effect: { kind: 'none' } };
}

/** The whole line when `at` is the comment, else one id of its list with a comma. */
function removeComment(model: DockerfileModel, at: Span): Change {
  const { text } = model;
  const comment = model.comments.find(({ span }) => span.start <= at.start && at.end <= span.end);
  const isWhole = !comment || (at.start <= comment.span.start && comment.span.end <= at.end);
  let { start, end } = at;
  if (isWhole) {
    start = lineStart(text, start);
    end = nextLine(text, end);
    // The last line of a file without a final line break takes the one in front with it.
    if (text[end - 1] !== '\n' && text[start - 1] === '\n') start -= text[start - 2] === '\r' ? 2 : 1;
  } else {
    const behind = /^\s*,\s*/.exec(text.slice(end, comment.span.end))?.[0].length ?? 0;
    if (behind > 0) end += behind;
    else start -= /\s*,\s*$/.exec(text.slice(comment.span.start, start))?.[0].length ?? 0;
  }
  return { edits: [{ span: { start, end }, newText: '' }], effect: { kind: 'none' } };
}

function combine(changes: readonly Change[]): Change | undefined {
  const edits: Edit[] = sortEdits(changes.flatMap((change) => [...change.edits]));
  if (!areDisjoint(edits)) return undefined;
  const ops: DockerfileOp[] = [];
  const replaced = new Set<number>();
  for (const { effect } of changes) {
    if (effect.kind === 'yaml' || effect.kind === 'context') return undefined;
    if (effect.kind === 'none') continue;
    for (const op of effect.ops) {
      // Two changes inside one instruction have an effect that neither of them knows.
      if (op.op !== 'insert' && replaced.has(op.index)) return undefined;
      if (op.op !== 'insert') replaced.add(op.index);
      ops.push(op);
    }
  }
  return { edits, effect: ops.length > 0 ? { kind: 'dockerfile', ops } : { kind: 'none' } };
}

function problemsOf(model: DockerfileModel): number {
  let problems = 0;
  for (const { keyword, isDangling, heredocs, stage } of model.instructions) {
    if (!KEYWORDS.has(keyword)) problems++;
    if (isDangling) problems++;
    if (!stage && keyword !== 'ARG' && !model.isFragment) problems++;
    problems += heredocs.filter(({ terminated }) => !terminated).length;
  }
  return problems;
}

function notChecked(model: DockerfileModel): string[] {
  const found = new Set<keyof typeof UNREAD>();
  for (const instruction of withTriggers(model.instructions)) {
    if (instruction.keyword !== 'RUN') continue;
    for (const { dialect } of instruction.scripts()) if (dialect !== 'posix' && dialect !== 'bash') found.add(dialect);
  }
  return [...found].map((dialect) => UNREAD[dialect]);
}

/** The text last read: a check first asks what to look for around the file, then judges it. */
let last: { readonly text: string; readonly targets: string; readonly model: DockerfileModel } | undefined;

function readOnce(text: string, targets: readonly string[]): DockerfileModel {
  const key = targets.join(' ');
  if (last?.text !== text || last.targets !== key) last = { text, targets: key, model: readDockerfile(text, { targets }) };
  return last.model;
}

export const dockerfileReader: Omit<FormatModule, 'rules'> = {
  name: 'dockerfile',
  cut: (text) => [{ base: 0, text }],
  read: (chunk, context) => readOnce(chunk.text, context.settings.targets),
  subjects: <K extends keyof Subjects>(kind: K, model: Model, scope?: Scope) =>
    subjectsOf(kind, asDockerfile(model), scope) as readonly Subjects[K][],
  isBroken: () => false,
  comments: (model) => commentPlaces(asDockerfile(model)),
  annotations: () => [],
  checkDirective: (model) => {
    const found = asDockerfile(model).directives.find(({ name }) => name === 'check');
    return found && { value: found.value.value, span: found.span };
  },
  insertSuppression: (model, at, rule, reason) => insertSuppression(asDockerfile(model), at, rule, reason),
  removeComment: (model, at) => removeComment(asDockerfile(model), at),
  problemsOf: (model) => problemsOf(asDockerfile(model)),
  combine: (_model, changes) => combine(changes),
  surroundings: buildContext,
  contextWants: (text) => contextWants(last?.text === text ? last.model : readOnce(text, [])),
  notChecked: (model) => notChecked(asDockerfile(model)),
};
