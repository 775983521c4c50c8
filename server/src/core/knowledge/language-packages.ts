// What the commands of language package managers fetch: named packages, or what a project's own files list.
// Source: the manuals of the managers; state of 2026-11.
import type { Instruction, Stage, StageState } from '../model/dockerfile/types.js';
import type { ShellCommand, ShellWord } from '../model/shell/types.js';
import type { CommandOption, OptionSyntax } from './command-line.js';
import { hasOption, lastOption, readCommandLine } from './command-line.js';
import { textOf, writtenText } from './shell-text.js';
import { alongChain } from './stage-chain.js';
import { firstBehind } from '../text/in-order.js';
import { baseName } from '../text/base-name.js';

export type LanguageTool =
  | 'pip'
  | 'pipx'
  | 'uv'
  | 'poetry'
  | 'pdm'
  | 'npm'
  | 'yarn'
  | 'pnpm'
  | 'bun'
  | 'corepack'
  | 'gem'
  | 'bundle'
  | 'go'
  | 'cargo'
  | 'dotnet'
  | 'nuget'
  | 'choco'
  | 'composer'
  | 'conda';

/**
 * fixed: one version, commit or tag; range: the newest of some; floating: whatever is newest, a dist-tag or a branch;
 * open: cannot be known (variables).
 */
export type Pinning = 'fixed' | 'range' | 'floating' | 'open';

export interface NamedPackage {
  readonly name: string;
  readonly pinning: Pinning;
  readonly kind: 'registry' | 'git' | 'url' | 'path';
  readonly word: ShellWord;
}

export interface LanguageCommand {
  readonly command: ShellCommand;
  readonly tool: LanguageTool;
  /** add: fetches the named packages; sync: what the project lists; update: resolves anew what the project lists. */
  readonly action: 'add' | 'sync' | 'update';
  /** The word that says so: "install". The command word where there is none (`yarn`). */
  readonly verb: ShellWord;
  readonly packages: readonly NamedPackage[];
  readonly options: readonly CommandOption[];
  has(...names: readonly string[]): boolean;
}

