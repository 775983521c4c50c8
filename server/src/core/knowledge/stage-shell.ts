// Whether a stage whose base has no shell may have got one, and which programs were copied into it.
import type { Instruction, Stage } from '../model/dockerfile/types.js';
import { factsOfUse } from './base-images.js';

export const SHELL_PROGRAM = /(?:^|[/\\])(?:(?:ba|da|a|z|k|mk)?sh|busybox|toybox)(?:[-._][\w.-]*)?$/;
const ARCHIVE = /\.(?:tar|tgz|txz|tbz2?|tzst)(?:$|[.*?])|\.(?:gz|bz2|xz|zst)$/i;
/** Folders whose name promises a file system rather than a program. */
const SYSTEM =
  /^(?:root-?fs|rootfs.*|sysroot|install(?:root|ed)?|chroot|image|root|fs|out|output|dist|target|export|system|staging|bin|usr)$/;

function pathsOf(instruction: Instruction): { readonly sources: readonly string[]; readonly target: string } {
  const paths = instruction.json ? instruction.json.items.map(({ value }) => value) : instruction.words.map(({ value }) => value);
  return { sources: paths.slice(0, -1), target: paths[paths.length - 1] ?? '' };
}

/** May this COPY or ADD bring a shell? A program by another name does not. */
function bringsShell(instruction: Instruction): boolean {
  const { sources, target } = pathsOf(instruction);
  if ([...sources, target].some((path) => SHELL_PROGRAM.test(path))) return true;
  const workdir = instruction.state.workdir ?? '/';
  const folder = /^\.?\/?$/.test(target) && !target.startsWith('/') ? workdir : target;
  if (!/^\/(?:$|\.$|(?:usr\/)?(?:local\/)?s?bin\/?$|usr\/?$)/.test(folder) && !/^\$/.test(target)) return false;
  return sources.some((source) => {
    const name =
      source
        .replace(/\/\.?$/, '')
        .split('/')
        .pop() ?? '';
    return /[/.]$|[*?$]/.test(source) || ARCHIVE.test(source) || SYSTEM.test(name);
  });
}

/** What a stage gets, by the index of the instruction that brings it. */
interface Brought {
  /** First instruction behind which there may be a shell; Infinity when there is none. */
  readonly shell: number;
  readonly programs: ReadonlyMap<string, number>;
}

const brought = new WeakMap<Stage, Brought>();

function broughtTo(stage: Stage): Brought {
  const known = brought.get(stage);
  if (known) return known;
  let shell = Infinity;
  const programs = new Map<string, number>();
  for (const instruction of stage.instructions) {
    const { keyword, index, json } = instruction;
    if (keyword === 'RUN' && json && SHELL_PROGRAM.test(json.items[0]?.value ?? '')) shell = Math.min(shell, index);
    if (keyword !== 'COPY' && keyword !== 'ADD') continue;
    if (bringsShell(instruction)) shell = Math.min(shell, index);
    const { sources, target } = pathsOf(instruction);
    const folder = target.replace(/\/?$/, '/');
    for (const path of [target, ...sources.map((source) => folder + (source.split('/').pop() ?? ''))]) {
      if (!programs.has(path)) programs.set(path, index);
    }
  }
  const result = { shell, programs };
  brought.set(stage, result);
  return result;
}

/** A shell may have come before this instruction runs; what starts a container sees the whole stage. */
export function mayHaveShell(instruction: Instruction, stage: Stage): boolean {
  const before = instruction.keyword === 'RUN' ? instruction.index : Infinity;
  return stage.chain.some((link) => broughtTo(link).shell < before);
}

/** Did an earlier COPY or ADD of the stage bring exactly this program? */
export function isCopied(program: string, instruction: Instruction, stage: Stage): boolean {
  return stage.chain.some((link) => (broughtTo(link).programs.get(program) ?? Infinity) < instruction.index);
}

/** The shell form of this instruction finds no shell to run it: none in the base image, none copied, none set by SHELL. */
export function lacksShell(instruction: Instruction): boolean {
  const { stage, state, keyword } = instruction;
  if (!stage || state.shell || (stage.endState.shell && keyword !== 'RUN')) return false;
  return factsOfUse(stage.rootImage)?.hasShell === false && !mayHaveShell(instruction, stage);
}
