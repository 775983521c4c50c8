// Which files of the build context reach the build stage, where they lie there, and where the second stage begins.
import { plainPath } from '../knowledge/context-copy.js';
import { isNumeric } from '../knowledge/effective-user.js';
import type { Instruction, Stage } from '../model/dockerfile/types.js';
import type { ShellCommand, ShellWord } from '../model/shell/types.js';
import type { Act } from './build-reading.js';
import { textOf } from './build-reading.js';
import type { Build, Copy, Refusal, RuntimePlan } from './plan.js';
import { folderOf, isAt, isBelow, isRefusal, refuse, resolvePath, workdirAt } from './plan.js';
import { baseName } from '../text/base-name.js';

const SETUP = /^(?:chmod|chown|chgrp|mkdir|touch|ln|useradd|adduser|groupadd|addgroup|usermod|set|true)$/;

/** Set-up of the image: nothing is built, downloaded or installed. */
function isSetup(run: Instruction): boolean {
  const commands = run.scripts().flatMap((script) => script.commands);
  return commands.length > 0 && commands.every(({ name }) => name !== undefined && SETUP.test(name));
}

/** Accounts that these RUNs create. */
export const accountsMadeBy = (runs: readonly Instruction[]): ReadonlySet<string> =>
  new Set(
    runs
      .flatMap((run) => run.scripts().flatMap(({ commands }) => commands))
      .filter(({ name }) => /^(?:useradd|adduser|groupadd|addgroup)$/.test(name ?? ''))
      .flatMap(({ args }) => args.filter(({ value }) => value !== undefined && !value.startsWith('-')).map((word) => textOf(word))),
  );

/** Does this set-up name an account that only an earlier stage has? */
function namesForeign(run: Instruction, known: ReadonlySet<string>): boolean {
  return run
    .scripts()
    .flatMap(({ commands }) => commands)
    .filter(({ name }) => name === 'chown' || name === 'chgrp')
    .some(({ args }) => {
      const owner = args.map((word) => textOf(word)).find((word) => !word.startsWith('-')) ?? '';
      return owner.split(/[:.]/).some((name) => name !== '' && name !== 'root' && !isNumeric(name) && !known.has(name));
    });
}

const isCopy = ({ keyword }: Instruction): boolean => keyword === 'COPY' || keyword === 'ADD';

/**
 * Index of the first instruction of the runtime stage. A RUN that only sets up files copied since the build (chmod, chown, mkdir) is of
 * the runtime stage; it takes a shell there.
 */
export function splitOf(stage: Stage, build: Instruction): number {
  const runs = stage.instructions.filter(({ keyword }) => keyword === 'RUN');
  const lastBuild = runs.filter((run) => run.index <= build.index || !isSetup(run)).at(-1) ?? build;
  const later = runs.filter(({ index }) => index > lastBuild.index);
  const [first] = later;
  const isBetween = first && stage.instructions.some((at) => isCopy(at) && at.index > lastBuild.index && at.index < first.index);
  const known = accountsMadeBy(later);
  const end = isBetween && !later.some((run) => namesForeign(run, known)) ? lastBuild : (runs.at(-1) ?? build);
  return Math.max(end.index, build.index) + 1;
}

/** A source of a COPY or ADD. */
export interface Copied {
  readonly at: Instruction;
  readonly source: string;
  /** Absolute place of the source in the image; absent where it is not certain. */
  readonly place: string | undefined;
  readonly isFolder: boolean;
  /** The only source of its instruction. */
  readonly isSingle: boolean;
  /** From the build context, not from another stage or image. */
  readonly isOfContext: boolean;
}

