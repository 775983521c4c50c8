// The script that ENTRYPOINT starts, and whether it gives up root. Source: manuals of gosu, su-exec, setpriv, s6-overlay; state of 2026-11.
import type { BuildContext } from '../model/context/types.js';
import type { Stage } from '../model/dockerfile/types.js';
import type { Span } from '../text/span.js';
import { plainPath } from './context-copy.js';
import { writtenText } from './shell-text.js';
import { baseName, STEPS_DOWN } from './start-command.js';

export interface EntryProgram {
  readonly value: string;
  readonly span: Span;
}

/** The first word of ENTRYPOINT, behind an init such as tini. */
export function entryProgramOf({ entrypoint }: Stage): EntryProgram | undefined {
  const command = entrypoint?.scripts()[0]?.commands[0];
  const isInit = command && /^(?:tini|dumb-init|catatonit)$/.test(command.name ?? '');
  const word = isInit ? command.args.find(({ value }) => value !== undefined && !value.startsWith('-')) : command?.word;
  return word?.value === undefined ? undefined : { value: word.value, span: word.span };
}

/** The file of the build context that a COPY brings under this name; absent when several might be it. */
export function contextFileOf(stage: Stage, program: string): string | undefined {
  const name = baseName(program);
  for (const link of stage.chain) {
    for (const copy of [...link.instructions].reverse()) {
      if (copy.sources.length === 0) continue;
      const to = (copy.json ? copy.json.items : copy.words).at(-1)?.value ?? '';
      const isRenamed = baseName(to) === name && copy.sources.length === 1;
      const found = copy.sources.filter(({ path }) => path !== undefined && (baseName(path) === name || isRenamed));
      if (found.length === 1) return plainPath(found[0]?.path ?? '');
    }
  }
  return undefined;
}

/** Tools that are in an image for nothing but to give up root. */
const TOOLS = /(?:^|[/:=-])(gosu|su-exec)(?:$|[-.:@=/])/;
const OVERLAY = /s6-overlay/;

/** Words of what puts files into the image: commands of RUN, paths and sources of COPY and ADD. */
function* wordsBringing(stage: Stage): Generator<string> {
  for (const link of stage.chain) {
    for (const instruction of link.instructions) {
      const { keyword, words, json, flags } = instruction;
      if (keyword === 'RUN') {
        for (const { commands } of instruction.scripts()) for (const command of commands) yield* command.args.map(writtenText);
      } else if (keyword === 'COPY' || keyword === 'ADD') {
        for (const { value } of json?.items ?? words) yield value.replace(/["']/g, '');
        for (const { value } of flags) if (value) yield value;
      }
    }
  }
}

/** The tool that such a script gives up root with; absent where there is no script, or nothing that says it does. */
export function stepDownToolOf(stage: Stage, files: BuildContext | undefined): string | undefined {
  const program = entryProgramOf(stage);
  if (!program || /^-/.test(program.value)) return undefined;
  const source = contextFileOf(stage, program.value);
  const script = source === undefined ? undefined : files?.script(source);
  if (script && !script.hasErrors) {
    const names = script.commands.flatMap(({ name, wrappers }) => [name ?? '', ...wrappers]);
    return names.find((name) => STEPS_DOWN.has(name));
  }
  const isScript = /\.sh$|entry-?point/i.test(baseName(program.value));
  const isOverlay = program.value === '/init';
  if (!isScript && !isOverlay) return undefined;
  for (const text of wordsBringing(stage)) {
    if (isOverlay && OVERLAY.test(text)) return 's6-overlay';
    const tool = isScript ? TOOLS.exec(text)?.[1] : undefined;
    if (tool) return tool;
  }
  return undefined;
}
