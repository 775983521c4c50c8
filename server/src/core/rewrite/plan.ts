// What the rewrite into two stages has to know of a language: the image that runs the program, and what to copy from the build.
import type { Instruction, Stage } from '../model/dockerfile/types.js';
import type { ShellCommand, ShellScript } from '../model/shell/types.js';
import { isBuildTool, packageCommandOf } from '../knowledge/packages.js';

/** In plain words why there is no rewrite. */
export interface Refusal {
  readonly refused: string;
}

export interface RuntimePlan {
  readonly image: string;
  /** Instructions that the first stage gets at its end. */
  readonly build: readonly string[];
  /** What the runtime stage copies from the first; both paths absolute. */
  readonly copies: readonly { readonly source: string; readonly target: string }[];
  /** USER where the file says none, or one that the runtime image does not have. */
  readonly user: string;
  /** Accounts of the runtime image, with user and group by number. */
  readonly accounts: ReadonlyMap<string, string>;
  /** Directory that the build image starts in. */
  readonly workdir: string;
  /** A program that the runtime image brings: "node". */
  readonly program: string | undefined;
  /** Names of variables that only the build reads. */
  readonly buildVariables: RegExp;
}

export const refuse = (refused: string): Refusal => ({ refused });

/** An absolute path without `.` and `..`; `path` may be relative to `base`. */
export function resolvePath(base: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${path.startsWith('/') ? '' : base}/${path}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** WORKDIR in force at this instruction; absent when a variable leaves it open. */
export function workdirAt(instruction: Instruction, initial: string): string | undefined {
  const { workdir } = instruction.state;
  if (workdir?.includes('$')) return undefined;
  return resolvePath(initial, workdir ?? '.');
}

/** The directory a command of a script runs in; absent when that cannot be told for sure. */
export function directoryOf(command: ShellCommand, script: ShellScript, workdir: string): string | undefined {
  const before = script.commands.slice(0, script.commands.indexOf(command));
  const moves = before.filter(({ name }) => name === 'cd' || name === 'pushd' || name === 'popd');
  if (moves.length === 0) return workdir;
  // A subshell forgets where it went, and a pipe may not go there at all.
  if (/[(|]/.test(script.source) || moves.some(({ name }) => name !== 'cd')) return undefined;
  let at = workdir;
  for (const { args } of moves) {
    const target = args.find(({ value }) => !value?.startsWith('-'))?.value;
    if (target === undefined) return undefined;
    at = resolvePath(at, target);
  }
  return at;
}

const HARMLESS_PACKAGES = new Set([
  ...[
    'ca-certificates',
    'tzdata',
    'git',
    'git-lfs',
    'openssh-client',
    'mercurial',
    'subversion',
    'bash',
    'upx',
    'protobuf',
    'protobuf-compiler',
    'protoc',
    'patch',
    'file',
  ],
  ...[
    'curl',
    'wget',
    'unzip',
    'zip',
    'xz',
    'xz-utils',
    'tar',
    'gnupg',
    'python3',
    'musl',
    'libc6-compat',
    'gcompat',
    'apt-transport-https',
    'lsb-release',
  ],
]);
/** Tools that a build fetches things with, and that a program may call as well. */
const CALLABLE = new Set(['git', 'curl', 'wget', 'bash', 'python3', 'zip', 'unzip', 'file', 'openssh-client']);

/**
 * A package that the program may need when it runs, so that nobody can tell what the runtime stage must have.
 * Tools for fetching count as needed unless a command of the build is seen to use them.
 */
export function packageInQuestion(runs: readonly Instruction[]): string | undefined {
  const commands = runs.flatMap((run) => run.scripts().flatMap((script) => script.commands));
  const used = new Set(commands.map(({ name }) => name));
  for (const command of commands) {
    const found = packageCommandOf(command);
    if (found?.action !== 'install') continue;
    if (found.isOpen) return 'packages named by a variable';
    for (const { name } of found.packages) {
      if (name.startsWith('.') || name === '') continue;
      if (isBuildTool(name) && !/^lib.*-dev$|-devel$/.test(name)) continue;
      if (/^(?:libc6-dev|libc-dev|musl-dev|linux-headers)/.test(name)) continue;
      if (
        HARMLESS_PACKAGES.has(name) &&
        (!CALLABLE.has(name) || name === 'git' || name === 'bash' || used.has(name === 'openssh-client' ? 'ssh' : name))
      )
        continue;
      return `"${name}"`;
    }
  }
  return undefined;
}

/** The words a container starts with, once a shell is not there to read them; absent where a shell is needed. */
export function startWithoutShell(instruction: Instruction): readonly string[] | undefined {
  if (instruction.json) return instruction.json.items.map(({ value }) => value);
  const [script, ...more] = instruction.scripts();
  if (!script || more.length > 0 || script.needsShell || script.hasErrors || script.commands.length !== 1) return undefined;
  const [command] = script.commands;
  if (!command || (command.wrappers.length > 0 && command.wrappers.join(' ') !== 'exec')) return undefined;
  const words = [command.word, ...command.args].map(({ value }) => value);
  return words.every((word) => word !== undefined) ? words : undefined;
}

export const runsOf = (stage: Stage): readonly Instruction[] => stage.instructions.filter(({ keyword }) => keyword === 'RUN');

const ASSET_FOLDERS =
  /^(?:views?|templates?|static|assets?|public|www|html|migrations?|locales?|i18n|translations|config|configs|conf|prisma|schemas?)$/;

/** Folders with an everyday name for files that programs read when they run, copied one by one into the build stage. */
export function assetsOf(stage: Stage, before: number, initial: string): readonly string[] {
  return stage.instructions
    .filter(({ keyword, index, flags }) => keyword === 'COPY' && index < before && !flags.some(({ name }) => name === 'from'))
    .flatMap((copy) => {
      const words = copy.json ? copy.json.items.map(({ value }) => value) : copy.words.map(({ value }) => value);
      const [source = '', target = ''] = words;
      const cwd = workdirAt(copy, initial);
      const name = source.replace(/\/+$/, '').split('/').at(-1) ?? '';
      if (words.length !== 2 || cwd === undefined || /[$*?]/.test(source + target) || !ASSET_FOLDERS.test(name)) return [];
      return [resolvePath(cwd, target)];
    })
    .filter((path) => path !== '/');
}
