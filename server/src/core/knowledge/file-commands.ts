// Commands that change modes and owners of files, or remove them. Source: the manuals of GNU coreutils and BusyBox; state of 2026-11.
import type { Instruction } from '../model/dockerfile/types.js';
import type { ShellCommand, ShellWord } from '../model/shell/types.js';
import { hasOption, lastOption, readCommandLine } from './command-line.js';
import type { OptionSyntax } from './command-line.js';
import { normalizePath } from './host-paths.js';
import { putIn, writtenText } from './shell-text.js';

export interface Mode {
  readonly setuid: boolean;
  readonly setgid: boolean;
  readonly sticky: boolean;
  readonly othersWrite: boolean;
}

/** What a mode gives: "4755", "u+s", "a=rwx". What it takes away is not said. Absent where it is no mode. */
export function readMode(text: string): Mode | undefined {
  if (/^[0-7]{1,5}$/.test(text)) {
    const bits = parseInt(text, 8);
    return { setuid: (bits & 0o4000) !== 0, setgid: (bits & 0o2000) !== 0, sticky: (bits & 0o1000) !== 0, othersWrite: (bits & 2) !== 0 };
  }
  const mode = { setuid: false, setgid: false, sticky: false, othersWrite: false };
  for (const clause of text.split(',')) {
    const match = /^([ugoa]*)((?:[-+=][rwxXstugo]*)+)$/.exec(clause);
    if (!match) return undefined;
    const [, who = '', actions = ''] = match;
    for (const [, operator, letters = ''] of actions.matchAll(/([-+=])([rwxXstugo]*)/g)) {
      if (operator === '-') continue;
      const isFor = (letter: string): boolean => who.includes(letter) || who.includes('a');
      if (letters.includes('s') && (isFor('u') || who === '')) mode.setuid = true;
      if (letters.includes('s') && (isFor('g') || who === '')) mode.setgid = true;
      if (letters.includes('t')) mode.sticky = true;
      // Without a letter the umask holds, which keeps others out.
      if (letters.includes('w') && isFor('o')) mode.othersWrite = true;
    }
  }
  return mode;
}

export interface ModeChange {
  /** As written: "0755", "u+s". */
  readonly text: string;
  readonly word: ShellWord;
  readonly mode: Mode;
  readonly targets: readonly ShellWord[];
  readonly isRecursive: boolean;
  /** chmod, or a command that makes the thing with this mode. */
  readonly makes: 'nothing' | 'folder' | 'file';
}

const MKDIR: OptionSyntax = { valued: new Set(['-m', '--mode', '-Z']) };
const INSTALL: OptionSyntax = {
  valued: new Set(['-m', '--mode', '-o', '--owner', '-g', '--group', '-t', '--target-directory', '-S', '--suffix']),
};
const PLAIN: OptionSyntax = { valued: new Set() };

/** Commands below `chroot` work on another system. */
const isHere = (command: ShellCommand): boolean => !command.wrappers.includes('chroot');

/** The mode that chmod, mkdir -m or install -m gives. */
export function modeChangeOf(command: ShellCommand): ModeChange | undefined {
  if (!isHere(command)) return undefined;
  if (command.name === 'chmod') {
    // `chmod -x`: a mode, no option.
    const args = command.args.filter(({ raw }) => !/^-[RfvcHLPh]+$|^--/.test(raw));
    const isRecursive = command.args.some(({ raw }) => /^-[fvcHLPh]*R|^--recursive$/.test(raw));
    const [word, ...targets] = args;
    const mode = word && readMode(writtenText(word));
    return mode && { text: writtenText(word), word, mode, targets, isRecursive, makes: 'nothing' };
  }
  if (command.name !== 'mkdir' && command.name !== 'install') return undefined;
  const { options, operands } = readCommandLine(command.args, command.name === 'mkdir' ? MKDIR : INSTALL);
  const option = lastOption(options, '-m', '--mode');
  const mode = option?.value === undefined ? undefined : readMode(option.value);
  if (!mode || option?.value === undefined || !option.valueWord) return undefined;
  const isFolder = command.name === 'mkdir' || hasOption(options, '-d', '--directory');
  const into = lastOption(options, '-t', '--target-directory')?.valueWord;
  const targets = isFolder ? operands : into ? [into] : operands.slice(-1);
  return { text: option.value, word: option.valueWord, mode, targets, isRecursive: false, makes: isFolder ? 'folder' : 'file' };
}

export interface OwnerChange {
  /** "app:app", "1000", as written. */
  readonly text: string;
  readonly word: ShellWord;
  readonly targets: readonly ShellWord[];
  readonly isRecursive: boolean;
}

