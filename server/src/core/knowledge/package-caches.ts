// What package managers leave behind beside what they install: where it lies, what fills it, what keeps it away and what clears it.
// Source: the manuals of the tools; state of 2026-11.
import type { Instruction } from '../model/dockerfile/types.js';
import type { ShellCommand, ShellWord } from '../model/shell/types.js';
import { languageToolOf } from './language-packages.js';
import { mayHold } from './open-words.js';
import { hasOption, packageCommandOf } from './packages.js';
import type { PackageCommand } from './packages.js';
import { isOutside, mountsOf } from './run-mounts.js';

export interface PackageCache {
  readonly id: string;
  /** "apt", "npm": what fills it. */
  readonly tool: string;
  /** `~` is the home of whoever runs the command. The first is where a cache mount goes. */
  readonly folders: readonly string[];
  /** Variables that move it elsewhere. */
  readonly movedBy: readonly string[];
  /** Variables that turn it off, whatever their value says. */
  readonly turnedOffBy: readonly string[];
  readonly offOptions: readonly string[];
  fills(command: ShellCommand): boolean;
  clears(command: ShellCommand): boolean;
}

const valueOf = (word: ShellWord | undefined): string => word?.value ?? word?.raw ?? '';
/** The words that are no options, as far as that can be told without knowing the tool. */
const plainWords = (command: ShellCommand): readonly string[] => command.args.map(valueOf).filter((text) => !text.startsWith('-'));
const has = (command: ShellCommand, pattern: RegExp): boolean => command.args.some((word) => pattern.test(valueOf(word)));

const managed =
  (manager: PackageCommand['manager'], wanted: (found: PackageCommand) => boolean) =>
  (command: ShellCommand): boolean => {
    const found = packageCommandOf(command);
    return found?.manager === manager && wanted(found);
  };
const DRY = ['--print-uris', '--dry-run', '-s', '--simulate', '--just-print'];

/** `pip install`, `python -m pip install`: the words behind `pip`. */
export function pipWords(command: ShellCommand): readonly ShellWord[] | undefined {
  const call = languageToolOf(command);
  return call?.tool === 'pip' ? call.args : undefined;
}

const pipVerb = (command: ShellCommand): string | undefined => pipWords(command)?.find((word) => !valueOf(word).startsWith('-'))?.value;

interface Told {
  /** Names of the command. */
  readonly names: RegExp;
  /** First words that fill it; absent = any call. */
  readonly verbs: RegExp | undefined;
  /** `npm cache clean`: the words in a row. */
  readonly clear: RegExp | undefined;
}

const told = ({ names, verbs, clear }: Told): Pick<PackageCache, 'fills' | 'clears'> => ({
  fills: (command) => names.test(command.name ?? '') && (verbs === undefined || verbs.test(plainWords(command)[0] ?? '')),
  clears: (command) => clear !== undefined && names.test(command.name ?? '') && clear.test(command.args.map(valueOf).join(' ')),
});

const none = { movedBy: [], turnedOffBy: [], offOptions: [] } as const;

