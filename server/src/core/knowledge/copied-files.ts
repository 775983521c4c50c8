// Which files of the build context stand in a stage before an instruction.
import type { BuildContext } from '../model/context/types.js';
import type { Instruction, Stage } from '../model/dockerfile/types.js';
import { plainPath } from './context-copy.js';
import { copyWordsOf } from './copy-target.js';
import { mountsOf } from './run-mounts.js';
import { putIn } from './shell-text.js';
import { alongChain } from './stage-chain.js';
import { baseName } from '../text/base-name.js';

export interface CopiedSource {
  /** As written, quotes taken off, without `./` in front. */
  readonly path: string;
  readonly at: Instruction;
  /** Comes from another stage or image, not from the context. */
  readonly isFromStage: boolean;
}

const plain = (path: string): string => plainPath(path) || '.';

const copiesOfStage = new WeakMap<Stage, readonly CopiedSource[]>();

/** What COPY and ADD of this stage take, in order. */
function copiesOf(stage: Stage): readonly CopiedSource[] {
  let copies = copiesOfStage.get(stage);
  if (!copies) {
    copies = stage.instructions.flatMap((listed) => {
      const at = listed.trigger ?? listed;
      if (at.keyword !== 'COPY' && at.keyword !== 'ADD') return [];
      const isFromStage = at.flags.some(({ name }) => name === 'from');
      return (copyWordsOf(at)?.sources ?? []).map(({ value }) => ({ path: plain(putIn(value, at.state)), at, isFromStage }));
    });
    copiesOfStage.set(stage, copies);
  }
  return copies;
}

/** The sources of the bind mounts of a RUN. */
function mountedBy(run: Instruction): readonly CopiedSource[] {
  return mountsOf(run).flatMap(({ type, flag }) => {
    const value = (...keys: readonly string[]) => flag.options.find((option) => keys.includes(option.name))?.value;
    return type === 'bind' ? [{ path: plain(value('source', 'src') ?? '.'), at: run, isFromStage: value('from') !== undefined }] : [];
  });
}

/** Asks for the first source of a kind; each stage is searched once, however many instructions ask. */
export class SourceSearch<T> {
  private readonly found = new WeakMap<Stage, { readonly index: number; readonly value: T } | undefined>();

  constructor(private readonly read: (source: CopiedSource) => T | undefined) {}

  /** Among the sources of COPY and ADD in the chain of its stage that stand before the instruction, then those of its own bind mounts. */
  before(instruction: Instruction): T | undefined {
    const { stage } = instruction;
    const first = stage && alongChain(this.found, stage, (below, link) => below ?? this.first(copiesOf(link)));
    if (first && first.index < instruction.index) return first.value;
    return stage && this.first(mountedBy(instruction))?.value;
  }

  private first(sources: readonly CopiedSource[]): { readonly index: number; readonly value: T } | undefined {
    for (const source of sources) {
      const value = this.read(source);
      if (value !== undefined) return { index: source.at.index, value };
    }
    return undefined;
  }
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

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

/** Searches by what they look for, as long as the files around are the same. */
const searches = new WeakMap<object, Map<string, SourceSearch<FoundFile>>>();
const NO_FILES = {};

function searchFor(
  files: BuildContext | undefined,
  key: string,
  read: (source: CopiedSource) => FoundFile | undefined,
): SourceSearch<FoundFile> {
  const known = searches.get(files ?? NO_FILES) ?? new Map<string, SourceSearch<FoundFile>>();
  searches.set(files ?? NO_FILES, known);
  const search = known.get(key) ?? new SourceSearch(read);
  known.set(key, search);
  return search;
}

/**
 * The first of `names` that stands beside the project before the instruction: named by a COPY, or known to be in a folder that is copied, or
 * beside one of the `manifests` that are copied.
 */
export function findFile(
  at: Instruction,
  names: readonly string[],
  manifests: readonly string[],
  files: BuildContext | undefined,
): FoundFile | undefined {
  for (const name of names) {
    const named = searchFor(files, name, ({ path, isFromStage }) => {
      if (!fitsPattern(baseName(path), name)) return undefined;
      const full = folderOf(path) + name;
      if (isFromStage || path.includes('$')) return { name, how: 'copied', path: undefined };
      // A pattern may match nothing.
      if (baseName(path) !== name && files?.kindOf(full) === 'absent') return undefined;
      return { name, how: 'copied', path: full };
    }).before(at);
    if (named) return named;
  }
  if (!files) return undefined;
  const isThere = (path: string): boolean => files.kindOf(path) === 'file';
  for (const name of names) {
    const inside = searchFor(files, [name, ...manifests, ''].join('\n'), ({ path, isFromStage }) => {
      if (isFromStage || path.includes('$')) return undefined;
      const within = path === '.' ? name : `${path}/${name}`;
      if (isThere(within) && !files.isIgnored(within)) return { name, how: 'copied', path: within };
      if (!manifests.some((manifest) => fitsPattern(baseName(path), manifest))) return undefined;
      const beside = folderOf(path) + name;
      return isThere(beside) ? { name, how: 'left', path: beside } : undefined;
    }).before(at);
    if (inside) return inside;
  }
  return undefined;
}
