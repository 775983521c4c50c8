// Package manager commands, and the packages that are only there to build.
import type { ShellCommand, ShellWord } from '../model/shell/types.js';
import type { CommandOption } from './command-line.js';
import { hasOption as anyOption, readCommandLine } from './command-line.js';

export type PackageManager = 'apt' | 'apk' | 'dnf' | 'zypper' | 'pacman';
/** refresh: fetches the index; upgrade: newer versions of what is there; distribution-upgrade: another release of the distribution. */
export type PackageAction =
  'install' | 'remove' | 'autoremove' | 'refresh' | 'upgrade' | 'distribution-upgrade' | 'clean' | 'download' | 'other';

export interface PackageCommand {
  readonly manager: PackageManager;
  /** The command itself: "apt-get", "microdnf". */
  readonly tool: string;
  readonly command: ShellCommand;
  readonly action: PackageAction;
  /** The word that says what to do: "install", "add", "-Syu"; absent when there is none. */
  readonly verb: ShellWord | undefined;
  /** "module", "group" in front of the verb. */
  readonly unit: string | undefined;
  readonly options: readonly CommandOption[];
  /** Every word behind the verb that is no option, those with variables too. */
  readonly operands: readonly ShellWord[];
  /** Names as written, versions and options taken off. */
  readonly packages: readonly { readonly name: string; readonly word: ShellWord }[];
  /** Has words whose value cannot be known: `$BUILD_DEPS`. */
  readonly isOpen: boolean;
  /** `apk add --virtual NAME`. */
  readonly group: string | undefined;
  /** Installs into another root directory: `apk add -p /out`, `dnf --installroot=/out`. */
  readonly root: string | undefined;
}

const MANAGERS: Readonly<Record<string, PackageManager>> = {
  'apt-get': 'apt',
  apt: 'apt',
  aptitude: 'apt',
  apk: 'apk',
  dnf: 'dnf',
  dnf5: 'dnf',
  yum: 'dnf',
  microdnf: 'dnf',
  tdnf: 'dnf',
  zypper: 'zypper',
  pacman: 'pacman',
};

/** Programs that `packageCommandOf` reads. */
export const PACKAGE_TOOLS: ReadonlySet<string> = new Set(Object.keys(MANAGERS));
const ACTIONS: Readonly<Record<string, PackageAction>> = {
  install: 'install',
  reinstall: 'install',
  add: 'install',
  in: 'install',
  localinstall: 'install',
  groupinstall: 'install',
  'source-install': 'install',
  si: 'install',
  'build-dep': 'install',
  builddep: 'install',
  remove: 'remove',
  purge: 'remove',
  erase: 'remove',
  del: 'remove',
  rm: 'remove',
  history: 'remove',
  autoremove: 'autoremove',
  autopurge: 'autoremove',
  upgrade: 'upgrade',
  'safe-upgrade': 'upgrade',
  'upgrade-minimal': 'upgrade',
  'update-minimal': 'upgrade',
  'dist-upgrade': 'distribution-upgrade',
  'full-upgrade': 'distribution-upgrade',
  'dselect-upgrade': 'distribution-upgrade',
  dup: 'distribution-upgrade',
  'system-upgrade': 'distribution-upgrade',
  distupgrade: 'distribution-upgrade',
  'distro-sync': 'upgrade',
  refresh: 'refresh',
  ref: 'refresh',
  makecache: 'refresh',
  'check-update': 'refresh',
  clean: 'clean',
  cc: 'clean',
  autoclean: 'clean',
  distclean: 'clean',
  'dist-clean': 'clean',
  download: 'download',
  fetch: 'download',
  source: 'download',
};
/** Verbs that mean another thing in one manager. */
const OWN_ACTIONS: Partial<Readonly<Record<PackageManager, Readonly<Record<string, PackageAction>>>>> = {
  apt: { update: 'refresh' },
  apk: { update: 'refresh', fix: 'install' },
  dnf: { update: 'upgrade', up: 'upgrade' },
  zypper: { update: 'upgrade', up: 'upgrade', patch: 'upgrade' },
};
/** `dnf module install`, `dnf group install`: the next word says what to do. */
const UNITS: ReadonlySet<string> = new Set(['module', 'group', 'groups', 'offline']);

