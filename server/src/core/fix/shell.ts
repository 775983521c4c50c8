// Builders for changes to the shell text of a RUN. Spans of shell facts are places in the file, so that an edit is made where the word
// stands; inside JSON, or where the command is itself inside quotes, a new word must need no escapes. Line breaks in texts are written "\n".
import type { Change } from '../engine/rule.js';
import type { DockerfileModel, Heredoc, Instruction } from '../model/dockerfile/types.js';
import type { ShellCommand, ShellScript, ShellWord } from '../model/shell/types.js';
import { indentOf, lineStart, nextLine } from './text.js';
import { insertBefore, replaceWord } from './dockerfile.js';

/** Blanks and continuations between two commands are not longer. */
const NEAR = 300;
const PLAIN = /^[\w@%+=:,./~^-]+(?: [\w@%+=:,./~^-]+)*$/;

/** Another text in place of a word. In scripts inside JSON or quotes only plain text is taken. */
export function replaceShellWord(
  model: DockerfileModel,
  instruction: Instruction,
  script: ShellScript,
  word: ShellWord,
  text: string,
): Change | undefined {
  if (!PLAIN.test(text) && script.form !== 'shell' && script.form !== 'heredoc') return undefined;
  return isWritten(model, word) ? replaceWord(model, instruction, word.span, text) : undefined;
}

/** New words (`-y`, `--no-cache`) behind a word of a command, with one blank in front. In the exec form they become items of their own. */
export function insertWordsAfter(
  model: DockerfileModel,
  instruction: Instruction,
  script: ShellScript,
  word: ShellWord,
  words: readonly string[],
): Change | undefined {
  if (!words.every((text) => PLAIN.test(text))) return undefined;
  const at = { start: word.span.end, end: word.span.end };
  if (script.form === 'exec') return replaceWord(model, instruction, at, words.map((text) => `, ${JSON.stringify(text)}`).join(''));
  return isWritten(model, word) ? replaceWord(model, instruction, at, words.map((text) => ` ${text}`).join('')) : undefined;
}