const set = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const PIP: OptionSyntax = {
  valued: set(
    '-r --requirement --requirements -c --constraint --constraints -e --editable -t --target -i --index-url --extra-index-url -f --find-links ' +
      '--trusted-host --platform --python-version --implementation --abi --prefix --root --src --proxy --retries --timeout --cert --client-cert ' +
      '--cache-dir --log --progress-bar --global-option --install-option --config-settings -C --no-binary --only-binary --upgrade-strategy ' +
      '--use-feature --use-deprecated --exists-action --report --python -p --index --default-index --index-strategy --keyring-provider ' +
      '--exclude-newer --link-mode --override --overrides --resolution --prerelease --python-platform --with --from --group --extra --only-group ' +
      '--no-group --package --allow-insecure-host --directory --project --suffix --pip-args --torch-backend -b --build-constraints --without --only',
  ),
};
const NPM: OptionSyntax = {
  valued: set(
    '--registry --loglevel --prefix --cache --userconfig --globalconfig -w --workspace --omit --include --only --tag -C --before --cpu --os --libc ' +
      '--location --logs-dir --script-shell --fetch-retries --fetch-timeout --fetch-retry-mintimeout --fetch-retry-maxtimeout --maxsockets ' +
      '--save-prefix --install-strategy --cwd --modules-folder --cache-folder --network-timeout --mutex --network-concurrency --global-folder ' +
      '--dir --filter -F --store-dir --reporter --lockfile-dir --package-import-method --child-concurrency --backend --config -p --package -c ' +
      '--call --install-directory --proxy --https-proxy --node-linker --virtual-store-dir --cache-dir',
  ),
};
/** `npm install -p` is no package, and `pnpm -P` no value. */
const NPM_INSTALL: OptionSyntax = { valued: new Set([...NPM.valued].filter((name) => !/^(?:-p|-c|--package|--call)$/.test(name))) };
const GEM: OptionSyntax = {
  valued: set(
    '-v --version -i --install-dir -n --bindir -s --source -p --http-proxy -P --trust-policy --platform --build-root --document --target-rbconfig ' +
      '--config-file -B --bulk-threshold -g --file --without',
  ),
};
const BUNDLE: OptionSyntax = {
  valued: set(
    '--gemfile --jobs -j --path --retry --without --with --standalone --trust-policy --target-rbconfig --binstubs --shebang --source',
  ),
};
const GO: OptionSyntax = {
  valued: set(
    '-ldflags -tags -gcflags -asmflags -mod -modfile -o -p -C -buildmode -compiler -installsuffix -overlay -pkgdir -toolexec -exec -gccgoflags ' +
      '-buildvcs -covermode -coverpkg -pgo',
  ),
  style: 'long',
};
/** Boolean options of go take their value behind "=" only. */
export const GO_PACKAGES: OptionSyntax = {
  valued: new Set([...GO.valued].filter((name) => name !== '-buildvcs')),
  style: 'long',
  stopsAtOperand: true,
};
const CARGO: OptionSyntax = {
  valued: set(
    '--version --vers --git --branch --tag --rev --path --root --index --registry -F --features --bin --example --profile --target --target-dir -j ' +
      '--jobs --color --config -Z -p --package --manifest-path --message-format --lockfile-path --strategies --disable-strategies --install-path',
  ),
};
const DOTNET: OptionSyntax = {
  valued: set(
    '-v --version --add-source --source --configfile --framework -f --tool-path --tool-manifest --verbosity -r --runtime --package-directory -s ' +
      '-Version -Source -OutputDirectory -ConfigFile -o -a --arch --lock-file-path --params --package-parameters',
  ),
  style: 'long',
};
const COMPOSER: OptionSyntax = { valued: set('-d --working-dir --ignore-platform-req --audit-format --prefer-install') };
const CONDA: OptionSyntax = {
  valued: set(
    '-c --channel -n --name -p --prefix -f --file --solver --subdir --platform --clone --revision -r --root-prefix --override-frozen --repodata-fn ' +
      '--rc-file --category --experimental-solver',
  ),
};

/** A project's own tree rather than a package: ".", "./x", "/x", "~", "file:x", "*.whl". */
const isPath = (text: string): boolean =>
  /^(?:\.|\/|~|file:|link:|portal:|workspace:)/.test(text) ||
  /\.(?:whl|tar\.gz|tgz|zip|gem|nupkg|conda|crate|egg)$/i.test(text) ||
  /[*?]/.test(text);
const BRANCHES = /^(?:main|master|HEAD|head|develop|dev|trunk|latest|upgrade|patch|next|canary|nightly|edge|stable|lts|beta|alpha|rc)$/;

