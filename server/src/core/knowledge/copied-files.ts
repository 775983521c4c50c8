// Which files of the build context stand in a stage before an instruction.
import type { BuildContext } from '../model/context/types.js';
import type { Instruction, Stage } from '../model/dockerfile/types.js';
import { plainPath } from './context-copy.js';
import { copyWordsOf } from './copy-target.js';
import { mountsOf } from './run-mounts.js';
import { putIn } from './shell-text.js';
import { alongChain } from './stage-chain.js';

export interface CopiedSource {
  /** As written, quotes taken off, without `./` in front. */
  readonly path: string;
  readonly at: Instruction;
  /** Comes from another stage or image, not from the context. */
  readonly isFromStage: boolean;
}

const plain = (path: string): string => plainPath(path) || '.';

const copiesOfChain = new WeakMap<Stage, readonly CopiedSource[]>();

/** What COPY and ADD of this stage and those it is built on take; several rules ask for the same one. */
function copiesOf(below: readonly CopiedSource[] | undefined, stage: Stage): readonly CopiedSource[] {
  const own = stage.instructions.flatMap((listed) => {
    const at = listed.trigger ?? listed;
    if (at.keyword !== 'COPY' && at.keyword !== 'ADD') return [];
    const isFromStage = at.flags.some(({ name }) => name === 'from');
    return (copyWordsOf(at)?.sources ?? []).map(({ value }) => ({ path: plain(putIn(value, at.state)), at, isFromStage }));
  });
  return below && own.length === 0 ? below : [...(below ?? []), ...own];
}

/** Sources of COPY and ADD in the chain of the stage that stand before the instruction, and those of its own bind mounts. */
export function sourcesBefore(stage: Stage, before: Instruction): readonly CopiedSource[] {
  const all = alongChain(copiesOfChain, stage, copiesOf);
  let count = all.length;
  while (count > 0 && (all[count - 1]?.at.index ?? 0) >= before.index) count--;
  const mounted: CopiedSource[] = [];
  for (const { type, flag } of mountsOf(before)) {
    const value = (...keys: readonly string[]) => flag.options.find((option) => keys.includes(option.name))?.value;
    if (type === 'bind') mounted.push({ path: plain(value('source', 'src') ?? '.'), at: before, isFromStage: value('from') !== undefined });
  }
  return count === all.length && mounted.length === 0 ? all : [...all.slice(0, count), ...mounted];
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Could the pattern of a COPY mean this name? */
export function fitsPattern(pattern: string, name: string): boolean {
  if (!/[*?[]/.test(pattern)) return pattern === name;
  const expression = pattern
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replace(/\*+/g, '[^/]*')
    .replace(/\?/g, '[^/]');
  try {
    return new RegExp(`^${expression}$`).test(name);
  } catch {
    return false;
  }
}

/** copied: it is there; left: it is beside what is copied, but not copied itself. */
export interface FoundFile {
  readonly name: string;
  readonly how: 'copied' | 'left';
  /** Path in the context, where it is known to be. */
  readonly path: string | undefined;
}

/**
 * The first of `names` that stands beside the project: named by a COPY, or known to be in a folder that is copied, or beside one of the
 * `manifests` that are copied.
 */
export function findFile(
  sources: readonly CopiedSource[],
  names: readonly string[],
  manifests: readonly string[],
  files: BuildContext | undefined,
): FoundFile | undefined {
  const isThere = (path: string): boolean => files?.kindOf(path) === 'file';
  for (const name of names) {
    for (const { path, isFromStage } of sources) {
      if (!fitsPattern(nameOf(path), name)) continue;
      const full = folderOf(path) + name;
      if (isFromStage || path.includes('$')) return { name, how: 'copied', path: undefined };
      // A pattern may match nothing.
      if (nameOf(path) !== name && files && files.kindOf(full) === 'absent') continue;
      return { name, how: 'copied', path: full };
    }
  }
  if (!files) return undefined;
  for (const name of names) {
    for (const { path, isFromStage } of sources) {
      if (isFromStage || path.includes('$')) continue;
      const inside = path === '.' ? name : `${path}/${name}`;
      if (isThere(inside) && !files.isIgnored(inside)) return { name, how: 'copied', path: inside };
      if (!manifests.some((manifest) => fitsPattern(nameOf(path), manifest))) continue;
      const beside = folderOf(path) + name;
      if (isThere(beside)) return { name, how: 'left', path: beside };
    }
  }
  return undefined;
}