export const PACKAGE_CACHES = {
  aptLists: {
    ...none,
    id: 'apt-lists',
    tool: 'apt',
    folders: ['/var/lib/apt/lists'],
    fills: managed('apt', (found) => found.action === 'refresh' && !hasOption(found, ...DRY)),
    clears: managed('apt', ({ verb }) => verb?.value === 'distclean' || verb?.value === 'dist-clean'),
  },
  aptArchives: {
    ...none,
    id: 'apt-archives',
    tool: 'apt',
    folders: ['/var/cache/apt', '/var/cache/apt/archives'],
    fills: managed('apt', ({ action }) => action === 'install' || action === 'upgrade' || action === 'distribution-upgrade'),
    clears: managed('apt', ({ action }) => action === 'clean'),
  },
  apk: {
    ...none,
    id: 'apk',
    tool: 'apk',
    folders: ['/var/cache/apk', '/etc/apk/cache'],
    offOptions: ['--no-cache'],
    fills: managed(
      'apk',
      (found) =>
        ['install', 'refresh', 'upgrade'].includes(found.action) && found.root === undefined && !hasOption(found, '--no-network', '-s'),
    ),
    clears: () => false,
  },
  dnf: {
    ...none,
    id: 'dnf',
    tool: 'dnf',
    folders: ['/var/cache/dnf', '/var/cache/libdnf5', '/var/cache/yum', '/var/cache/tdnf'],
    fills: managed(
      'dnf',
      (found) => ['install', 'refresh', 'upgrade', 'distribution-upgrade', 'download'].includes(found.action) && found.root === undefined,
    ),
    clears: managed(
      'dnf',
      ({ action, operands }) => action === 'clean' && operands.some(({ value }) => value === 'all' || value === 'metadata'),
    ),
  },
  zypper: {
    ...none,
    id: 'zypper',
    tool: 'zypper',
    folders: ['/var/cache/zypp', '/var/cache/zypper'],
    fills: managed(
      'zypper',
      (found) => ['install', 'refresh', 'upgrade', 'distribution-upgrade'].includes(found.action) && found.root === undefined,
    ),
    clears: managed('zypper', ({ action }) => action === 'clean'),
  },
  pip: {
    id: 'pip',
    tool: 'pip',
    folders: ['~/.cache/pip'],
    movedBy: ['PIP_CACHE_DIR', 'XDG_CACHE_HOME'],
    // pip takes any boolean for "off", so that false means the same as true.
    turnedOffBy: ['PIP_NO_CACHE_DIR'],
    // Any beginning of the option that is not ambiguous is the option.
    offOptions: ['--no-cache-dir', '--no-cache', '--no-cach', '--no-ca', '--no-index', '--cache-dir', '--dry-run'],
    fills: (command) => pipVerb(command) === 'install',
    clears: (command) => pipVerb(command) === 'cache' && has(command, /^(?:purge|remove)$/),
  },
  yarn: {
    ...none,
    id: 'yarn',
    tool: 'yarn',
    folders: ['/usr/local/share/.cache/yarn', '~/.cache/yarn', '~/.yarn/berry/cache'],
    movedBy: ['YARN_CACHE_FOLDER', 'YARN_GLOBAL_FOLDER', 'XDG_CACHE_HOME'],
    fills: ({ name, args }) => {
      if (name !== 'yarn' && name !== 'yarnpkg') return false;
      const words = args.map(valueOf);
      if (words.some((word) => /^(?:--version|-v|--help|-h)$/.test(word))) return false;
      const verb = words.find((word) => !word.startsWith('-'));
      return verb === undefined || verb === 'install' || verb === 'add' || verb === 'global' || verb === 'workspaces'
        ? (verb !== 'global' && verb !== 'workspaces') || words.includes('add') || words.includes('focus')
        : false;
    },
    clears: (command) => (command.name === 'yarn' || command.name === 'yarnpkg') && has(command, /^cache$/) && has(command, /^clean$/),
  },
  npm: {
    ...none,
    id: 'npm',
    tool: 'npm',
    folders: ['~/.npm', '~/.npm/_cacache'],
    movedBy: ['NPM_CONFIG_CACHE', 'npm_config_cache'],
    offOptions: ['--cache'],
    ...told({
      names: /^npm$/,
      verbs: /^(?:install|i|in|ci|clean-install|add|install-ci-test|cit|it|update|up|upgrade)$/,
      clear: /\bcache (?:clean|clear|rm)\b/,
    }),
  },
  pnpm: {
    ...none,
    id: 'pnpm',
    tool: 'pnpm',
    folders: ['~/.local/share/pnpm/store', '/pnpm/store'],
    movedBy: ['npm_config_store_dir', 'PNPM_STORE_DIR'],
    offOptions: ['--store-dir'],
    ...told({ names: /^pnpm$/, verbs: /^(?:install|i|add|fetch|update|up)$/, clear: /\bstore prune\b/ }),
  },
  bun: {
    ...none,
    id: 'bun',
    tool: 'bun',
    folders: ['~/.bun/install/cache'],
    movedBy: ['BUN_INSTALL_CACHE_DIR', 'BUN_INSTALL'],
    offOptions: ['--no-cache', '--cache-dir'],
    ...told({ names: /^bun$/, verbs: /^(?:install|i|add|update)$/, clear: /\bpm cache rm\b/ }),
  },
  uv: {
    ...none,
    id: 'uv',
    tool: 'uv',
    folders: ['~/.cache/uv'],
    movedBy: ['UV_CACHE_DIR', 'XDG_CACHE_HOME'],
    turnedOffBy: ['UV_NO_CACHE'],
    offOptions: ['--no-cache', '-n', '--no-cache-dir', '--cache-dir'],
    ...told({ names: /^uv$/, verbs: /^(?:sync|pip|add|tool|run)$/, clear: /\bcache (?:clean|prune)\b/ }),
    fills: ({ name, args }) => {
      const words = args.map(valueOf).filter((text) => !text.startsWith('-'));
      if (name !== 'uv') return false;
      return (
        words[0] === 'sync' ||
        words[0] === 'add' ||
        ((words[0] === 'pip' || words[0] === 'tool') && /^(?:install|sync)$/.test(words[1] ?? ''))
      );
    },
  },
  gem: {
    ...none,
    id: 'gem',
    tool: 'gem',
    folders: ['/usr/local/bundle/cache', '~/.gem', '/usr/lib/ruby/gems'],
    movedBy: ['GEM_HOME'],
    ...told({ names: /^gem$/, verbs: /^install$/, clear: undefined }),
  },
  bundler: {
    ...none,
    id: 'bundler',
    tool: 'bundle',
    folders: ['/usr/local/bundle/cache', '~/.bundle/cache'],
    movedBy: ['BUNDLE_PATH', 'GEM_HOME', 'BUNDLE_USER_CACHE'],
    offOptions: ['--no-cache'],
    ...told({ names: /^bundle$/, verbs: /^(?:install|update)$/, clear: undefined }),
  },
  composer: {
    ...none,
    id: 'composer',
    tool: 'composer',
    folders: ['~/.composer/cache', '~/.cache/composer', '/tmp/cache'],
    movedBy: ['COMPOSER_CACHE_DIR', 'COMPOSER_HOME'],
    offOptions: ['--no-cache'],
    ...told({ names: /^composer(?:\.phar)?$/, verbs: /^(?:install|require|update|create-project|global)$/, clear: /\bclear-?cache\b/ }),
  },
  go: {
    ...none,
    id: 'go',
    tool: 'go',
    folders: ['/go/pkg/mod', '~/go/pkg/mod', '~/.cache/go-build'],
    movedBy: ['GOCACHE', 'GOMODCACHE', 'GOPATH'],
    ...told({ names: /^go$/, verbs: /^(?:build|install|get|mod|test|generate|run)$/, clear: /^clean .*-(?:mod)?cache\b/ }),
  },
  cargo: {
    ...none,
    id: 'cargo',
    tool: 'cargo',
    folders: ['/usr/local/cargo/registry', '~/.cargo/registry'],
    movedBy: ['CARGO_HOME'],
    offOptions: ['--offline', '--frozen'],
    ...told({ names: /^cargo$/, verbs: /^(?:build|b|install|fetch|test|chef|auditable)$/, clear: /\bcache .*(?:-a|--autoclean)\b/ }),
  },
  maven: {
    ...none,
    id: 'maven',
    tool: 'mvn',
    folders: ['~/.m2/repository'],
    movedBy: ['MAVEN_OPTS', 'MAVEN_ARGS'],
    offOptions: ['-o', '--offline', '-v', '--version'],
    ...told({ names: /^mvnw?$/, verbs: /./, clear: /\bpurge-local-repository\b/ }),
  },
  gradle: {
    ...none,
    id: 'gradle',
    tool: 'gradle',
    folders: ['~/.gradle/caches'],
    movedBy: ['GRADLE_USER_HOME'],
    offOptions: ['--offline', '-g', '--gradle-user-home'],
    ...told({ names: /^gradlew?$/, verbs: /./, clear: undefined }),
  },
  dotnet: {
    ...none,
    id: 'nuget',
    tool: 'dotnet',
    folders: ['~/.nuget/packages'],
    movedBy: ['NUGET_PACKAGES'],
    offOptions: ['--packages', '--no-restore', '--no-build'],
    ...told({ names: /^dotnet$/, verbs: /^(?:restore|build|publish|test|pack)$/, clear: /\bnuget locals \S+ (?:--clear|-c)\b/ }),
  },
  rvm: {
    ...none,
    id: 'rvm',
    tool: 'rvm',
    folders: ['/usr/local/rvm/archives', '/usr/local/rvm/src', '~/.rvm/archives', '~/.rvm/src'],
    movedBy: [],
    ...told({ names: /^rvm$/, verbs: /^(?:install|reinstall)$/, clear: /^cleanup\b/ }),
  },
  conda: {
    ...none,
    id: 'conda',
    tool: 'conda',
    folders: ['/opt/conda/pkgs', '~/.conda/pkgs', '~/miniconda3/pkgs'],
    movedBy: ['CONDA_PKGS_DIRS'],
    ...told({ names: /^(?:conda|mamba|micromamba)$/, verbs: /^(?:install|update|create|env|upgrade)$/, clear: /^clean\b/ }),
  },
} as const satisfies Readonly<Record<string, PackageCache>>;