/** Options whose value is a word of its own. */
const VALUED: Readonly<Record<PackageManager, ReadonlySet<string>>> = {
  apt: new Set(['-t', '--target-release', '--default-release', '-o', '--option', '-c', '--config-file', '-a', '--host-architecture', '-P']),
  apk: new Set([
    '-t',
    '--virtual',
    '-p',
    '--root',
    '-X',
    '--repository',
    '--keys-dir',
    '--repositories-file',
    '--cache-dir',
    '--arch',
    '--wait',
    '--cache-max-age',
  ]),
  dnf: new Set([
    '--enablerepo',
    '--disablerepo',
    '--repo',
    '--installroot',
    '--releasever',
    '-x',
    '--exclude',
    '--setopt',
    '-c',
    '--config',
    '--forcearch',
    '-d',
    '-e',
    '-R',
  ]),
  zypper: new Set(['-r', '--repo', '-t', '--type', '-R', '--root', '--installroot', '--from', '-C']),
  pacman: new Set(['-r', '--root', '--dbpath', '-b', '--config', '--arch']),
};

const ROOTS: ReadonlySet<string> = new Set(['-p', '--root', '--installroot']);
const read = new WeakMap<ShellCommand, PackageCommand>();

/** The command as a package manager's, when it is one. */
export function packageCommandOf(command: ShellCommand): PackageCommand | undefined {
  const { name } = command;
  const manager = name !== undefined && Object.hasOwn(MANAGERS, name) ? MANAGERS[name] : undefined;
  if (!manager || name === undefined) return undefined;
  const known = read.get(command);
  if (known) return known;
  const found = readCommand(command, manager, name);
  read.set(command, found);
  return found;
}

function readCommand(command: ShellCommand, manager: PackageManager, tool: string): PackageCommand {
  const { options, operands, rest: behind } = readCommandLine(command.args, { valued: VALUED[manager] });
  const words = [...operands, ...behind];
  let verb: ShellWord | undefined;
  let rest: ShellWord[];
  if (manager === 'pacman') {
    verb = options.find(({ word }) => /^-[SRUQ]/.test(word.raw))?.word;
    rest = words;
  } else {
    // `apt-get $OPTIONS install`: what stands in front of the verb is options.
    const at = words.findIndex(({ value }) => value !== undefined);
    verb = words[at];
    rest = words.slice(at + 1);
  }
  const unit = manager === 'dnf' && UNITS.has(verb?.value ?? '') && rest.length > 0 ? verb?.value : undefined;
  if (unit !== undefined) verb = rest.shift();
  const named = rest.filter((word) => word.value !== undefined);
  const valueOf = (names: (option: CommandOption) => boolean): string | undefined => {
    const option = options.filter(names).at(-1);
    return option && (option.value ?? '');
  };
  return {
    manager,
    tool,
    command,
    action: actionOf(manager, verb, options, rest.length),
    verb,
    unit,
    options,
    operands: rest,
    // `dnf history undo last` takes back whatever came before.
    packages: verb?.value === 'history' ? [] : named.map((word) => ({ name: packageName(word.value ?? word.raw), word })),
    isOpen: named.length < rest.length,
    group: manager === 'apk' ? valueOf((option) => option.name === '-t' || option.name === '--virtual') : undefined,
    root: valueOf((option) => ROOTS.has(option.name) || (option.name === '-R' && manager === 'zypper')),
  };
}

function actionOf(
  manager: PackageManager,
  verb: ShellWord | undefined,
  options: readonly CommandOption[],
  operands: number,
): PackageAction {
  const text = verb?.value ?? '';
  if (manager === 'pacman') {
    if (text.startsWith('-R')) return 'remove';
    if (text.startsWith('-Q')) return 'other';
    if (text.startsWith('-Sc')) return 'clean';
    if (operands > 0 || text === '') return text === '' ? 'other' : 'install';
    return text.includes('u') ? 'upgrade' : text.includes('y') ? 'refresh' : 'other';
  }
  const own = OWN_ACTIONS[manager];
  if (own && Object.hasOwn(own, text)) return own[text] ?? 'other';
  const action = (Object.hasOwn(ACTIONS, text) ? ACTIONS[text] : undefined) ?? 'other';
  return action === 'install' && options.some(({ name }) => name === '--download-only' || name === '--downloadonly') ? 'download' : action;
}

/** Is one of these options there? */
export const hasOption = (found: PackageCommand, ...names: readonly string[]): boolean => anyOption(found.options, ...names);

/** From the command to the word that says what to do, when that is short and on one line; else that word. */
export function spanOf(found: PackageCommand): { readonly start: number; readonly end: number } {
  const { command, verb } = found;
  const { word } = command;
  if (!verb) return word.span;
  const span = { start: word.span.start, end: verb.span.end };
  const isShort = verb.span.start >= word.span.start && span.end - span.start <= 40;
  const position = command.args.indexOf(verb);
  return isShort && position === 0 ? span : verb.span;
}

