// What a container of a stage starts, as far as the Dockerfile says it.
import type { Instruction, Stage } from '../model/dockerfile/types.js';

/** Programs that give up root before they start another. */
const STEPS_DOWN = new Set(['gosu', 'su-exec', 'setpriv', 's6-setuidgid', 'setuidgid', 'runuser', 'chpst', 'capsh']);
const SHELLS = new Set([
  'sh',
  'bash',
  'ash',
  'dash',
  'zsh',
  'ksh',
  'fish',
  'busybox',
  'pwsh',
  'powershell',
  'cmd',
  'cmd.exe',
  'powershell.exe',
]);
const PROMPTS = new Set([
  'python',
  'python2',
  'python3',
  'ipython',
  'node',
  'irb',
  'ghci',
  'php',
  'perl',
  'lua',
  'julia',
  'R',
  'iex',
  'erl',
  'jshell',
]);

export interface StartCommand {
  /** ENTRYPOINT, else CMD. */
  readonly at: Instruction;
  /** Words of ENTRYPOINT and CMD as the container gets them; variables as written. */
  readonly words: readonly string[];
  /** Starts an unprivileged account by itself: gosu, su-exec, setpriv ... */
  readonly stepsDown: boolean;
  /** Only a shell or the prompt of an interpreter. */
  readonly isPrompt: boolean;
}

export const baseName = (word: string): string => word.slice(Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1);

/** Words of CMD, ENTRYPOINT or RUN: the items of the exec form, else all words of the shell form in order. */
export function wordsOf(instruction: Instruction): readonly string[] {
  if (instruction.json) return instruction.json.items.map((item) => item.value);
  const commands = instruction.scripts().flatMap((script) => script.commands);
  if (commands.length > 0) return commands.flatMap((command) => command.words.map((word) => word.value ?? word.raw));
  return instruction.words.map((word) => word.value);
}

function doesStepDown(instruction: Instruction): boolean {
  const words = wordsOf(instruction);
  if (words.some((word) => STEPS_DOWN.has(baseName(word)))) return true;
  if (words.some((word) => word.startsWith('--userspec'))) return true;
  const names = instruction.scripts().flatMap((script) => script.commands.flatMap((command) => [command.name ?? '', ...command.wrappers]));
  if (names.some((name) => STEPS_DOWN.has(name))) return true;
  const first = baseName(words[0] ?? '');
  if (first === 'su') return words.slice(1).some((word) => !word.startsWith('-') && word !== 'root');
  return first === 'sudo' && words.some((word, i) => (word === '-u' || word === '--user') && words[i + 1] !== 'root');
}

function isPromptOnly(words: readonly string[]): boolean {
  const [first = '', ...rest] = words;
  const name = baseName(first);
  if (!SHELLS.has(name) && !PROMPTS.has(name)) return false;
  return rest.every((word) => /^-{1,2}[a-z]*$/i.test(word) && !/^-[a-z]*c$/.test(word)) || (name === 'busybox' && rest.length === 1);
}

/** Absent when neither the stage nor its parents set CMD or ENTRYPOINT, or only to nothing: `ENTRYPOINT []`. */
export function startOf(stage: Stage): StartCommand | undefined {
  const parts = [stage.entrypoint, stage.cmd].flatMap((at) => {
    const words = at ? wordsOf(at) : [];
    return at && words.some((word) => word !== '') ? [{ at, words }] : [];
  });
  const [first] = parts;
  if (!first) return undefined;
  const isShellEntryPoint = first.at.keyword === 'ENTRYPOINT' && !first.at.json;
  const words = isShellEntryPoint ? first.words : parts.flatMap((part) => part.words);
  return { at: first.at, words, stepsDown: parts.some(({ at }) => doesStepDown(at)), isPrompt: isPromptOnly(words) };
}