const isOpen = (text: string): boolean => /^[$`]/.test(text);

function pythonPackage(word: ShellWord, text: string): NamedPackage {
  const [requirement = ''] = text.split(';');
  const direct = /^\s*([\w.-]+)(?:\[[^\]]*\])?\s*@\s*(.*)$/.exec(requirement);
  const isTag = direct !== null && !/[:/]/.test(direct[2] ?? '');
  const target = (direct && !isTag ? (direct[2] ?? '') : requirement).trim();
  const git = /^(?:git|hg|svn|bzr)\+[a-z+]+:\/\/(?:[^/@]*@)?[^/]+\/([^#]*)/.exec(target);
  if (git) {
    const path = git[1] ?? '';
    const at = path.lastIndexOf('@');
    const ref = at < 0 ? '' : path.slice(at + 1);
    const name =
      direct?.[1] ??
      path
        .slice(0, at < 0 ? undefined : at)
        .replace(/\.git$/, '')
        .replace(/^.*\//, '');
    return { name, kind: 'git', word, pinning: ref === '' || BRANCHES.test(ref) ? 'floating' : 'fixed' };
  }
  if (/^[a-z]+:\/\//.test(target)) return { name: target, kind: 'url', word, pinning: 'fixed' };
  if (isOpen(target)) return { name: target, kind: 'registry', word, pinning: 'open' };
  if (isPath(target.replace(/[=<>~!].*$/, '').replace(/\[[^\]]*\]$/, '')) || (target.includes('/') && !direct))
    return { name: target, kind: 'path', word, pinning: 'fixed' };
  const name = /^[\w.-]*/.exec(target)?.[0] ?? target;
  const version = isTag
    ? `==${direct[2] ?? ''}`
    : target
        .slice(name.length)
        .replace(/^\[[^\]]*\]/, '')
        .trim();
  const pinning: Pinning =
    isTag && BRANCHES.test(direct[2] ?? '')
      ? 'floating'
      : version === ''
        ? 'floating'
        : version.startsWith('$')
          ? 'open'
          : /^===?/.test(version) && !version.includes('*')
            ? 'fixed'
            : 'range';
  return { name, kind: 'registry', word, pinning };
}

function npmPackage(word: ShellWord, text: string): NamedPackage {
  if (isOpen(text)) return { name: text, kind: 'registry', word, pinning: 'open' };
  const alias = /^(@?[^@]+)@npm:(.+)$/.exec(text);
  const spec = alias?.[2] ?? text;
  const at = spec.indexOf('@', 1);
  const direct = at > 0 && /[:/]/.test(spec.slice(at + 1)) && !/^[a-z+]+:/.test(spec) ? spec.slice(at + 1) : spec;
  if (
    /^(?:git(?:\+[a-z]+)?:|git@|(?:github|gitlab|bitbucket|gist):)/.test(direct) ||
    /^https?:\/\/[^#]+\.git(?:#|$)/.test(direct) ||
    /^[\w-]+\/[\w.-]+(?:#.*)?$/.test(direct)
  ) {
    const ref = /#(?:semver:)?(.*)$/.exec(direct)?.[1] ?? '';
    return { name: spec.replace(/#.*$/, ''), kind: 'git', word, pinning: ref === '' || BRANCHES.test(ref) ? 'floating' : 'fixed' };
  }
  if (/^https?:\/\//.test(direct)) return { name: spec, kind: 'url', word, pinning: 'fixed' };
  if (isPath(direct)) return { name: spec, kind: 'path', word, pinning: 'fixed' };
  const name = at < 0 ? spec : spec.slice(0, at);
  const version = at < 0 ? '' : spec.slice(at + 1);
  const pinning: Pinning =
    version === ''
      ? name.includes('$')
        ? 'open'
        : 'floating'
      : version.includes('$')
        ? 'open'
        : /^[a-z]+$/i.test(version) && version !== 'x'
          ? 'floating'
          : /^v?=?\d+\.\d+\.\d+/.test(version)
            ? 'fixed'
            : 'range';
  return { name, kind: 'registry', word, pinning };
}

/** `name` and `version` parted by one of these characters. */
function simplePackage(
  word: ShellWord,
  text: string,
  parting: RegExp,
  options: readonly CommandOption[],
  flags: readonly string[],
): NamedPackage {
  if (isOpen(text)) return { name: text, kind: 'registry', word, pinning: 'open' };
  if (isPath(text)) return { name: text, kind: 'path', word, pinning: 'fixed' };
  const at = text.search(parting);
  const name = at < 0 ? text : text.slice(0, at);
  const version = at < 0 ? lastOption(options, ...flags)?.value : text.slice(at).replace(parting, '');
  const pinning =
    version === undefined || version === ''
      ? name.includes('$')
        ? 'open'
        : 'floating'
      : BRANCHES.test(version)
        ? 'floating'
        : version.includes('$')
          ? 'open'
          : 'fixed';
  return { name, kind: 'registry', word, pinning };
}

function goPackage(word: ShellWord, text: string): NamedPackage {
  if (isOpen(text)) return { name: text, kind: 'registry', word, pinning: 'open' };
  const at = text.lastIndexOf('@');
  const path = at < 0 ? text : text.slice(0, at);
  const first = path.split('/')[0] ?? '';
  if (/^[./]/.test(path) || !first.includes('.') || /\.go$/.test(path)) return { name: path, kind: 'path', word, pinning: 'fixed' };
  const version = at < 0 ? '' : text.slice(at + 1);
  // A major version at the end is no name.
  const name = path.replace(/\/\.\.\.$/, '').replace(/(?<=[^/]\/[^/]+)\/v\d+$/, '');
  return {
    name: baseName(name),
    kind: 'registry',
    word,
    pinning: version === '' || BRANCHES.test(version) ? 'floating' : version.includes('$') ? 'open' : 'fixed',
  };
}

export interface LanguageCall {
  readonly tool: LanguageTool;
  readonly args: readonly ShellWord[];
  readonly word: ShellWord;
}

/** By the name of the command. */
const TOOLS: Readonly<Record<string, LanguageTool>> = {
  pipx: 'pipx',
  uv: 'uv',
  uvx: 'uv',
  poetry: 'poetry',
  pdm: 'pdm',
  npm: 'npm',
  npx: 'npm',
  yarn: 'yarn',
  yarnpkg: 'yarn',
  pnpm: 'pnpm',
  pnpx: 'pnpm',
  bun: 'bun',
  bunx: 'bun',
  corepack: 'corepack',
  gem: 'gem',
  bundle: 'bundle',
  bundler: 'bundle',
  go: 'go',
  cargo: 'cargo',
  dotnet: 'dotnet',
  nuget: 'nuget',
  choco: 'choco',
  composer: 'composer',
  'composer.phar': 'composer',
  conda: 'conda',
  mamba: 'conda',
  micromamba: 'conda',
};

/** Which tool it is, and its words, behind `python -m`. */
export function languageToolOf(command: ShellCommand): LanguageCall | undefined {
  const name = command.name ?? '';
  const { args, word } = command;
  if (/^pip[\d.]*$/.test(name)) return { tool: 'pip', args, word };
  if (/^(?:python|pypy)[\d.]*$/.test(name)) {
    const at = args.findIndex(({ value }) => value === '-m');
    const isFirst = args.slice(0, Math.max(at, 0)).every(({ raw }) => raw.startsWith('-'));
    const module = args[at + 1];
    return at >= 0 && isFirst && module && /^(?:pip|pipx|uv|poetry)$/.test(module.value ?? '')
      ? languageToolOf({ ...command, name: module.value, args: args.slice(at + 2), word: module })
      : undefined;
  }
  const tool = Object.hasOwn(TOOLS, name) ? TOOLS[name] : undefined;
  return tool && { tool, args, word };
}

const NPM_INSTALLS = /^(?:install|i|add|in|ins|inst|insta|instal|isnt|isnta|isntal|isntall|ci|clean-install|ic|install-clean)$/;

/** The command as a language package manager's, when it fetches packages. */
export function languageCommandOf(command: ShellCommand, state: StageState): LanguageCommand | undefined {
  if (!known.has(command)) known.set(command, readCommand(command, state));
  return known.get(command);
}

/** Many rules ask for the same command, which stands in one place with one state. */
const known = new WeakMap<ShellCommand, LanguageCommand | undefined>();

function readCommand(command: ShellCommand, state: StageState): LanguageCommand | undefined {
  const found = languageToolOf(command);
  if (!found) return undefined;
  const { tool, args, word } = found;
  const make = (
    action: LanguageCommand['action'],
    verb: ShellWord,
    options: readonly CommandOption[],
    packages: readonly NamedPackage[] = [],
  ): LanguageCommand => ({ command, tool, action, verb, packages, options, has: (...names) => hasOption(options, ...names) });
  const each = (words: readonly ShellWord[], read: (word: ShellWord, text: string) => NamedPackage): NamedPackage[] =>
    words.map((item) => read(item, textOf(item, state)));

  switch (tool) {
    case 'pip':
    case 'pipx':
    case 'uv': {
      const { options, operands } = readCommandLine(args, { ...PIP, stopsAtOperand: command.name === 'uvx' });
      if (command.name === 'uvx') return make('add', word, options, each(operands.slice(0, 1), pythonPackage));
      let [verb, ...rest] = operands;
      if (tool === 'uv' && (verb?.value === 'pip' || verb?.value === 'tool')) {
        const isTool = verb.value === 'tool';
        [verb, ...rest] = rest;
        if (isTool && verb?.value === 'run') return make('add', verb, options, each(rest.slice(0, 1), pythonPackage));
        if (verb?.value === 'sync') return make('sync', verb, options);
      } else if (tool === 'uv') {
        if (verb?.value === 'sync') return make('sync', verb, options);
        if (verb?.value !== 'add') return undefined;
      }
      if (!verb || !/^(?:install|add)$/.test(verb.value ?? '')) return undefined;
      const packages = each(rest, pythonPackage);
      const isProject = hasOption(options, '-r', '--requirement', '--requirements') && !packages.some(({ kind }) => kind === 'registry');
      return make(isProject ? 'sync' : 'add', verb, options, packages);
    }
    case 'poetry':
    case 'pdm': {
      const { options, operands } = readCommandLine(args, PIP);
      const [verb, ...rest] = operands;
      if (!verb) return undefined;
      if (/^(?:install|sync)$/.test(verb.value ?? '')) return make('sync', verb, options);
      if (/^(?:update|lock)$/.test(verb.value ?? '')) return make('update', verb, options);
      return verb.value === 'add' ? make('add', verb, options, each(rest, pythonPackage)) : undefined;
    }
    case 'npm': {
      if (command.name === 'npx') return runOnce(args, word);
      const { options, operands } = readCommandLine(args, NPM_INSTALL);
      const [verb, ...rest] = operands;
      if (verb?.value === 'exec' || verb?.value === 'x') return runOnce(args.slice(args.indexOf(verb) + 1), verb);
      if (verb && /^(?:update|up|upgrade)$/.test(verb.value ?? '')) return make('update', verb, options, each(rest, npmPackage));
      if (!verb || !NPM_INSTALLS.test(verb.value ?? '')) return undefined;
      return make(rest.length === 0 ? 'sync' : 'add', verb, options, each(rest, npmPackage));
    }
    case 'yarn': {
      const { options, operands } = readCommandLine(args, NPM_INSTALL);
      const [first, ...behind] = operands;
      if (!first) return hasOption(options, '--version', '-v', '--help', '-h') ? undefined : make('sync', word, options);
      if (first.value === 'install') return make('sync', first, options);
      const [verb, ...rest] = first.value === 'global' ? behind : operands;
      if (verb?.value === 'dlx') return make('add', verb, options, each(rest.slice(0, 1), npmPackage));
      return verb?.value === 'add' ? make('add', verb, options, each(rest, npmPackage)) : undefined;
    }
    case 'pnpm':
    case 'bun': {
      if (command.name !== tool) return make('add', word, [], each(operandsOf(args).slice(0, 1), npmPackage));
      const { options, operands } = readCommandLine(args, NPM_INSTALL);
      const [verb, ...rest] = operands;
      if (verb?.value === 'dlx' || (tool === 'bun' && verb?.value === 'x'))
        return make('add', verb, options, each(rest.slice(0, 1), npmPackage));
      if (verb && /^(?:update|up|upgrade)$/.test(verb.value ?? '') && tool === 'pnpm') return make('update', verb, options);
      if (!verb || !/^(?:install|i|add|a|ci)$/.test(verb.value ?? '')) return undefined;
      return make(rest.length === 0 ? 'sync' : 'add', verb, options, each(rest, npmPackage));
    }
    case 'corepack': {
      const { options, operands } = readCommandLine(args, NPM);
      const [verb, ...rest] = operands;
      if (!verb || !/^(?:prepare|use|install)$/.test(verb.value ?? '')) return undefined;
      return make('add', verb, options, each(rest, npmPackage));
    }
    case 'gem': {
      const { options, operands } = readCommandLine(args, GEM);
      const [verb, ...rest] = operands;
      if (verb?.value !== 'install' && verb?.value !== 'i') return undefined;
      if (hasOption(options, '-g', '--file')) return make('sync', verb, options);
      return make(
        'add',
        verb,
        options,
        each(rest, (item, text) => simplePackage(item, text, /:/, options, ['-v', '--version'])),
      );
    }
    case 'bundle': {
      const { options, operands } = readCommandLine(args, BUNDLE);
      const [verb] = operands;
      if (!verb) return hasOption(options, '--version', '-v', '--help') ? undefined : make('sync', word, options);
      if (verb.value === 'install') return make('sync', verb, options);
      return verb.value === 'update' ? make('update', verb, options) : undefined;
    }
    case 'go': {
      const [verb, ...behind] = args;
      if (verb?.value === 'mod' && behind[0]?.value === 'tidy') return make('update', behind[0], []);
      if (verb?.value === 'mod' && behind[0]?.value === 'download') return make('sync', behind[0], []);
      if (!verb || !/^(?:install|run|get)$/.test(verb.value ?? '')) return undefined;
      const { options, operands } = readCommandLine(behind, GO_PACKAGES);
      return make('add', verb, options, each(verb.value === 'run' ? operands.slice(0, 1) : operands, goPackage));
    }
    case 'cargo': {
      const { options, operands } = readCommandLine(args, CARGO);
      const [verb, ...rest] = operands.filter((item) => !item.raw.startsWith('+'));
      if (!verb) return undefined;
      if (/^(?:build|b|run|r|check|test|rustc|zigbuild|auditable|fetch|c|t)$/.test(verb.value ?? '')) return make('sync', verb, options);
      if (verb.value === 'update' || verb.value === 'generate-lockfile') return make('update', verb, options);
      if (!/^(?:install|binstall)$/.test(verb.value ?? '')) return undefined;
      if (hasOption(options, '--path') || (rest.length === 0 && !hasOption(options, '--git'))) return make('sync', verb, options);
      const git = lastOption(options, '--git');
      if (!git?.valueWord)
        return make(
          'add',
          verb,
          options,
          each(rest, (item, text) => simplePackage(item, text, /@/, options, ['--version', '--vers'])),
        );
      const isFixed = hasOption(options, '--rev', '--tag');
      const name = (git.value ?? '').replace(/\.git$/, '').replace(/^.*\//, '');
      return make('add', verb, options, [{ name, kind: 'git', word: git.valueWord, pinning: isFixed ? 'fixed' : 'floating' }]);
    }
    case 'dotnet': {
      const { options, operands } = readCommandLine(args, DOTNET);
      const words = operands.map((item) => item.value);
      const verb = operands[words[0] === 'add' ? words.indexOf('package') : 1];
      if (words[0] === 'restore' && operands[0]) return make('sync', operands[0], options);
      if (!verb || !((words[0] === 'tool' && verb.value === 'install') || (words[0] === 'add' && verb.value === 'package')))
        return undefined;
      const named = operands.slice(operands.indexOf(verb) + 1, operands.indexOf(verb) + 2);
      return make(
        'add',
        verb,
        options,
        each(named, (item, text) => simplePackage(item, text, /@/, options, ['--version', '-v'])),
      );
    }
    case 'nuget':
    case 'choco': {
      const { options, operands } = readCommandLine(args, DOTNET);
      const [verb, ...rest] = operands;
      if (!verb || !/^(?:install|upgrade)$/.test(verb.value ?? '')) return undefined;
      const named = rest.filter((item) => !/\.config$/.test(item.value ?? ''));
      return make(
        'add',
        verb,
        options,
        each(named, (item, text) => simplePackage(item, text, /@/, options, ['--version', '-Version', '-version'])),
      );
    }
    case 'composer': {
      const { options, operands } = readCommandLine(args, COMPOSER);
      const [verb, ...rest] = operands[0]?.value === 'global' ? operands.slice(1) : operands;
      if (!verb) return undefined;
      if (verb.value === 'install' || verb.value === 'i') return make('sync', verb, options);
      if (verb.value === 'update' || verb.value === 'upgrade' || verb.value === 'u') return make('update', verb, options);
      if (verb.value !== 'require' && verb.value !== 'r') return undefined;
      // `require name 1.0`: the constraint may be a word of its own.
      const isConstraint = (item: ShellWord | undefined): boolean => /^(?:[\^~v<>=*\d@]|dev-)/.test(item ? writtenText(item) : '');
      const packages = rest.flatMap((item, i) => {
        if (isConstraint(item)) return [];
        const read = simplePackage(item, textOf(item, state), /[:= ]/, [], []);
        return [isConstraint(rest[i + 1]) ? { ...read, pinning: 'fixed' as const } : read];
      });
      return make('add', verb, options, packages);
    }
    case 'conda': {
      const { options, operands } = readCommandLine(args, CONDA);
      const [verb, ...rest] = operands;
      if (!verb || !/^(?:install|create)$/.test(verb.value ?? '')) return undefined;
      if (hasOption(options, '-f', '--file', '--clone', '--revision')) return make('sync', verb, options);
      return make('add', verb, options, each(rest, condaPackage));
    }
  }

  function runOnce(words: readonly ShellWord[], verb: ShellWord): LanguageCommand | undefined {
    const { options, operands, rest } = readCommandLine(words, { ...NPM, stopsAtOperand: true });
    const named = options.flatMap((option) => (/^(?:-p|--package)$/.test(option.name) && option.valueWord ? [option] : []));
    // Without --yes a tool of the project is run, and only what is missing is asked for.
    if (!hasOption(options, '-y', '--yes') || hasOption(options, '--no-install', '--no')) return undefined;
    const packages =
      named.length > 0
        ? named.flatMap(({ value, valueWord }) => (valueWord ? [npmPackage(valueWord, value ?? '')] : []))
        : each((operands.length > 0 ? operands : rest).slice(0, 1), npmPackage);
    return make('add', verb, options, packages);
  }
}

const operandsOf = (args: readonly ShellWord[]): readonly ShellWord[] => args.filter((word) => !/^-./.test(word.raw));

function condaPackage(word: ShellWord, text: string): NamedPackage {
  if (isOpen(text)) return { name: text, kind: 'registry', word, pinning: 'open' };
  if (isPath(text) && !/[=[]/.test(text)) return { name: text, kind: 'path', word, pinning: 'fixed' };
  const spec = text.replace(/^.*::/, '');
  const name = /^[\w.-]+/.exec(spec)?.[0] ?? spec;
  const version = spec.slice(name.length).trim();
  const pinning: Pinning =
    version === '' || /^=+\*/.test(version)
      ? 'floating'
      : version.includes('$')
        ? 'open'
        : /^[=[]/.test(version) || /^ ?\d/.test(version)
          ? 'fixed'
          : 'range';
  return { name, kind: 'registry', word, pinning };
}

/** Files that say which versions a project gets, and the files that are looked for beside them. */
export const LOCK_FILES: Readonly<
  Partial<Record<LanguageTool, { readonly locks: readonly string[]; readonly manifests: readonly string[] }>>
> = {
  npm: { locks: ['package-lock.json', 'npm-shrinkwrap.json'], manifests: ['package.json'] },
  yarn: { locks: ['yarn.lock'], manifests: ['package.json'] },
  pnpm: { locks: ['pnpm-lock.yaml'], manifests: ['package.json'] },
  bun: { locks: ['bun.lock', 'bun.lockb'], manifests: ['package.json'] },
  bundle: { locks: ['Gemfile.lock'], manifests: ['Gemfile'] },
  composer: { locks: ['composer.lock'], manifests: ['composer.json'] },
  poetry: { locks: ['poetry.lock'], manifests: ['pyproject.toml'] },
  pdm: { locks: ['pdm.lock'], manifests: ['pyproject.toml'] },
  uv: { locks: ['uv.lock'], manifests: ['pyproject.toml'] },
  cargo: { locks: ['Cargo.lock'], manifests: ['Cargo.toml'] },
  dotnet: { locks: ['packages.lock.json'], manifests: [] },
  go: { locks: ['go.sum'], manifests: ['go.mod'] },
};

/** Value of an environment variable as the command sees it: its own assignment, ENV or ARG; of several names the first that is set. */
export function variableOf(command: ShellCommand, state: StageState, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const own = command.assignments.find((item) => item.name === name);
    if (own) return own.value ? textOf(own.value, state) : '';
    const value = state.env.get(name) ?? state.args.get(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

interface ConfigCommand {
  readonly at: Instruction;
  readonly name: string;
  readonly words: readonly string[];
}

const configCommands = new WeakMap<Stage, readonly ConfigCommand[]>();

/** Commands of a stage that may set something for good: `npm config set`, `go env -w`. */
function configCommandsOf(stage: Stage): readonly ConfigCommand[] {
  const read = configCommands.get(stage);
  if (read) return read;
  const found = stage.instructions.flatMap((at) =>
    at.keyword === 'RUN'
      ? at
          .scripts()
          .flatMap(({ commands }) =>
            commands
              .filter(({ name, args }) => name !== undefined && args.some((word) => /^(?:config|set|env)$/.test(word.value ?? '')))
              .map(({ name = '', args }) => ({ at, name, words: args.map((word) => textOf(word, at.state)) })),
          )
      : [],
  );
  configCommands.set(stage, found);
  return found;
}

/** What a key was set to by each instruction of a stage that sets it, in order; the first holds at its start. */
interface Settings {
  readonly index: number;
  readonly value: string | undefined;
}

/** By tool and key, of which there are as many as rules ask for. */
const settings = new Map<string, WeakMap<Stage, readonly Settings[]>>();

/** The value that an earlier `TOOL config ... KEY VALUE` of the stage chain gave a key. */
export function settingBefore(at: Instruction, tool: RegExp, key: RegExp): string | undefined {
  if (!at.stage) return undefined;
  const asked = `${tool.source}\n${key.source}`;
  const known = settings.get(asked) ?? new WeakMap<Stage, readonly Settings[]>();
  settings.set(asked, known);
  const list = alongChain(known, at.stage, (below, stage) => {
    const found: Settings[] = [{ index: -1, value: below?.at(-1)?.value }];
    for (const command of configCommandsOf(stage)) {
      if (!tool.test(command.name)) continue;
      command.words.forEach((word, i) => {
        const [name = '', joined] = word.split(/=(.*)/s);
        if (key.test(name)) found.push({ index: command.at.index, value: joined ?? command.words[i + 1] ?? '' });
      });
    }
    return found;
  });
  return list[firstBehind(list, at.index, ({ index }) => index) - 1]?.value;
}

export const isTrue = (value: string | undefined): boolean => value !== undefined && /^(?:1|true|yes|on)$/i.test(value);
