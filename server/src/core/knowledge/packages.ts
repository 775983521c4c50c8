// Package manager commands, and the packages that are only there to build.
import type { ShellCommand, ShellWord } from '../model/shell/types.js';

export interface PackageCommand {
  readonly manager: 'apt' | 'apk' | 'dnf' | 'zypper' | 'pacman';
  readonly action: 'install' | 'remove' | 'autoremove' | 'other';
  /** Names as written, versions and options taken off. */
  readonly packages: readonly { readonly name: string; readonly word: ShellWord }[];
  /** Has words whose value cannot be known: `$BUILD_DEPS`. */
  readonly isOpen: boolean;
  /** `apk add --virtual NAME`. */
  readonly group: string | undefined;
  /** Installs into another root directory: `apk add -p /out`, `dnf --installroot=/out`. */
  readonly root: string | undefined;
}

const MANAGERS: Readonly<Record<string, PackageCommand['manager']>> = {
  'apt-get': 'apt',
  apt: 'apt',
  aptitude: 'apt',
  apk: 'apk',
  dnf: 'dnf',
  yum: 'dnf',
  microdnf: 'dnf',
  tdnf: 'dnf',
  zypper: 'zypper',
  pacman: 'pacman',
};
const ACTIONS: Readonly<Record<string, PackageCommand['action']>> = {
  install: 'install',
  add: 'install',
  in: 'install',
  groupinstall: 'install',
  'build-dep': 'install',
  remove: 'remove',
  purge: 'remove',
  erase: 'remove',
  del: 'remove',
  rm: 'remove',
  history: 'remove',
  autoremove: 'autoremove',
  autopurge: 'autoremove',
};
/** Options whose value is a word of its own. */
const VALUED: Readonly<Record<PackageCommand['manager'], ReadonlySet<string>>> = {
  apt: new Set(['-t', '--target-release', '-o', '--option', '-c', '--config-file', '-a', '--host-architecture', '-P']),
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
  ]),
  zypper: new Set(['-r', '--repo', '-t', '--type', '-R', '--root', '--installroot', '--from', '-C']),
  pacman: new Set(['-r', '--root', '--dbpath', '-b', '--config', '--arch']),
};

/** The command as a package manager's, when it is one. */
export function packageCommandOf(command: ShellCommand): PackageCommand | undefined {
  const manager = Object.hasOwn(MANAGERS, command.name ?? '') ? MANAGERS[command.name ?? ''] : undefined;
  if (!manager) return undefined;
  const valued = VALUED[manager];
  const rest: ShellWord[] = [];
  let group: string | undefined;
  let root: string | undefined;
  let isOpen = false;
  for (let i = 0; i < command.args.length; i++) {
    const word = command.args[i];
    if (!word) break;
    const text = word.value ?? word.raw;
    if (text.startsWith('-') && text !== '-') {
      const [name = '', joined] = text.split(/=(.*)/s);
      const value = joined ?? (valued.has(name) ? command.args[i + 1]?.value : undefined);
      if (joined === undefined && valued.has(name)) i++;
      if (manager === 'apk' && (name === '-t' || name === '--virtual')) group = value;
      if (name === '-p' || name === '--root' || name === '--installroot' || (name === '-R' && manager === 'zypper')) root = value ?? '';
      if (manager === 'pacman' && /^-[SRU]/.test(name)) rest.unshift({ ...word, value: name.startsWith('-R') ? 'remove' : 'install' });
    } else if (word.value === undefined && rest.length > 0) {
      isOpen = true;
    } else rest.push(word);
  }
  const [verb, ...named] = rest;
  // `dnf history undo last` takes back whatever came before.
  const packages = verb?.value === 'history' ? [] : named;
  const action = (Object.hasOwn(ACTIONS, verb?.value ?? '') ? ACTIONS[verb?.value ?? ''] : undefined) ?? 'other';
  return {
    manager,
    action,
    packages: packages.map((word) => ({ name: packageName(word.value ?? word.raw), word })),
    isOpen,
    group,
    root,
  };
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

/**
 * The packages that are still there when these commands (of one RUN) are done.
 * Where a removal cannot be read in full (`apt-get purge $deps`, `autoremove`), everything counts as removed.
 */
export function packagesLeftBy(commands: readonly ShellCommand[]): readonly { readonly name: string; readonly word: ShellWord }[] {
  const left = new Map<string, { name: string; word: ShellWord; group: string | undefined }>();
  for (const command of commands) {
    const found = packageCommandOf(command);
    if (!found) continue;
    if (found.action === 'install' && found.root === undefined) {
      for (const item of found.packages) left.set(item.name, { ...item, group: found.group });
    } else if (found.action === 'remove' || found.action === 'autoremove') {
      const sweeps = found.isOpen || found.packages.length === 0 || found.action === 'autoremove';
      const gone = new Set(found.packages.map(({ name }) => name));
      for (const [name, item] of left)
        if (sweeps || gone.has(name) || (item.group !== undefined && gone.has(item.group))) left.delete(name);
    }
  }
  return [...left.values()].map(({ name, word }) => ({ name, word }));
}
