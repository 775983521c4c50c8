// What the rewrite into two stages has to know of a language: the image that runs the program, and what to copy from the build.
import type { BuildContext } from '../model/context/types.js';
import type { Flag, Instruction, Stage } from '../model/dockerfile/types.js';
import type { BaseImageFacts } from '../knowledge/base-images.js';
import type { CompileStep } from '../knowledge/compile-steps.js';
import type { Act, Start } from './build-reading.js';
import type { Copied } from './files-of-build.js';

/** In plain words why there is no rewrite: what is missing, or what cannot be told. */
export interface Refusal {
  readonly refused: string;
}

export const refuse = (refused: string): Refusal => ({ refused });
export const isRefusal = (value: unknown): value is Refusal => typeof value === 'object' && value !== null && 'refused' in value;

/** The single stage as the plans see it. */
export interface Build {
  readonly stage: Stage;
  readonly facts: BaseImageFacts | undefined;
  /** Build steps in order; at least one. */
  readonly steps: readonly CompileStep[];
  /** Every command of every RUN, with the directory it runs in. */
  readonly acts: readonly Act[];
  readonly start: Start;
  /** What COPY and ADD bring, in order. */
  readonly copied: readonly Copied[];
  /** Directory the base image starts in. */
  readonly home: string;
  readonly files: BuildContext | undefined;
}

export interface Copy {
  /** Absolute; may end in a pattern (`/src/target/*.jar`), then `target` is a folder with a slash behind. */
  readonly source: string;
  readonly target: string;
  /** The program writes there, so it belongs to the account the program runs as. */
  readonly isWritten?: boolean;
  /** Another account than that, by number, which the file hands it to. */
  readonly owner?: string;
}

export interface RuntimePlan {
  readonly image: string;
  readonly hasShell: boolean;
  /** Packages of the runtime stage, and who installs them. */
  readonly manager: 'apt' | 'apk' | undefined;
  readonly packages: readonly string[];
  /** Instructions that the first stage gets at its end. */
  readonly build: readonly string[];
  /** Instructions of the first stage in front of this RUN of it. */
  readonly beforeRun: { readonly run: Instruction; readonly instructions: readonly string[] } | undefined;
  /** What the runtime stage copies from the first. */
  readonly copies: readonly Copy[];
  /** RUN instructions of the runtime stage behind its COPYs. */
  readonly after: readonly string[];
  /** USER where the file says none, or one that the runtime image does not have. Absent: the file's own holds, or none. */
  readonly user: string | undefined;
  /** Accounts of the runtime image, with user and group by number. */
  readonly accounts: ReadonlyMap<string, string>;
  /** ENV instructions that the runtime stage needs beside those of the file. */
  readonly environment: readonly string[];
  /** Variables that only the build reads. */
  isBuildVariable(name: string, value: string): boolean;
  /** Is this command, which runs behind the build, part of it? */
  isPartOfBuild(act: Act): boolean;
  /**
   * Files of the build context that come along beside the copies. all: those outside of the folder of the build, and folders with an
   * everyday name inside of it; outside: only the former.
   */
  readonly files: 'all' | 'outside' | 'none';
  /** RUN instructions that are of no use any more. */
  readonly drops: readonly Instruction[];
  /** The program writes below its sources, so that those that are copied last belong to its account as well. */
  readonly ownsSources: boolean;
  /** What the start command stands for, where the runtime image does not have the program it names. */
  readonly start: readonly string[] | undefined;
  /** The image starts what is needed by itself: CMD and ENTRYPOINT go, and these instructions come. */
  readonly server: readonly string[] | undefined;
}

const NOTHING: Omit<RuntimePlan, 'image' | 'hasShell' | 'isBuildVariable'> = {
  manager: undefined,
  packages: [],
  build: [],
  beforeRun: undefined,
  copies: [],
  after: [],
  user: '65532:65532',
  accounts: new Map(),
  environment: [],
  isPartOfBuild: () => false,
  files: 'all',
  drops: [],
  start: undefined,
  ownsSources: false,
  server: undefined,
};

/** A plan with what most have in common. */
export const runtimePlan = (plan: Partial<RuntimePlan> & Pick<RuntimePlan, 'image' | 'hasShell' | 'isBuildVariable'>): RuntimePlan => ({
  ...NOTHING,
  ...plan,
});

export const runsOf = (stage: Stage): readonly Instruction[] => stage.instructions.filter(({ keyword }) => keyword === 'RUN');

/** An absolute path without `.` and `..`; `path` may be relative to `base`. */
export function resolvePath(base: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${path.startsWith('/') ? '' : base}/${path}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

export const isBelow = (path: string, folder: string): boolean => path.startsWith(folder === '/' ? '/' : `${folder}/`) && path !== folder;
export const isAt = (path: string, folder: string): boolean => path === folder || isBelow(path, folder);
export const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/';

/** WORKDIR in force at this instruction; absent when a variable leaves it open. */
export function workdirAt(instruction: Instruction, initial: string): string | undefined {
  const { workdir } = instruction.state;
  if (workdir?.includes('$')) return undefined;
  return resolvePath(initial, workdir ?? '.');
}

const mountKind = ({ options }: Flag): string => options.find(({ name }) => name === 'type')?.value ?? 'bind';

/** Is what stands at this path gone when the RUN is done, as a cache or a mount from elsewhere lies there? */
export function isMounted(run: Instruction, path: string, workdir: string): boolean {
  return run.flags.some((flag) => {
    if (flag.name !== 'mount' || mountKind(flag) === 'secret' || mountKind(flag) === 'ssh') return false;
    const target = flag.options.find(({ name }) => name === 'target' || name === 'dst' || name === 'destination')?.value;
    return target !== undefined && isAt(path, resolvePath(workdir, target));
  });
}