export function ownerChangeOf(command: ShellCommand): OwnerChange | undefined {
  if (command.name !== 'chown' || !isHere(command)) return undefined;
  const { options, operands } = readCommandLine(command.args, PLAIN);
  const [word, ...targets] = operands;
  if (!word || targets.length === 0 || options.some(({ name }) => name === '--reference' || name === '--from')) return undefined;
  return { text: writtenText(word), word, targets, isRecursive: hasOption(options, '-R', '--recursive') };
}

/** What rm, unlink and shred -u remove. */
export function removedBy(command: ShellCommand): readonly ShellWord[] {
  if (!isHere(command)) return [];
  if (command.name === 'rm' || command.name === 'unlink') return readCommandLine(command.args, PLAIN).operands;
  if (command.name !== 'shred') return [];
  const { options, operands } = readCommandLine(command.args, {
    valued: new Set(['-n', '--iterations', '-s', '--size', '--random-source']),
  });
  return hasOption(options, '-u', '--remove') ? operands : [];
}

/** Linux knows no longer path; many `cd` in a row would make one. */
const MAX_PATH = 4096;

/** Absolute and without detours; absent where a variable is left or the folder it counts from is not known. */
export function resolvePath(path: string, folder: string | undefined): string | undefined {
  if (path === '' || /[$`~]/.test(path)) return undefined;
  if (path.startsWith('/')) return normalizePath(path);
  return folder === undefined || folder.length > MAX_PATH ? undefined : normalizePath(`${folder}/${path}`);
}

export const isWithin = (path: string, folder: string): boolean =>
  path === folder || (folder === '/' ? path.startsWith('/') : path.startsWith(`${folder}/`));

/** The path and the folders it stands in, the root too. */
export function foldersOf(path: string): readonly string[] {
  const folders: string[] = [];
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) folders.push(path.slice(0, end));
  if (path.startsWith('/') && path !== '/') folders.push('/');
  return folders;
}

/** The commands of a RUN, each with the folder it runs in: WORKDIR, and where `cd` went. */
export function* commandsInFolders(run: Instruction): Generator<{
  readonly command: ShellCommand;
  readonly folder: string | undefined;
  readonly resolve: (word: ShellWord) => string | undefined;
}> {
  const workdir = run.state.workdir ?? '/';
  const start = workdir.includes('$') ? undefined : workdir;
  for (const script of run.scripts()) {
    let folder = start;
    for (const command of script.commands) {
      const here = folder;
      yield { command, folder: here, resolve: (word) => resolvePath(putIn(writtenText(word), run.state), here) };
      if (command.name === 'cd' || command.name === 'pushd') {
        const target = command.args.find(({ raw }) => !/^-./.test(raw));
        folder = target ? resolvePath(putIn(writtenText(target), run.state), folder) : undefined;
      } else if (command.name === 'popd') folder = undefined;
    }
  }
}

export interface CopiedFile {
  /** As written: a path of the context, of a stage, or a URL; the name of a heredoc. */
  readonly source: string;
  /** Where it may be found afterwards: behind `/tmp` it is the folder's file or the file itself. */
  readonly paths: readonly string[];
}

/** What COPY or ADD brings; nothing where the destination is not known. */
export function copiedFiles(instruction: Instruction): readonly CopiedFile[] {
  if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') return [];
  const words = (instruction.json?.items ?? instruction.words).map(({ value }) =>
    putIn(value, instruction.state).replace(/^(["'])(.*)\1$/, '$2'),
  );
  const written = words[words.length - 1] ?? '';
  const sources = words.slice(0, -1);
  const workdir = instruction.state.workdir ?? '/';
  const target = resolvePath(written, workdir.includes('$') ? undefined : workdir);
  if (target === undefined) return [];
  const isFolder = /\/\.?$|^\.$/.test(written) || sources.length > 1;
  const below = (name: string): string => (target === '/' ? `/${name}` : `${target}/${name}`);
  return sources.map((source) => {
    const heredoc = /^<<-?["']?(\w+)/.exec(source)?.[1];
    const name =
      heredoc ??
      source
        .replace(/[?#].*$/, '')
        .replace(/\/+$/, '')
        .replace(/^.*\//, '');
    // The whole context, and what a pattern finds, have no one name.
    if (name === '' || name === '.' || /[*?]/.test(name)) return { source, paths: [target] };
    return { source: heredoc ?? source, paths: isFolder ? [below(name)] : [target, below(name)] };
  });
}
