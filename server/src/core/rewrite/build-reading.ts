// Reads a single-stage build: its commands with their directories, what the container starts, where a program lies in the end.
import type { Instruction, Stage } from '../model/dockerfile/types.js';
import type { ShellCommand, ShellScript, ShellWord } from '../model/shell/types.js';
import { baseName, startOf } from '../knowledge/start-command.js';
import type { Build, Refusal } from './plan.js';
import { folderOf, isBelow, isMounted, refuse, resolvePath, runsOf, workdirAt } from './plan.js';
import type { StartScript } from './start-script.js';

/** A command of the build. */
export interface Act {
  readonly command: ShellCommand;
  readonly script: ShellScript;
  readonly run: Instruction;
  /** Absent when it cannot be told for sure. */
  readonly cwd: string | undefined;
}

export function actsOf(stage: Stage, home: string): readonly Act[] {
  return runsOf(stage).flatMap((run) => {
    const workdir = workdirAt(run, home);
    return run
      .scripts()
      .flatMap((script) =>
        script.commands.map((command) => ({ command, script, run, cwd: workdir && directoryOf(command, script, workdir) })),
      );
  });
}

/** The directory a command of a script runs in; absent when that cannot be told for sure. */
function directoryOf(command: ShellCommand, script: ShellScript, workdir: string): string | undefined {
  const before = script.commands.slice(0, script.commands.indexOf(command));
  const moves = before.filter(({ name }) => name === 'cd' || name === 'pushd' || name === 'popd');
  if (moves.length === 0) return workdir;
  // A subshell forgets where it went, and a pipe may not go there at all.
  if (/(?<!\$)\(/.test(script.source) || moves.some(({ name, pipeline }) => name !== 'cd' || pipeline.length > 1)) return undefined;
  let at = workdir;
  let last: string | undefined;
  for (const { args } of moves) {
    const target = args.find(({ value }) => value === '-' || !value?.startsWith('-'))?.value;
    if (target === undefined) return undefined;
    const next = target === '-' ? last : resolvePath(at, target);
    if (next === undefined) return undefined;
    last = at;
    at = next;
  }
  return at;
}

export const actOf = (build: Build, command: ShellCommand): Act | undefined => build.acts.find((act) => act.command === command);

export const textOf = (word: ShellWord | undefined): string => word?.value ?? word?.raw ?? '';

/** Options and operands of a command. `valued` names the options whose value is a word of its own. */
export interface Call {
  readonly options: ReadonlyMap<string, string>;
  readonly operands: readonly ShellWord[];
}

export function readCall(words: readonly ShellWord[], valued: ReadonlySet<string>): Call {
  const options = new Map<string, string>();
  const operands: ShellWord[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    const text = textOf(word);
    if (!word || text === '-' || !text.startsWith('-')) {
      if (word) operands.push(word);
      continue;
    }
    const [name = '', joined] = text.split(/=(.*)/s);
    if (joined !== undefined) options.set(name, joined);
    else if (valued.has(name)) options.set(name, textOf(words[++i]));
    else options.set(name, '');
  }
  return { options, operands };
}

/** What the environment of a command says: assignments in front of it, exports before it, then ENV and ARG. `value` is absent where it is open. */
export function settingOf(name: string, { command, script, run }: Act): { readonly value: string | undefined } | undefined {
  const own = command.assignments.find((assignment) => assignment.name === name);
  if (own) return { value: own.value?.value };
  const wrapped = command.words.slice(0, command.words.indexOf(command.word)).find(({ raw }) => raw.startsWith(`${name}=`));
  if (wrapped) return { value: wrapped.value?.slice(name.length + 1) };
  const before = script.commands.slice(0, script.commands.indexOf(command));
  const exported = before
    .filter((other) => other.name === 'export' || (other.name === undefined && other.assignments.length > 0))
    .flatMap((other) => [
      ...other.args.map(({ value, raw }) => value ?? raw),
      ...other.assignments.map((a) => `${a.name}=${a.value?.value ?? '$'}`),
    ])
    .filter((text) => text.startsWith(`${name}=`))
    .at(-1);
  if (exported !== undefined) return { value: exported.includes('$') ? undefined : exported.slice(name.length + 1) };
  if (run.state.env.has(name)) {
    const value = run.state.env.get(name);
    return { value: value?.includes('$') ? undefined : value };
  }
  return run.state.args.has(name) ? { value: run.state.args.get(name) } : undefined;
}

// --- What is started.

export interface Start {
  /** ENTRYPOINT and CMD as one command line without a shell in front; variables as written. Empty when nothing is started. */
  readonly words: readonly string[];
  /** Does it take a shell to read it? */
  readonly needsShell: boolean;
  /** Small init programs in front: tini, dumb-init. */
  readonly inits: readonly string[];
  /** Why the words are not certain. */
  readonly problem: string | undefined;
  /** Something starts, though not one program that can be named. */
  readonly isScript: boolean;
  /** Directory the container starts in; absent when a variable leaves it open. */
  readonly cwd: string | undefined;
  /** A copied script that runs first, and then hands over to `words`. */
  readonly script?: StartScript;
}

const INITS = new Set(['tini', 'dumb-init', 'catatonit', 'tini-static']);

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

/** The one command of a shell form, `sh -c "…"` included. */
function shellCommandOf(instruction: Instruction): readonly string[] | undefined {
  const [script, ...more] = instruction.scripts();
  if (!script || more.length > 0 || script.hasErrors || script.form === 'exec' || script.commands.length !== 1) return undefined;
  const [command] = script.commands;
  if (!command || command.redirects.length > 0 || (command.wrappers.length > 0 && command.wrappers.join(' ') !== 'exec')) return undefined;
  return [command.word, ...command.args].map((word) => textOf(word));
}

/** A script or a program that steps down may count on root: who starts it stays who it was. */
export const mayNeedRoot = ({ start, stage }: Pick<Build, 'start' | 'stage'>): boolean =>
  start.isScript ||
  start.script !== undefined ||
  /\.(?:sh|bash)$|(?:^|\/)(?:docker-)?entrypoint$/.test(start.words[0] ?? '') ||
  startOf(stage)?.stepsDown === true;

export function startOfStage(stage: Stage, home: string): Start {
  const cwd = workdirAt(stage.instructions.at(-1) ?? stage.from, home);
  const at = stage.instructions.at(-1);
  // A WORKDIR that ends the file is in force all the same.
  const end = at?.keyword === 'WORKDIR' ? resolvePath(cwd ?? '/', at.words[0]?.value ?? '.') : cwd;
  const base = { words: [], needsShell: false, inits: [], cwd: end, isScript: false };
  const { entrypoint, cmd } = stage;
  const first = entrypoint ?? cmd;
  if (!first) return { ...base, problem: 'there is no CMD or ENTRYPOINT, so what starts is not known' };
  let words: readonly string[];
  let needsShell = false;
  const plain = startWithoutShell(first);
  const isShellString = first.json !== undefined && first.scripts().some(({ form }) => form === 'exec-c');
  if (plain && !isShellString) {
    words = plain;
    const isExec = entrypoint && cmd && entrypoint.json;
    if (isExec && !cmd.json) return { ...base, problem: 'CMD in the shell form adds words to ENTRYPOINT that the program may not mean' };
    if (isExec) words = [...words, ...(startWithoutShell(cmd) ?? [])];
  } else {
    const read = shellCommandOf(first);
    if (!read)
      return {
        ...base,
        needsShell: true,
        isScript: true,
        problem: 'the start command is a shell script of its own, so what it needs is not certain',
      };
    words = read;
    needsShell = true;
  }
  const inits: string[] = [];
  while (INITS.has(baseName(words[0] ?? ''))) {
    inits.push(words[0] ?? '');
    const end = words.indexOf('--');
    words = end >= 0 ? words.slice(end + 1) : words.slice(1).slice(words.slice(1).findIndex((word) => !word.startsWith('-')));
  }
  if (words.length === 0 || words[0] === '') return { ...base, problem: 'there is no CMD or ENTRYPOINT, so what starts is not known' };
  return { words, needsShell, inits, cwd: end, problem: undefined, isScript: false };
}

// --- Where the program lies.

const ON_PATH = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

export const isOnPath = (path: string): boolean => ON_PATH.includes(folderOf(path));

/** Files a `cp`, `mv`, `install` or `ln` makes. */
interface Made {
  readonly act: Act;
  readonly sources: readonly string[];
  /** Where the sources go: a folder, or the new name. */
  readonly target: string;
  readonly isFolder: boolean;
  /** `cp -r` and `mv`. */
  readonly takesFolders: boolean;
}

/** With the variables that the file gives a value. */
const known = (text: string, { state }: Instruction): string =>
  text.replace(/\$\{?(\w+)\}?/g, (whole, name: string) => state.env.get(name) ?? state.args.get(name) ?? whole);

function madeBy(act: Act): Made | undefined {
  const { command, cwd } = act;
  if (!/^(?:cp|mv|install|ln)$/.test(command.name ?? '') || cwd === undefined) return undefined;
  const { options, operands } = readCall(
    command.args,
    new Set(['-t', '--target-directory', '-m', '--mode', '-o', '-g', '--owner', '--group', '-S']),
  );
  if (command.name === 'install' && options.has('-d')) return undefined;
  const given = options.get('-t') ?? options.get('--target-directory');
  const words = operands.map((word) => known(textOf(word), act.run));
  const last = given ?? words.at(-1);
  const sources = given === undefined ? words.slice(0, -1) : words;
  if (last === undefined || sources.length === 0 || last.includes('$')) return undefined;
  return {
    act,
    sources: sources.map((source) => resolvePath(cwd, source)),
    target: resolvePath(cwd, last),
    takesFolders:
      command.name === 'mv' ||
      (command.name === 'cp' && [...options.keys()].some((name) => /^-\w*[rRa]|^--(?:recursive|archive)$/.test(name))),
    isFolder: given !== undefined || sources.length > 1 || /(?:^|\/)\.{0,2}$/.test(last),
  };
}

const patternOf = (path: string): RegExp =>
  new RegExp(
    `^${path
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '[^/]*')
      .replace(/\?/g, '[^/]')}$`,
  );

/** Does this cp or mv make the file at `path`, and from what? */
function sourceOf(made: Made, path: string): string | undefined {
  const name = baseName(path);
  for (const source of made.sources) {
    const isNamed = baseName(source) === name || (/[*?]/.test(baseName(source)) && patternOf(baseName(source)).test(name));
    if (!made.isFolder && made.target === path) return source;
    if (isNamed && made.target === folderOf(path)) return /[*?]/.test(source) ? source : resolvePath(folderOf(source), name);
  }
  return isBelow(path, made.target) && made.takesFolders ? sourceInFolder(made, path) : undefined;
}

/** The same below a folder that is copied or moved as a whole. */
function sourceInFolder({ sources, target, isFolder }: Made, path: string): string | undefined {
  const rest = path.slice(target === '/' ? 0 : target.length);
  const [only] = sources;
  // `cp -r build/app /srv/app`: a new name, as there was no such folder.
  if (!isFolder && sources.length === 1 && only !== undefined && !/[*?]/.test(only)) return only + rest;
  const whole = sources.find((source) => baseName(source) === rest.split('/')[1]);
  if (whole !== undefined) return whole + rest.slice(baseName(whole).length + 1);
  const all = sources.find((source) => baseName(source) === '*');
  return all === undefined ? undefined : folderOf(all) + rest;
}

export interface Artifact {
  /** Where the program lies when the build is done. */
  readonly path: string;
  /** Where the build put it first, if it was moved or copied; may be a pattern. */
  readonly origin: string;
  /** The commands that move or copy it. */
  readonly moves: ReadonlySet<Act>;
}

/**
 * The file at this path, if it is what the build makes: `isOutput` says so of the path itself, or of what was copied or moved there.
 * Undefined when something else makes it.
 */
export function findArtifact(build: Build, step: Act, path: string, isOutput: (path: string) => boolean): Artifact | Refusal | undefined {
  // What is copied there is not built.
  if (build.copied.some(({ isFolder, place }) => !isFolder && place === path)) return undefined;
  const later = build.acts.slice(build.acts.indexOf(step) + 1);
  const moves = new Set<Act>();
  let origin = path;
  let maker: Act = step;
  for (let i = later.length - 1; i >= 0; i--) {
    const act = later[i];
    if (!act) continue;
    const made = madeBy(act);
    const from = made && sourceOf(made, origin);
    if (from === undefined) continue;
    if (moves.size === 0) maker = act;
    moves.add(act);
    origin = from;
  }
  if (!isOutput(origin)) return undefined;
  const end = build.acts.slice(build.acts.indexOf(maker) + 1);
  const isGone = end.some((act) => {
    const { command, cwd } = act;
    if ((command.name !== 'mv' && command.name !== 'rm') || cwd === undefined) return false;
    const words = command.args.map((word) => textOf(word)).filter((word) => !word.startsWith('-'));
    const taken = command.name === 'mv' ? words.slice(0, -1) : words;
    return taken.some((word) => {
      const gone = resolvePath(cwd, word);
      return gone === path || isBelow(path, gone) || patternOf(gone).test(path);
    });
  });
  if (isGone) return refuse(`"${baseName(path)}" is moved or removed after it is built`);
  const workdir = workdirAt(maker.run, build.home) ?? '/';
  if (isMounted(maker.run, path, workdir))
    return refuse(`"${baseName(path)}" lies in a mount of its RUN, where no other stage finds it: copy it out`);
  if (build.acts.some(({ command }) => command.name === 'setcap' && command.args.some(({ raw }) => baseName(raw) === baseName(path))))
    return refuse('capabilities set by setcap may get lost on the way');
  return { path, origin, moves };
}

/** More of the output that is put where the PATH finds it: programs that are started by name now and then. */
export function filesBeside(build: Build, program: Artifact, isOutput: (path: string) => boolean) {
  const paths = build.acts.flatMap((act) => {
    const made = /^(?:cp|mv|install)$/.test(act.command.name ?? '') ? madeBy(act) : undefined;
    return (made?.sources ?? [])
      .filter((source) => isOutput(source) && !/[*?$]/.test(source))
      .map((source) => (made?.isFolder === true ? resolvePath(made.target, baseName(source)) : (made?.target ?? '/')))
      .filter((path) => isOnPath(path) && path !== program.path);
  });
  return paths.filter((path, i) => paths.indexOf(path) === i).map((path) => ({ source: path, target: path }));
}

/** Commands behind the build that put the program elsewhere as well. */
export const isMoveOf = (act: Act, isOutput: (path: string) => boolean): boolean => {
  const made = madeBy(act);
  return made !== undefined && made.sources.every((source) => isOutput(source));
};

/** Folders that a program without a slash may stand in, as the container finds it: those of PATH that the file sets, then the usual ones. */
export function searchPath(build: Build, more: readonly string[]): readonly string[] {
  const at = build.stage.endState.env.get('PATH');
  const own = at === undefined ? [] : at.split(':').filter((folder) => folder.startsWith('/'));
  return [...own, ...more, ...ON_PATH].filter((folder, i, all) => all.indexOf(folder) === i);
}

/** What the container starts, if it is what this step makes. `bins`: folders that the image has on its PATH. */
export function locateStart(
  build: Build,
  step: Act,
  isOutput: (path: string) => boolean,
  bins: readonly string[] = [],
): Artifact | Refusal | undefined {
  const { start } = build;
  const [word = ''] = start.words;
  if (start.problem !== undefined) return refuse(start.problem);
  if (word.includes('$')) return refuse('a variable names the program that starts');
  if (word.includes('/')) {
    if (!word.startsWith('/') && start.cwd === undefined) return refuse('the WORKDIR is not certain');
    return findArtifact(build, step, resolvePath(start.cwd ?? '/', word), isOutput);
  }
  for (const folder of searchPath(build, bins)) {
    const found = findArtifact(build, step, resolvePath(folder, word), isOutput);
    if (found) return found;
  }
  return undefined;
}