const HOME = /^(?:~|\$HOME|\$\{HOME\}|\/root|\/home\/[^/]+|\/usr\/src\/app|\/github\/home)(?=\/|$)/;

/** Does this path hold the folder, or is it the folder or all that is in it? */
export function coversFolder(path: string, folder: string): boolean {
  const clean = path
    .replace(/["']/g, '')
    .replace(/(?:\/\*+)+$/, '')
    .replace(/\/+$/, '')
    .replace(/\/{2,}/g, '/');
  if (clean === '') return false;
  if (!folder.startsWith('~')) return clean === folder || folder.startsWith(`${clean}/`);
  const home = HOME.exec(clean)?.[0];
  const tail = folder.slice(1);
  // Whose home it is does not matter; a path that merely ends alike is a home that we do not know.
  if (home === undefined) return clean.endsWith(tail) || (clean.endsWith('/.cache') && tail.startsWith('/.cache/'));
  const rest = clean.slice(home.length);
  return rest !== '' && (rest === tail || tail.startsWith(`${rest}/`));
}

/** More paths than anybody writes in one word. */
const LONGEST = 300;

/** `/var/{cache,lib/apt/lists}/*` as the paths it stands for. */
export function braces(text: string): readonly string[] {
  const found = text.length > LONGEST ? null : /^([^{}]*)\{([^{}]*,[^{}]*)\}([^{}]*)$/.exec(text);
  if (!found) return [text];
  const [, before = '', list = '', after = ''] = found;
  return list.split(',').flatMap((item) => braces(before + item + after));
}

/** Does the command delete this folder, or what is in it? */
export function deletes(command: ShellCommand, folder: string): boolean {
  const { name } = command;
  if (name === 'trap') return (command.args[0]?.raw.includes(folder) ?? false) && valueOf(command.args[0]).includes('rm');
  if (name !== 'rm' && name !== 'find' && name !== 'unlink') return false;
  if (name === 'find' && !has(command, /^(?:-delete|rm)$/)) return false;
  return command.args.some((word) => {
    const text = valueOf(word);
    if (text.startsWith('-')) return false;
    return braces(text).some(
      // `rm -rf /var/lib/apt/lists/partial /var/lib/apt/lists/*_*` names the files rather than the folder.
      (path) => coversFolder(path, folder) || (!folder.startsWith('~') && path.startsWith(`${folder}/`) && /[*[]/.test(path)),
    );
  });
}

/** Is the cache on a mount, so that none of it becomes part of the layer? A target behind a variable is given the benefit of the doubt. */
export function isMounted(instruction: Instruction, cache: PackageCache): boolean {
  return mountsOf(instruction).some(
    (mount) =>
      isOutside(mount) &&
      mount.target !== undefined &&
      (mount.target.includes('$') ||
        cache.folders.some((folder) => coversFolder(mount.target ?? '', folder)) ||
        cache.movedBy.some((name) => movedTo(instruction, name)?.startsWith(mount.target ?? '/') === true)),
  );
}

const movedTo = (instruction: Instruction, name: string): string | undefined =>
  instruction.state.env.get(name) ?? instruction.state.args.get(name);

const patterns = new WeakMap<readonly string[], RegExp>();

/** Any of the options, in the text of a variable. */
function optionsPattern({ offOptions }: PackageCache): RegExp {
  let pattern = patterns.get(offOptions);
  if (!pattern) patterns.set(offOptions, (pattern = new RegExp(`(?:^|[\\s"'])(?:${offOptions.join('|')})(?:$|[\\s"'=])`)));
  return pattern;
}

/** Is it kept away by an option of the command, or by a variable in force? */
export function isTurnedOff(
  instruction: Instruction,
  command: ShellCommand,
  earlier: readonly ShellCommand[],
  cache: PackageCache,
): boolean {
  if (command.args.some((word) => cache.offOptions.includes(valueOf(word).replace(/=.*$/s, '')))) return true;
  if (cache.offOptions.length > 0 && mayHold(instruction, command, optionsPattern(cache))) return true;
  if (cache.turnedOffBy.length === 0) return false;
  const isSet = (name: string): boolean => cache.turnedOffBy.includes(name);
  if (cache.turnedOffBy.some((name) => (movedTo(instruction, name) ?? '') !== '')) return true;
  return (
    command.assignments.some(({ name }) => isSet(name)) ||
    command.words.some(({ raw }) => isSet(raw.replace(/=.*$/s, ''))) ||
    earlier.some((other) => other.name === 'export' && other.args.some(({ raw }) => isSet(raw.replace(/=.*$/s, ''))))
  );
}

/** A program of the image's own, of which only the name tells what it does: `/cleanup.sh`. */
const cleansByName = ({ word }: ShellCommand): boolean =>
  /clean[\w.-]*$/.test(word.value ?? '') && /[/.-]|clean.*up/.test(word.value ?? '');

/** The commands that fill the cache and are not followed by one that clears it, in this RUN; none where a mount keeps it out. */
export function leftBehind(instruction: Instruction, commands: readonly ShellCommand[], cache: PackageCache): readonly ShellCommand[] {
  if (!commands.some((command) => cache.fills(command))) return [];
  // A trap runs when all is done.
  if (commands.some((command) => command.name === 'trap' && cache.folders.some((folder) => deletes(command, folder)))) return [];
  let left: ShellCommand[] = [];
  const exports: ShellCommand[] = [];
  for (const command of commands) {
    if (command.name === 'export') exports.push(command);
    if (cache.fills(command)) {
      if (!isTurnedOff(instruction, command, exports, cache)) left.push(command);
    } else if (cache.clears(command) || cleansByName(command) || cache.folders.some((folder) => deletes(command, folder))) left = [];
  }
  return left.length > 0 && !isMounted(instruction, cache) ? left : [];
}