/** The word with the blanks in front of it on its line; refuses where it is the command itself. */
export function removeShellWord(
  model: DockerfileModel,
  instruction: Instruction,
  script: ShellScript,
  command: ShellCommand,
  word: ShellWord,
): Change | undefined {
  if (word === command.word || script.form === 'exec' || !isWritten(model, word)) return undefined;
  const { text } = model;
  let { start, end } = word.span;
  const first = lineStart(text, start);
  while (start > first && /[ \t]/.test(text.charAt(start - 1))) start--;
  if (start === first) {
    // Alone at the start of a continued line: the blanks behind it go, its indentation stays.
    start = word.span.start;
    while (/[ \t]/.test(text.charAt(end))) end++;
    if (text.charAt(end) === model.escape) return removeLine(model, instruction, word);
    // The last line of a command: the continuation that led to it goes as well.
    const lead = /[ \t]*([\\`])[ \t]*\r?\n$/.exec(text.slice(Math.max(0, first - NEAR), first));
    if (lead?.[1] === model.escape && /^(?:\r?\n|$)/.test(text.slice(end, end + 2))) {
      return replaceWord(model, instruction, { start: first - lead[0].length, end: word.span.end }, '');
    }
  }
  return replaceWord(model, instruction, { start, end }, '');
}

/** A word that has a continued line for itself goes with the line. */
function removeLine(model: DockerfileModel, instruction: Instruction, word: ShellWord): Change | undefined {
  const start = lineStart(model.text, word.span.start);
  const end = model.text.indexOf('\n', word.span.end);
  return end < 0 ? undefined : replaceWord(model, instruction, { start, end: end + 1 }, '');
}

/**
 * Another command at the end of the script: behind ` && ` in the shell form, laid out as the lines before it are; a line of its own in a
 * heredoc that stops at errors, behind ` && ` in one that ends with the status of its last line. Refuses for JSON, and where the script
 * does not end with a plain list of commands.
 */
export function appendCommand(model: DockerfileModel, instruction: Instruction, script: ShellScript, command: string): Change | undefined {
  let known = endings.get(script);
  if (!known) endings.set(script, (known = { ending: endingOf(model, instruction, script) }));
  const { ending } = known;
  return ending && replaceWord(model, instruction, { start: ending.at, end: ending.at }, `${ending.before}${command}${ending.behind}`);
}

/** Where another command goes, and what stands around it. */
interface Ending {
  readonly at: number;
  readonly before: string;
  readonly behind: string;
}

/** Looked for once in a script, however many findings want to append to it. */
const endings = new WeakMap<ShellScript, { readonly ending: Ending | undefined }>();

function endingOf(model: DockerfileModel, instruction: Instruction, script: ShellScript): Ending | undefined {
  const { text } = model;
  if (script.hasErrors || instruction.isDangling) return undefined;
  // Nothing behind these would ever run.
  if (/^(?:exit|exec|return)$/.test(script.commands.at(-1)?.words[0]?.value ?? '')) return undefined;
  if (script.form === 'heredoc') {
    if (/(?:\\|&&|\|)\s*$/.test(script.source)) return undefined;
    const body = instruction.heredocs[0];
    if (!body?.terminated || instruction.heredocs.length !== 1) return undefined;
    const statement = script.structure().lists[0]?.statements.at(-1);
    const ending = statement?.pipelines.at(-1);
    if (!statement || !ending || statement.end?.operator === '&') return undefined;
    if (!ending.options.errexit) {
      const isPlain = ending.members.length > 0 && ending.members.every(({ kind }) => kind === 'command') && !ending.isNegated;
      const { end } = statement.span;
      // Behind a heredoc of its own, the command would be a part of that text.
      if (
        !isPlain ||
        !/^[ \t]*(?:#[^\n]*)?(?:\r?\n|$)/.test(text.slice(end, end + NEAR)) ||
        /<</.test(text.slice(statement.span.start, end))
      )
        return undefined;
      return { at: end, before: ' && ', behind: '' };
    }
    return { at: body.bodySpan.end, before: indentOf(text, statement.span.start), behind: '\n' };
  }
  if (script.form !== 'shell' || instruction.heredocs.length > 0) return undefined;
  if (/(?:[;&|\n]|\bdone|\bfi|\besac|#[^\n]*)\s*$/.test(script.source)) return undefined;
  return { at: script.span.end, before: joint(model, instruction, script), behind: '' };
}

/**
 * A command of a list (`a && b`, `a; b`, lines of a heredoc) with what joins it to its neighbor. Refuses where its outcome is asked for
 * (`if`, `||`, a pipe), and where it stands alone.
 */
export function removeCommand(
  model: DockerfileModel,
  instruction: Instruction,
  script: ShellScript,
  command: ShellCommand,
): Change | undefined {
  const isList = script.form === 'shell' || script.form === 'heredoc';
  if (!isList || script.hasErrors || command.pipeline.length > 1 || command.substitutedInto) return undefined;
  const { start, end } = command.span;
  const from = script.span.start;
  if (start < from || end > script.span.end || script.commands.length < 2) return undefined;
  const before = model.text.slice(Math.max(from, start - NEAR), start);
  const after = model.text.slice(end, Math.min(script.span.end, end + NEAR));
  const gap = model.escape === '`' ? '(?:[ \\t]|`[ \\t]*\\r?\\n)*' : '(?:[ \\t]|\\\\[ \\t]*\\r?\\n)*';
  const line = script.form === 'heredoc' ? '|\\r?\\n' : '';
  const isFirst = new RegExp(`^${gap}$`).test(before) || (script.form === 'heredoc' && /\n[ \t]*$/.test(before));
  const joined = new RegExp(`(?:&&|;)${gap}$`).exec(before);
  const follows = new RegExp(`^${gap}(?:&&|;(?!;)${line})${gap}(?=[^\\s#\\\\\`])`).exec(after);
  if (!isFirst && !joined) return undefined;
  if (follows) return replaceWord(model, instruction, { start, end: end + follows[0].length }, '');
  if (script.form === 'heredoc' || !joined || after.trim() !== '') return undefined;
  const lead = new RegExp(`${gap}(?:&&|;)${gap}$`).exec(before);
  return lead ? replaceWord(model, instruction, { start: start - lead[0].length, end }, '') : undefined;
}

/**
 * Another command directly in front of one of a list: behind it ` && `, or `; ` where the script stops at errors by itself. Refuses
 * where the place is no start of a list item (`||`, a pipe, a substitution).
 */
export function insertCommandBefore(
  model: DockerfileModel,
  instruction: Instruction,
  script: ShellScript,
  before: ShellCommand,
  command: string,
): Change | undefined {
  if (script.form !== 'shell' || script.hasErrors || before.pipeline.length > 1 || before.substitutedInto) return undefined;
  const { start } = before.span;
  const from = script.span.start;
  if (start < from) return undefined;
  const lead = model.text.slice(Math.max(from, start - NEAR), start).replace(/[`\\][ \t]*\r?\n/g, ' ');
  if (start > from && !/(?:^|&&|;)\s*$/.test(lead)) return undefined;
  const [first] = script.commands;
  const stops = /;\s*$/.test(lead) && first?.name === 'set' && first.args.some(({ raw }) => /^-[a-z]*e/.test(raw) || raw === 'errexit');
  return replaceWord(model, instruction, { start, end: start }, `${command}${stops ? '; ' : ' && '}`);
}

/** A line in front of those of a heredoc, behind its shebang, indented as its first line. */
export function prependLine(model: DockerfileModel, instruction: Instruction, heredoc: Heredoc, line: string): Change | undefined {
  if (!heredoc.terminated) return undefined;
  const { text } = model;
  let { start } = heredoc.bodySpan;
  if (/^\t*#!/.test(heredoc.body)) start = nextLine(text, start);
  if (start >= heredoc.bodySpan.end) return undefined;
  return replaceWord(model, instruction, { start, end: start }, `${indentOf(text, start)}${line}\n`);
}

/**
 * SHELL in front of the first RUN of the stage that is read by the same shell as this one, or other words in the SHELL that is in force.
 * It holds for all that follows, CMD and ENTRYPOINT too. Refuses for triggers, which run elsewhere.
 */
export function setShell(model: DockerfileModel, instruction: Instruction, words: readonly string[]): Change | undefined {
  if (instruction.onbuild) return undefined;
  const { shell } = instruction.state;
  const json = `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;
  if (shell) return shell.at.json && !shell.at.onbuild ? replaceWord(model, shell.at, shell.at.json.span, json) : undefined;
  const first = instruction.stage?.instructions.find(({ keyword, state }) => keyword === 'RUN' && !state.shell) ?? instruction;
  return insertBefore(model, first, [`SHELL ${json}`]);
}

/** ` && `, or the way the lines of this script begin: ` \` + line break + indentation + `&& `. The builder puts in the file's line break. */
function joint(model: DockerfileModel, instruction: Instruction, script: ShellScript): string {
  const { text, escape } = model;
  const own = text.slice(instruction.span.start, script.span.end);
  if (!own.includes('\n')) return ' && ';
  const leading = /\n([ \t]*)&&([ \t]+)[^\n]*$/.exec(own) ?? /\n([ \t]*)&&([ \t]+)/.exec(own);
  if (leading) return ` ${escape}\n${leading[1] ?? ''}&&${leading[2] ?? ' '}`;
  const step = escape === '`' ? /&&[ \t]*`[ \t]*\r?\n([ \t]*)/.exec(own) : /&&[ \t]*\\[ \t]*\r?\n([ \t]*)/.exec(own);
  if (step) return ` && ${escape}\n${step[1] ?? ''}`;
  const indent = /\n([ \t]*)\S/.exec(own)?.[1] ?? '';
  return ` ${escape}\n${indent === '' ? '    ' : indent}&& `;
}

/** Does the word stand in the file as it is read? Not so inside escaped quotes, or where all of a substitution shares one place. */
function isWritten(model: DockerfileModel, word: ShellWord): boolean {
  return model.text.slice(word.span.start, word.span.end) === word.raw;
}
