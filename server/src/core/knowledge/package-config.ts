// What a stage writes into the configuration files of its package managers.
import type { Instruction, Stage } from '../model/dockerfile/types.js';
import type { ShellCommand } from '../model/shell/types.js';
import { alongChain } from './stage-chain.js';

interface ConfigWrite {
  /** Offset of the command or instruction that writes. */
  readonly at: number;
  /** The words that name the file. */
  readonly path: string;
  /** What is written; absent where that is the content of a file. */
  readonly text: string | undefined;
}

/** apt.conf and its folder, dnf.conf, yum.conf, zypp.conf. */
const CONFIG = /\/apt\.conf|\/etc\/apt\/?$|\/(?:dnf|yum|zypp)\.conf/;
const written = new WeakMap<Stage, readonly ConfigWrite[]>();

function writeOf(command: ShellCommand): ConfigWrite | undefined {
  const words = [...command.args.map(({ raw }) => raw), ...command.redirects.flatMap(({ target }) => target?.raw ?? [])];
  const path = words.find((word) => CONFIG.test(word));
  if (path === undefined || command.name === 'rm' || command.name === 'cat' || command.name === 'mkdir') return undefined;
  const texts = command.pipeline.flatMap((member) => [...member.args.map(({ raw }) => raw), member.stdin ?? '']);
  const isContent = command.name === 'cp' || command.name === 'mv' || command.name === 'ln' || command.name === 'install';
  return { at: command.span.start, path, text: isContent ? undefined : texts.join(' ') };
}

function writesOf(stage: Stage): readonly ConfigWrite[] {
  const known = written.get(stage);
  if (known) return known;
  const found = stage.instructions.flatMap((instruction): ConfigWrite[] => {
    if (instruction.keyword === 'RUN') {
      return instruction.scripts().flatMap(({ commands }) => commands.flatMap((command) => writeOf(command) ?? catOf(command) ?? []));
    }
    if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') return [];
    const path = (instruction.json?.items ?? instruction.words).find(({ value }) => CONFIG.test(value))?.value;
    if (path === undefined) return [];
    const text = instruction.heredocs.length > 0 ? instruction.heredocs.map(({ body }) => body).join('\n') : undefined;
    return [{ at: instruction.span.start, path, text }];
  });
  written.set(stage, found);
  return found;
}

/** `cat > /etc/apt/apt.conf.d/99x <<EOF`. */
function catOf(command: ShellCommand): ConfigWrite | undefined {
  if (command.name !== 'cat') return undefined;
  const path = command.redirects.find(({ target }) => CONFIG.test(target?.raw ?? ''))?.target?.raw;
  return path === undefined ? undefined : { at: command.span.start, path, text: command.stdin };
}

/** By file and setting, of which there are as many as rules ask for. */
const firstWrites = new Map<string, WeakMap<Stage, number>>();

/** Has a configuration file been written before this command that says so? Files whose content is not known may. */
export function isConfigured({ stage }: Instruction, command: ShellCommand, file: RegExp, setting: RegExp): boolean {
  if (!stage) return false;
  const asked = `${file.source}\n${setting.source}`;
  const known = firstWrites.get(asked) ?? new WeakMap<Stage, number>();
  firstWrites.set(asked, known);
  const first = alongChain(known, stage, (below = Infinity, link) =>
    Math.min(below, writesOf(link).find(({ path, text }) => file.test(path) && (text === undefined || setting.test(text)))?.at ?? Infinity),
  );
  return first < command.span.start;
}

export const APT_CONFIG = /\/apt\.conf|\/etc\/apt\/?$/;
export const DNF_CONFIG = /\/(?:dnf|yum)\.conf/;
export const ZYPPER_CONFIG = /\/zypp\.conf/;
