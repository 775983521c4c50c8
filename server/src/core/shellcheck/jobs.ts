// The scripts of a Dockerfile as ShellCheck wants them, and the way back from its lines and columns to places in the file.
import { shellOf } from '../knowledge/run-shell.js';
import type { DockerfileModel, Instruction } from '../model/dockerfile/types.js';
import type { ShellScript } from '../model/shell/types.js';
import type { Span } from '../text/span.js';
import type { ShellCheckJob } from './types.js';

/** A script with its job. */
export interface CheckedScript {
  readonly job: ShellCheckJob;
  readonly script: ShellScript;
  readonly instruction: Instruction;
  /** The shell is busybox', which no version of ShellCheck before 0.10 knows: what it says of the dialect does not hold. */
  readonly isBusybox: boolean;
  /** From a place in the job's text, both counted from 1, to an offset in the script; absent in front of the script's own lines. */
  offsetAt(line: number, column: number): number | undefined;
}

/** Longer scripts would keep the program busy for many seconds. In UTF-16 code units. */
const MAX_LENGTH = 100_000;
const NAME = /^[A-Za-z_]\w*$/;

/** Every script of a RUN, those of triggers included, that ShellCheck can read. */
export function* checkedScripts(model: DockerfileModel): Generator<CheckedScript> {
  for (const top of model.instructions) {
    for (const instruction of top.trigger ? [top, top.trigger] : [top]) {
      if (instruction.keyword !== 'RUN' || instruction.isDangling) continue;
      for (const script of instruction.scripts()) {
        const checked = prepare(model, instruction, script);
        if (checked) yield checked;
      }
    }
  }
}

function prepare(model: DockerfileModel, instruction: Instruction, script: ShellScript): CheckedScript | undefined {
  const { form, source, hasErrors } = script;
  if (form === 'exec' || hasErrors || source.trim() === '' || source.length > MAX_LENGTH) return undefined;
  const shell = shellFor(script, instruction);
  if (shell === undefined) return undefined;
  const own = source.split('\n');
  // Directives in front of the first command hold for the whole script, so what is added goes behind them.
  const head = own.findIndex((line) => !/^\s*(?:#|$)/.test(line));
  const before = head < 0 ? own.length : head;
  const added = [...directives(model, instruction), ...exports(instruction, source)];
  const text = [...own.slice(0, before), ...added, ...own.slice(before)].join('\n');
  const starts: number[] = [];
  let at = 0;
  for (const line of own) {
    starts.push(at);
    at += line.length + 1;
  }
  return {
    job: { key: `${shell.name}\u0000${text}`, text: `${text}\n`, shell: shell.name },
    script,
    instruction,
    isBusybox: shell.isBusybox,
    offsetAt(line, column) {
      const index = line - 1 < before ? line - 1 : line - 1 - added.length;
      const start = starts[index];
      if (start === undefined || index < 0 || (line - 1 >= before && index < before)) return undefined;
      return start + unitsOf(own[index] ?? '', column - 1);
    },
  };
}

/** UTF-16 code units of the first characters of a line: ShellCheck counts characters. */
function unitsOf(line: string, characters: number): number {
  let at = 0;
  for (let i = 0; i < characters && at < line.length; i++) at += (line.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return at;
}

function shellFor(
  script: ShellScript,
  instruction: Instruction,
): { readonly name: ShellCheckJob['shell']; readonly isBusybox: boolean } | undefined {
  if (script.dialect !== 'posix' && script.dialect !== 'bash') return undefined;
  const { program } = script;
  if (program === 'zsh') return undefined;
  if (program === 'ksh' || program === 'mksh') return { name: 'ksh', isBusybox: false };
  const shell = shellOf(script, instruction);
  return { name: shell === 'busybox' ? 'dash' : (shell ?? 'sh'), isBusybox: shell === 'busybox' };
}

/** `# shellcheck disable=…` in the comments above and between the lines of a RUN. */
function directives(model: DockerfileModel, instruction: Instruction): string[] {
  const top = instruction.onbuild ?? instruction;
  const found: string[] = [];
  let above = top.lines.start;
  for (let i = model.comments.length - 1; i >= 0; i--) {
    const comment = model.comments[i];
    if (!comment || comment.span.start > top.lines.end) continue;
    const isInside = comment.inside === top;
    const isAbove = !comment.inside && comment.span.end <= above && /^\r*\n[ \t]*$/.test(model.text.slice(comment.span.end, above));
    if (!isInside && !isAbove) {
      if (comment.span.end < top.lines.start) break;
      continue;
    }
    if (isAbove) above = comment.span.start;
    const value = comment.value.trim();
    if (/^shellcheck\s+disable=[\w,-]+\s*(?:#.*)?$/.test(value)) found.unshift(`# ${value}`);
  }
  return found;
}

/** ARG and ENV that the script reads, with their value where it is known, so that ShellCheck knows what they can hold. */
function exports({ state }: Instruction, source: string): string[] {
  const lines: string[] = [];
  for (const name of new Set([...state.args.keys(), ...state.env.keys()])) {
    if (!NAME.test(name) || !new RegExp(`\\b${name}\\b`).test(source)) continue;
    const value = state.env.get(name) ?? (state.env.has(name) ? undefined : state.args.get(name));
    const isKnown = value !== undefined && value !== '' && !/[\n\r$`']/.test(value);
    lines.push(isKnown ? `export ${name}='${value}'` : `export ${name}="\${${name}}"`);
  }
  return lines;
}

/** The marked text, kept short and on one line: what reaches further is marked at its start. */
export function markAt(text: string, { start, end }: Span): Span {
  const line = text.indexOf('\n', start);
  let stop = end;
  if (line >= 0 && line < end) {
    // Without the character that continues the line.
    stop = line;
    while (stop > start + 1 && /[\s\\`]/.test(text.charAt(stop - 1))) stop--;
  }
  if (stop - start > LONGEST) stop = start + (/^\S+/.exec(text.slice(start, start + LONGEST))?.[0].length ?? LONGEST);
  return { start, end: stop };
}

const LONGEST = 60;
