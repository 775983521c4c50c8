// The commands that ENTRYPOINT and CMD of a stage start, with their words where they are written.
import type { Instruction, Stage } from '../model/dockerfile/types.js';
import type { ShellCommand } from '../model/shell/types.js';
import type { Span } from '../text/span.js';
import { baseName } from './start-command.js';

export interface StartedCommand {
  /** Base name of the program. */
  readonly name: string;
  /** Its words, those that CMD adds to ENTRYPOINT included; variables as written. */
  readonly args: readonly string[];
  /** From the program to its last word in the same instruction. */
  readonly span: Span;
  readonly at: Instruction;
  /** The only command of its instruction, whose words nothing else has a part in. */
  readonly isAlone: boolean;
}

interface Word {
  readonly value: string;
  readonly span: Span;
}

/** Programs that only start what stands behind them. */
const INITS = /^(?:tini|tini-static|dumb-init|catatonit|s6-svscan|init|sh|bash|ash|.*entrypoint.*|.*\.sh)$/;

/** `npx nodemon`, `python -m flask`, `bundle exec rails`: words in front of what is run in truth. */
function behindRunner(words: readonly Word[]): readonly Word[] {
  const name = baseName(words[0]?.value ?? '');
  const second = words[1]?.value ?? '';
  const flagsFrom = (start: number): number => {
    let at = start;
    while (words[at]?.value.startsWith('-')) at++;
    return at;
  };
  if (name === 'npx' || name === 'bunx' || name === 'pnpx') return words.slice(flagsFrom(1));
  if (/^python[\d.]*$/.test(name)) {
    const module = words.findIndex(({ value }) => value === '-m');
    return module > 0 && module < 4 ? words.slice(module + 1) : words;
  }
  if (/^(?:npm|pnpm|yarn|bundle|composer)$/.test(name) && /^(?:exec|dlx)$/.test(second)) return words.slice(flagsFrom(2));
  if (/^(?:poetry|pipenv|uv|rye|pdm|hatch)$/.test(name) && second === 'run') return behindRunner(words.slice(flagsFrom(2)));
  return words;
}

const wordsOf = (command: ShellCommand): readonly Word[] =>
  [command.word, ...command.args].map(({ value, raw, span }) => ({ value: value ?? raw, span }));

function commandsOf(at: Instruction, added: readonly Word[]): readonly (readonly Word[])[] {
  const all = at.scripts().flatMap(({ commands }) => commands);
  return all.map((command) => (at.json && all.length === 1 ? [...wordsOf(command), ...added] : wordsOf(command)));
}

function behindInit(words: readonly Word[]): readonly Word[] {
  if (!INITS.test(baseName(words[0]?.value ?? ''))) return words;
  const dashes = words.findIndex(({ value }) => value === '--');
  const start = dashes > 0 ? dashes + 1 : words.findIndex(({ value }, i) => i > 0 && !value.startsWith('-'));
  return start > 0 ? words.slice(start) : [];
}

/** Several rules ask for the same stage. */
const known = new WeakMap<Stage, readonly StartedCommand[]>();

/** Runners such as `npx`, and inits such as `tini`, are looked through. Absent parts are left out. */
export function startedCommands(stage: Stage): readonly StartedCommand[] {
  const found = known.get(stage) ?? readCommands(stage);
  known.set(stage, found);
  return found;
}

function readCommands(stage: Stage): readonly StartedCommand[] {
  const { entrypoint, cmd } = stage;
  const found: StartedCommand[] = [];
  const add = (at: Instruction, words: readonly Word[], isAlone: boolean): void => {
    const [first, ...rest] = behindRunner(words);
    if (!first) return;
    const own = [first, ...rest].filter(({ span }) => span.start >= at.span.start && span.end <= at.span.end);
    const end = own[own.length - 1]?.span.end ?? first.span.end;
    const start = Math.max(words[0]?.span.start ?? first.span.start, at.span.start);
    found.push({
      name: baseName(first.value),
      args: rest.map(({ value }) => value),
      span: { start, end: Math.max(end, start) },
      at,
      isAlone,
    });
  };
  const cmdWords: readonly Word[] = cmd ? (cmd.json?.items ?? []) : [];
  let passesOn = entrypoint === undefined;
  if (entrypoint) {
    const commands = commandsOf(entrypoint, cmdWords);
    for (const words of commands) {
      const inner = behindInit(words);
      const isOwn = inner.some(({ span }) => span.start >= entrypoint.span.start && span.end <= entrypoint.span.end);
      if (inner !== words && entrypoint.json && !isOwn) passesOn = true;
      else add(entrypoint, inner, commands.length === 1);
    }
  }
  if (cmd && passesOn) {
    const commands = commandsOf(cmd, []);
    for (const words of commands) add(cmd, behindInit(words), commands.length === 1 && entrypoint === undefined);
  }
  return found;
}