/** Each source of each COPY and ADD. */
export function copiedIn(stage: Stage, home: string): readonly Copied[] {
  return stage.instructions
    .filter((at) => isCopy(at) && at.heredocs.length === 0)
    .flatMap((at) => {
      const words = (at.json?.items ?? at.words).map(({ value }) => value.replace(/^(["'])(.*)\1$/, '$2'));
      const target = words.at(-1) ?? '';
      const sources = words.slice(0, -1);
      const cwd = workdirAt(at, home);
      const isOfContext = !at.flags.some(({ name }) => name === 'from');
      const env = (text: string): string =>
        text.replace(/\$\{?(\w+)\}?/g, (whole, name: string) => at.state.env.get(name) ?? at.state.args.get(name) ?? whole);
      const resolved = env(target);
      return sources.map((source) => {
        const name = source.replace(/\/+$/, '').split('/').at(-1) ?? '';
        const parents = at.flags.some((flag) => flag.name === 'parents');
        const isFolderTarget = sources.length > 1 || /(?:^|\/)\.{0,2}$/.test(resolved) || /[*?]/.test(name);
        const base = cwd === undefined || resolved.includes('$') ? undefined : resolvePath(cwd, resolved);
        // A folder's content goes to the target; a file keeps its name in a folder. What has a dot inside its name is a file.
        const isFolder =
          source.endsWith('/') ||
          name === '.' ||
          name === '' ||
          name === '..' ||
          !/[^.].*\.|^(?:Makefile|Gemfile|Pipfile|Procfile|LICENSE)/.test(name);
        const isUrl = /^(?:https?|git):/.test(source);
        const place =
          base === undefined || parents
            ? undefined
            : isFolder && !isUrl
              ? base
              : isFolderTarget
                ? /[*?]/.test(name)
                  ? base
                  : resolvePath(base, name)
                : base;
        return { at, source, place, isFolder: isFolder || /[*?]/.test(name), isSingle: sources.length === 1, isOfContext };
      });
    });
}

const copiedBefore = ({ copied }: Pick<Build, 'copied'>, split: number): readonly Copied[] =>
  copied.filter(({ at, isOfContext }) => isOfContext && at.index < split);

const MANIFEST =
  /(?:^|\/)(?:requirements[\w./-]*\.(?:txt|in)|requirements|constraints\.txt|pyproject\.toml|setup\.(?:py|cfg)|Pipfile(?:\.lock)?|(?:poetry|uv|pdm)\.lock|package\*?(?:-lock)?\*?\.json|yarn\.lock|Gemfile\*?(?:\.lock)?|\.ruby-version|composer\.\*|composer\.(?:json|lock)|mix\.(?:exs|lock)|\*\.gemspec)$/;

/** Folders of the file's own sources in the build stage, where a program needs its sources when it runs. */
export function sourceFolders(build: Build, step: Act | undefined): readonly string[] | Refusal {
  const at = step?.run ?? build.steps.at(-1)?.at ?? build.stage.from;
  const found: string[] = [];
  for (const { source, place } of copiedBefore(build, splitOf(build.stage, at))) {
    if (MANIFEST.test(source) || MANIFEST.test(source.replace(/\*$/, ''))) continue;
    if (place === undefined) return refuse(`where COPY puts "${source}" is not certain`);
    if (place === '/') return refuse('the sources lie in / among the files of the system: give them a WORKDIR');
    if (isPrivate(place)) continue;
    if (!found.some((folder) => isAt(place, folder))) found.push(place);
  }
  return found.filter((folder) => !found.some((other) => isBelow(folder, other)));
}

/** Credentials and settings of build tools: of no use to a program, and not to be handed on. */
const isPrivate = (path: string): boolean =>
  /^\/(?:root|tmp|var\/tmp|var\/cache)(?:\/|$)|\/\.(?:m2|npmrc|yarnrc|cargo|gradle|ssh|netrc|gitconfig|git-credentials|docker|aws|nuget|bundle|composer|npm|cache)\b|\/(?:pip\.conf|settings\.xml|nuget\.config|auth\.json)$/i.test(
    path,
  ) || /^\/etc\/(?:apt|apk|yum\.repos\.d)(?:\/|$)/.test(path);

const ASSET_FOLDERS =
  /^(?:views?|templates?|static|assets?|public|www|html|migrations?|locales?|i18n|translations|config|configs|conf|prisma|schemas?)$/;
/** Of these, what stands in the root of a repository is hardly ever a package of sources. */
const PLAIN_FOLDERS = /^(?:templates?|static|assets?|public|www|html|migrations|locales?|i18n|translations)$/;
/** What compilers read. */
const SOURCES =
  /\.(?:go|rs|c|cc|cpp|h|hpp|java|kt|kts|scala|cs|fs|csproj|fsproj|sln|props|hs|cabal|exs?|erl|tsx?|gradle|lock|sum|mod)$|^(?:Makefile|gradlew|mvnw)$/;
/** Files that a program may open when it runs. */
const DATA =
  /\.(?:ya?ml|json5?|toml|ini|conf|cfg|cnf|config|properties|env|xml|tmpl|tpl|gotmpl|html?|graphql|sql|csv|tsv|txt|pem|crt|cer|db|sqlite3?|mmdb|dat|lua|rego|cue)$|^\.env(?:\.\w+)?$/;
/** Settings of compilers, package managers and the tools around them. */
const OF_TOOLS =
  /^(?:package(?:-lock|\*)?|npm-shrinkwrap|[tj]sconfig[\w.-]*|nest-cli|angular|turbo|nx|lerna|rush|biome|components|babel\.config|jest[\w.-]*|vitest[\w.-]*|pnpm-\w+|global|(?:nuget|lombok|packages)|CMake\w+|vcpkg[\w-]*|conanfile|meson_options|Cargo|rust-toolchain|\.?rustfmt|clippy|Cross|deny|diesel|pyproject|poetry|pom|checkstyle[\w.-]*|spotbugs[\w.-]*|gradle|libs\.versions|maven-wrapper|stack|hie|cabal|buf(?:\.\w+)?|sqlc|codegen|openapi-generator[\w.-]*|(?:docker-)?compose[\w.-]*|renovate|requirements[\w.-]*|constraints|README|LICENSE|CHANGELOG|sonar-project|settings(?=\.(?:xml|gradle))|\.(?:babelrc|eslintrc|prettierrc|swcrc|npmrc|yarnrc|golangci|goreleaser)[\w.-]*)\.\w+$/i;

/** Is this a file that the program may read, by its name alone? */
const isData = (name: string): boolean => DATA.test(name) && !OF_TOOLS.test(name) && !/[$*?]/.test(name);
/** Folders of the system: what is copied into them is taken file by file. */
const isSystemFolder = (path: string): boolean =>
  /^\/(?:etc|usr|bin|sbin|lib|opt|var|srv|home|mnt|media)?(?:\/(?:bin|sbin|lib|local|local\/bin|share|conf\.d))?$/.test(path);

/**
 * Files that a program is likely to read when it runs: folders with an everyday name and data files among the sources, what the start
 * command and its variables name, and all that was copied to a place outside of the sources.
 */
export function assetsOf(
  build: Build,
  split: number,
  roots: readonly string[],
  kept: Exclude<RuntimePlan['files'], 'none'>,
  variables: readonly string[],
): readonly Copy[] | Refusal {
  const paths: string[] = [];
  const isInside = (place: string): boolean =>
    roots.some((root) => (root === '/' ? folderOf(place) === '/' : isAt(place, root) || isBelow(root, place)));
  for (const { source, place, isSingle, isFolder } of copiedBefore(build, split)) {
    const name = source.replace(/\/+$/, '').split('/').at(-1) ?? '';
    if (place === undefined || /[$*?]/.test(source) || isPrivate(place)) continue;
    if (isSingle && kept === 'all' && ASSET_FOLDERS.test(name)) {
      if (place !== '/') paths.push(place);
      continue;
    }
    // A tool that the build calls is none of the program's.
    const isTool = build.acts.some(({ command }) => command.name === name || command.name === baseName(place));
    if (isTool && !build.start.words.includes(place)) continue;
    if (kept === 'all' && !isFolder && isData(name) && isInside(place)) {
      paths.push(place);
      continue;
    }
    if (kept === 'all' && isFolder && place !== '/') paths.push(...plainFoldersIn(build, source, place));
    const isSource = /^\.?\/?$/.test(source) || SOURCES.test(name) || OF_TOOLS.test(name);
    if (isSource || isInside(place)) continue;
    if (place === '/' || (isFolder && isSystemFolder(place)))
      return refuse(`which files "${source}" brings into "${place}" is not certain, and the program may read them`);
    paths.push(place);
  }
  if (kept === 'all') {
    const named = namedFiles(build, split, variables);
    if (isRefusal(named)) return named;
    paths.push(...named.filter((path) => !paths.some((other) => isAt(path, other))));
  }
  // A download belongs to root, and nobody else may read it.
  const isFetched = (path: string): boolean => build.copied.some(({ source, place }) => place === path && /^https?:/.test(source));
  return paths
    .filter((path, i) => paths.indexOf(path) === i)
    .map((path) => ({ source: path, target: path, ...(isFetched(path) ? { isWritten: true } : {}) }));
}

/** Folders with an everyday name in a folder that is copied whole, where the host has looked into it. */
function plainFoldersIn({ files }: Build, source: string, place: string): readonly string[] {
  const folder = plainPath(source);
  return (files?.list(folder) ?? [])
    .filter((entry) => entry.endsWith('/'))
    .map((entry) => entry.slice(0, -1))
    .filter((name) => PLAIN_FOLDERS.test(name) && files?.isIgnored(folder === '' ? name : `${folder}/${name}`) === false)
    .map((name) => resolvePath(place, name));
}

/** What a program reads, and does not write. */
const INPUT = /\.(?:ya?ml|json5?|toml|ini|conf|cfg|properties|xml|tmpl|tpl|html?|sql)$/;

/** Files and folders that the start command, or a variable that the program reads, names among what a folder brought. */
function namedFiles(build: Build, split: number, variables: readonly string[]): readonly string[] | Refusal {
  const { start, files } = build;
  const folders = copiedBefore(build, split).filter(({ isFolder, place }) => isFolder && place !== undefined);
  const single = copiedBefore(build, split).filter(({ isFolder }) => !isFolder);
  const found: string[] = [];
  const inCommand = start.words.slice(1).map((word) => word.replace(/^-[\w-]+=/, ''));
  const check = build.stage.instructions.filter(({ keyword }) => keyword === 'HEALTHCHECK').at(-1);
  const inCheck = (check?.scripts() ?? []).flatMap(({ commands }) => commands.flatMap(({ args }) => args.map((word) => textOf(word))));
  for (const word of inCheck) {
    if (start.cwd === undefined || !/^(?:\.{0,2}\/)?[\w./-]+\.(?:[cm]?js|py|rb|php|sh)$/.test(word)) continue;
    const path = resolvePath(start.cwd, word);
    const isLater = build.copied.some(({ at, place }) => at.index >= split && place !== undefined && isAt(path, place));
    if (!isLater && folders.some(({ place }) => isBelow(path, place ?? ''))) found.push(path);
  }
  for (const word of [...inCommand, ...variables]) {
    const isPath = /^(?:\.{0,2}\/)?[\w.-]+(?:\/[\w.-]+)*\/?$/.test(word) && (word.includes('/') || isData(word));
    if (!isPath || start.cwd === undefined) continue;
    const path = resolvePath(start.cwd, word);
    const from = [...folders]
      .reverse()
      .find(({ place, at }) => isBelow(path, place ?? '') && !at.flags.some(({ name }) => name === 'parents'));
    const isLater = build.copied.some(({ at, place }) => at.index >= split && place !== undefined && isAt(path, place));
    if (!from?.place || isLater || single.some(({ place }) => place === path)) continue;
    const inside = path.slice(from.place === '/' ? 1 : from.place.length + 1);
    const base = plainPath(from.source);
    const inContext = base === '' ? inside : `${base}/${inside}`;
    const kind = /[$*?]/.test(base) ? 'unknown' : (files?.kindOf(inContext) ?? 'unknown');
    const name = baseName(path);
    if (kind === 'file' || kind === 'folder') {
      if (files?.isIgnored(inContext) === false && !SOURCES.test(name)) found.push(path);
      continue;
    }
    // The host looks into few folders, yet it knows that they are there.
    const [first = '', second] = inside.split('/');
    const top = base === '' ? first : `${base}/${first}`;
    if (kind === 'unknown' && second !== undefined && files?.kindOf(top) === 'folder' && !files.isIgnored(top))
      found.push(resolvePath(from.place, first));
    else if (kind === 'unknown' && inCommand.includes(word) && ((isData(name) && INPUT.test(name)) || PLAIN_FOLDERS.test(name)))
      return refuse(
        `"${word}", which the program is started with, may be among the files that "${from.source}" brings: copy it by a COPY of its own`,
      );
  }
  return found;
}

export interface OwnedFolders {
  readonly volumes: readonly string[];
  /** What chown hands over. */
  readonly handed: readonly string[];
  /** Of these, what a command hands over when the program is built, and to whom. */
  readonly given: readonly { readonly path: string; readonly owner: string }[];
  /** What a COPY hands over, and to whom. */
  readonly sent: readonly { readonly path: string; readonly owner: string }[];
  /** Made by mkdir, and of no use to any command of the build. */
  readonly made: readonly string[];
}

/** Folders that belong to the account the program runs as. */
export function ownedFolders(build: Build, at: Instruction, split: number): OwnedFolders {
  const volumes = build.stage.instructions
    .filter(({ keyword }) => keyword === 'VOLUME')
    .flatMap(({ json, words }) => (json?.items ?? words).map(({ value }) => value))
    .filter((path) => path.startsWith('/') && !path.includes('$'))
    .map((path) => resolvePath('/', path))
    .filter((path) => path !== '/');
  const givenFrom = (index: number) =>
    build.acts
      .filter(({ command, run, cwd }) => command.name === 'chown' && run.index >= index && run.index < split && cwd !== undefined)
      .flatMap(({ command, cwd }) => {
        const [owner = '', ...paths] = command.args.map((word) => textOf(word)).filter((word) => !word.startsWith('-'));
        return /^(?:root|0)(?::|$)/.test(owner)
          ? []
          : paths.filter((path) => !/[$*?]/.test(path)).map((path) => ({ path: resolvePath(cwd ?? '/', path), owner }));
      })
      .filter(({ path }) => isOwn(path));
  const isOwn = (path: string): boolean => path !== '/' && !isSystemFolder(path);
  const sent = copiedBefore(build, split).flatMap(({ at: copy, place }) => {
    const owner = copy.flags.find(({ name }) => name === 'chown')?.value;
    return place === undefined || owner === undefined || /^(?:root|0)(?::|$)/.test(owner) || !isOwn(place) ? [] : [{ path: place, owner }];
  });
  return {
    volumes,
    handed: [...givenFrom(0).map(({ path }) => path), ...sent.map(({ path }) => path)],
    given: givenFrom(at.index),
    sent,
    made: idleFolders(build, split),
  };
}

/** `mkdir -p a` and `install -d -o app a`. */
export const isMkdirOf = ({ name, args }: ShellCommand): boolean =>
  name === 'mkdir' || (name === 'install' && args.some(({ value }) => /^(?:-[a-zA-Z]*d|--directory)$/.test(value ?? '')));

const INSTALL_VALUED = new Set(['-o', '-g', '-m', '--owner', '--group', '--mode']);
const operandsOf = (command: ShellCommand): readonly ShellWord[] =>
  command.args.filter((_, i) => command.name !== 'install' || !INSTALL_VALUED.has(command.args[i - 1]?.value ?? ''));

function idleFolders(build: Build, split: number): readonly string[] {
  const places = copiedBefore(build, split).flatMap(({ place }) => (place === undefined ? [] : [place]));
  return build.acts
    .filter(({ command, run, cwd }) => isMkdirOf(command) && cwd !== undefined && run.index < split)
    .flatMap(({ command, cwd }) =>
      operandsOf(command)
        .filter(({ value }) => value !== undefined && !/^-|[$*?{]/.test(value) && !/^[0-7]{3,4}$/.test(value))
        .map((word) => resolvePath(cwd ?? '/', textOf(word))),
    )
    .filter((path) => !isSystemFolder(path) && !isPrivate(path) && !/^\/(?:usr|etc|var\/lib\/(?:apt|dpkg)|proc|sys|dev)(?:\/|$)/.test(path))
    .filter((path) => {
      const isUsed = build.acts.some(
        ({ command, cwd }) =>
          !/^(?:mkdir|chown|chmod|chgrp)$/.test(command.name ?? '') &&
          !isMkdirOf(command) &&
          ((cwd !== undefined && isAt(cwd, path)) ||
            command.words.some(({ raw }) => raw.includes(path)) ||
            command.redirects.some(({ target }) => textOf(target).startsWith(path))),
      );
      return !isUsed && !places.some((place) => isAt(place, path));
    });
}

/** Is this folder there in the build stage: made by mkdir, or copied? */
export function isMade(build: Build, split: number, folder: string): boolean {
  const isMkdir = build.acts.some(
    ({ command, run, cwd }) =>
      run.index < split &&
      isMkdirOf(command) &&
      cwd !== undefined &&
      operandsOf(command).some((word) => resolvePath(cwd, textOf(word)) === folder),
  );
  return isMkdir || copiedBefore(build, split).some(({ place }) => place === folder || (place !== undefined && folderOf(place) === folder));
}