/** The name without version, architecture or release: "gcc=4:12*" and "gcc:amd64" are gcc, "!gcc" and "gcc-" are left. */
function packageName(text: string): string {
  return text.replace(/^@/, '').replace(/[=<>~@:/].*$/, '');
}

const BUILD_TOOLS = new Set([
  ...['build-essential', 'build-base', 'alpine-sdk', 'base-devel', '"Development Tools"', 'Development Tools', 'devscripts', 'dpkg-dev'],
  ...['gcc', 'g++', 'gcc-c++', 'clang', 'llvm', 'cc', 'tcc', 'gfortran', 'cpp', 'binutils', 'gdc', 'gccgo', 'nasm', 'yasm'],
  ...[
    'make',
    'gmake',
    'cmake',
    'ninja',
    'ninja-build',
    'meson',
    'autoconf',
    'automake',
    'libtool',
    'bison',
    'flex',
    'pkg-config',
    'pkgconf',
    'pkgconfig',
  ],
  ...['golang', 'golang-go', 'go', 'rust', 'rustc', 'cargo', 'rustup', 'ghc', 'cabal', 'ocaml', 'opam', 'vala', 'fpc', 'dmd', 'swiftlang'],
  ...['maven', 'gradle', 'ant', 'sbt', 'leiningen', 'default-jdk', 'default-jdk-headless', 'node-gyp'],
]);
const BUILD_PATTERNS = [
  /-(?:dev|devel|headers|headers-generic)$/,
  /^(?:gcc|g\+\+|clang|llvm|golang|rust|cargo|ghc)-?\d[\d.]*$/,
  /^golang-\d[\d.]*-go$/,
  /(?:^|-)jdk(?:-|$)|^openjdk\d*$|-openjdk-devel$/,
  /^linux-headers\b/,
  /^libc6-dev/,
];

/** Compilers, headers and build systems: of no use to a program that is already built. */
export function isBuildTool(name: string): boolean {
  return BUILD_TOOLS.has(name) || BUILD_PATTERNS.some((pattern) => pattern.test(name));
}

const COMPILERS =
  /^(?:build-essential|build-base|alpine-sdk|base-devel|Development Tools|gcc|g\+\+|gcc-c\+\+|clang|cmake|llvm|gcc-?\d[\d.]*|g\+\+-?\d[\d.]*|clang-?\d[\d.]*|musl-dev|libc6-dev|libc-dev)$/;

/** Brings a C compiler, or is only of use with one. */
export const isCompilerPackage = (name: string): boolean => COMPILERS.test(name);

/** Says of packages that nobody asked for them, so that an autoremove takes them. */
const isMark = ({ name, args }: ShellCommand): boolean =>
  name === 'apt-mark' ? args.some(({ value }) => value === 'auto') : name === 'dnf' && args.some(({ value }) => value === 'mark');

/**
 * The packages that are still there when these commands (of one RUN) are done.
 * Where a removal cannot be read in full (`apt-get purge $deps`, `apt-mark auto … && apt-get autoremove`), everything counts as removed.
 * An `autoremove` by itself takes what nothing needs any more, never what was asked for by name.
 */
export function packagesLeftBy(commands: readonly ShellCommand[]): readonly { readonly name: string; readonly word: ShellWord }[] {
  const left = new Map<string, { name: string; word: ShellWord; group: string | undefined }>();
  const groups = new Map<string, Set<string>>();
  let isMarked = false;
  for (const command of commands) {
    if (isMark(command)) isMarked = true;
    const found = packageCommandOf(command);
    if (!found) continue;
    if (found.action === 'install' && found.root === undefined) {
      const { group } = found;
      for (const item of found.packages) {
        left.set(item.name, { ...item, group });
        if (group !== undefined) groups.set(group, (groups.get(group) ?? new Set()).add(item.name));
      }
    } else if (found.action === 'remove' || found.action === 'autoremove') {
      if (found.isOpen || (found.packages.length === 0 && (found.action === 'remove' || isMarked))) left.clear();
      for (const { name } of found.packages) {
        left.delete(name);
        for (const member of groups.get(name) ?? []) if (left.get(member)?.group === name) left.delete(member);
        groups.delete(name);
      }
    }
  }
  return [...left.values()].map(({ name, word }) => ({ name, word }));
}
