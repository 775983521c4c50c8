// What at the top of a build context no build needs: secrets, version history, output that the build makes anew.
import type { BuildContext } from '../model/context/types.js';
import type { DockerfileModel, Instruction } from '../model/dockerfile/types.js';
import type { ShellCommand, ShellScript } from '../model/shell/types.js';
import { isWholeContext } from './context-copy.js';
import { fitsPattern } from './copied-files.js';
import { dependencyInstallOf } from './dependency-install.js';
import { mountsOf } from './run-mounts.js';

/** What nobody wants in an image. A template of settings is no secret. */
const SECRETS =
  /^(?:\.env(?:\.(?!example$|sample$|template$|dist$|test$)[\w.-]+)?|id_(?:rsa|dsa|ecdsa|ed25519)|[\w.-]+\.(?:p12|pfx|jks|keystore)|[\w.-]*(?:private|secret)[\w.-]*\.(?:pem|key)|\.npmrc|\.netrc|\.pypirc|\.aws\/|\.ssh\/)$/;
const HISTORY = /^\.(?:git|hg|svn)\/$/;

/** A line for a new ignore file. */
interface Line {
  readonly line: string;
  /** What it leaves out, at any depth where `isDeep`; may be a pattern. */
  readonly name: string;
  readonly isDeep?: boolean;
}

const atTop = (name: string): Line => ({ line: name, name });
const anywhere = (name: string): Line => ({ line: `**/${name}`, name, isDeep: true });

const SECRET_LINES: readonly Line[] = [
  atTop('.env'),
  atTop('.env.local'),
  atTop('.env.*.local'),
  atTop('id_rsa'),
  atTop('id_ed25519'),
  atTop('*.p12'),
  atTop('*.pfx'),
];

/** Build output by the manifest that stands beside it. */
interface Output {
  readonly manifest: RegExp;
  readonly names: RegExp;
  readonly lines: readonly Line[];
  readonly makers: (command: ShellCommand) => boolean;
  /** The image can do without it, unless a command names it. Of the others the image runs on what is copied where the build makes none. */
  readonly isOptional?: true;
  /** Scripts that people write stand in folders of this name too. */
  readonly isCommonName?: true;
}

const named =
  (names: RegExp) =>
  ({ name }: ShellCommand): boolean =>
    names.test(name ?? '');

const OUTPUTS: readonly Output[] = [
  {
    manifest: /^package\.json$/,
    names: /^node_modules\/$/,
    lines: [anywhere('node_modules')],
    makers: (command) =>
      dependencyInstallOf(command) !== undefined ||
      (/^(?:npm|yarn|pnpm|bun)$/.test(command.name ?? '') &&
        command.args.some(({ value }) => /^(?:ci|i|install|install-test|it|add)$/.test(value ?? ''))),
  },
  { manifest: /^package\.json$/, names: /^\.(?:next|nuxt)\/$/, lines: [], makers: named(/^(?:npm|npx|yarn|pnpm|bun|next|nuxt|nuxi)$/) },
  { manifest: /^Cargo\.toml$/, names: /^target\/$/, lines: [atTop('target')], makers: named(/^(?:cargo|trunk|wasm-pack|cross)$/) },
  { manifest: /^pom\.xml$/, names: /^target\/$/, lines: [atTop('target')], makers: named(/^mvnw?$/) },
  {
    manifest: /^(?:requirements.*\.txt|pyproject\.toml|setup\.py|Pipfile)$/,
    names: /^(?:__pycache__|\.venv|venv|\.tox|\.mypy_cache|\.pytest_cache)\/$/,
    lines: [anywhere('__pycache__'), atTop('.venv')],
    makers: ({ name, args }) =>
      /^(?:uv|poetry|pipenv|pdm|hatch|virtualenv|tox)$/.test(name ?? '') || args.some(({ value }) => value === 'venv'),
    isOptional: true,
  },
  {
    manifest: /\.(?:csproj|fsproj|vbproj)$/,
    names: /^(?:bin|obj)\/$/,
    lines: [anywhere('bin'), anywhere('obj')],
    makers: named(/^(?:dotnet|msbuild)$/),
    isCommonName: true,
  },
  { manifest: /^composer\.json$/, names: /^vendor\/$/, lines: [atTop('vendor')], makers: named(/^composer(?:\.phar)?$/) },
  {
    manifest: /^build\.gradle(?:\.kts)?$/,
    names: /^(?:build|\.gradle)\/$/,
    lines: [atTop('build'), atTop('.gradle')],
    makers: named(/^gradlew?$/),
    isCommonName: true,
  },
];

/** What a Dockerfile takes from the context by name, and what its commands do. */
interface Use {
  /** Paths that COPY, ADD and bind mounts name, as lists of names. */
  readonly paths: readonly (readonly string[])[];
  /** Some path hangs on a variable without a value. */
  readonly isOpen: boolean;
  /** Copies or mounts the whole context. */
  readonly takesAll: boolean;
  readonly commands: readonly ShellCommand[];
  /** Runs a script or a build tool that may make anything. */
  readonly mayMakeAll: boolean;
  /** Names in the words of commands that may be paths they read. */
  readonly mentions: ReadonlySet<string>;
  /** Names in the paths of programs and scripts that are run. */
  readonly runs: ReadonlySet<string>;
  /** Asks git about the history. */
  readonly asksGit: boolean;
}

const uses = new WeakMap<DockerfileModel, Use>();

function useOf(model: DockerfileModel): Use {
  let use = uses.get(model);
  if (!use) uses.set(model, (use = readUse(model)));
  return use;
}

const BUILD_TOOLS = /^(?:make|gmake|just|task|bazel|bazelisk|ant|nx|turbo|rake|earthly)$/;
const SHELLS = /^(?:ba|da|a|z|k)?sh$/;
const GIT_QUESTIONS = /^(?:describe|rev-parse|rev-list|log|show|status|diff|tag|branch|name-rev|ls-files|submodule|symbolic-ref)$/;

const SYSTEM_FOLDERS = /^\/(?:usr|bin|sbin|lib|opt)\//;

/** The script of the project that is run: `./build.sh`, `sh ci/build.sh`. */
function scriptOf({ name = '', word, args }: ShellCommand): string | undefined {
  const [first] = args;
  if (SHELLS.test(name) && first && !first.raw.startsWith('-')) return first.raw;
  return word.raw.includes('/') && !SYSTEM_FOLDERS.test(word.raw) && !/^(?:mvnw|gradlew)$/.test(name) ? word.raw : undefined;
}

function asksGit({ commands }: ShellScript): boolean {
  const verbs = commands
    .filter(({ name }) => name === 'git')
    .map(({ args }) => args.find(({ raw }, i) => !raw.startsWith('-') && args[i - 1]?.raw !== '-C')?.value ?? '');
  // What it has fetched itself has a history of its own.
  return verbs.some((verb) => GIT_QUESTIONS.test(verb)) && !verbs.some((verb) => /^(?:clone|init|fetch|pull)$/.test(verb));
}

/** Words of a command that name what it reads. */
function mentionsOf({ name = '', word, args }: ShellCommand): string[] {
  if (/^(?:rm|rmdir|touch|mkdir|echo|printf|git)$/.test(name)) return [];
  // The last word of cp and mv is what comes out of it.
  const read = /^(?:cp|mv)$/.test(name) ? args.slice(0, -1) : args;
  return [word, ...read].flatMap(({ value }) => (value === undefined ? [] : [value.replace(/^--?[\w-]+=/, '')]));
}

function readUse({ instructions }: DockerfileModel): Use {
  const paths: string[][] = [];
  let isOpen = false;
  let takesAll = false;
  const take = (path: string | undefined): void => {
    if (path === undefined || path.includes('$')) isOpen = true;
    else paths.push(path.split('/').filter((name) => name !== '' && name !== '.' && name !== '..'));
  };
  const all = instructions.flatMap((listed): Instruction[] => (listed.trigger ? [listed, listed.trigger] : [listed]));
  const scripts = all.flatMap((at) => at.scripts().map((script) => ({ script, isBuild: at.keyword === 'RUN' })));
  for (const at of all) {
    for (const source of at.sources) {
      if (isWholeContext(source)) takesAll = true;
      else take(source.path);
    }
    for (const { type, flag } of mountsOf(at)) {
      const value = (...keys: readonly string[]) => flag.options.find(({ name }) => keys.includes(name.toLowerCase()))?.value;
      if (type !== 'bind' || value('from') !== undefined) continue;
      const source = value('source', 'src') ?? '.';
      if (/^[./]+$/.test(source)) takesAll = true;
      else take(source);
    }
  }
  const built = scripts.filter(({ isBuild }) => isBuild).map(({ script }) => script);
  const commands = built.flatMap((script) => script.commands);
  return {
    paths,
    isOpen,
    takesAll,
    commands,
    mayMakeAll:
      built.some((script) => script.commands.length === 0 && script.source.trim() !== '') ||
      commands.some((command) => BUILD_TOOLS.test(command.name ?? '') || scriptOf(command) !== undefined),
    mentions: namesIn(scripts.flatMap(({ script }) => script.commands.flatMap(mentionsOf))),
    runs: namesIn(scripts.flatMap(({ script }) => script.commands.flatMap((command) => scriptOf(command) ?? []))),
    asksGit: built.some(asksGit),
  };
}

/** Either may be a pattern; one that every name fits names none. */
const names = (piece: string | undefined, name: string): boolean =>
  piece !== undefined && !/^\*+$/.test(piece) && (fitsPattern(piece, name) || fitsPattern(name, piece));

const copiesByName = (use: Use, { name, isDeep }: Pick<Line, 'name' | 'isDeep'>): boolean =>
  use.paths.some((path) => (isDeep ? path.some((piece) => names(piece, name)) : names(path[0], name)));

function namesIn(paths: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const path of paths) for (const piece of path.split('/')) found.add(piece);
  return found;
}

/** @param name may be a pattern */
const isIn = (found: ReadonlySet<string>, name: string): boolean =>
  /[*?[]/.test(name) ? [...found].some((piece) => fitsPattern(name, piece)) : found.has(name);

/** Does the build need what the line leaves out, as far as the Dockerfile tells? */
function isNeeded(use: Use, line: Pick<Line, 'name' | 'isDeep'>, output?: Output): boolean {
  if (copiesByName(use, line)) return true;
  if (!use.takesAll) return false;
  if (line.name === '.git' && use.asksGit) return true;
  // Which registry to ask stands there more often than a token.
  if (line.name === '.npmrc' && (use.mayMakeAll || use.commands.some(({ name }) => /^(?:npm|npx|pnpm|yarn|bun)$/.test(name ?? ''))))
    return true;
  if (!output) return isIn(use.mentions, line.name);
  const isMade = use.commands.some(output.makers);
  if ((!isMade || output.isCommonName) && isIn(use.runs, line.name)) return true;
  if (isMade || use.mayMakeAll) return false;
  return output.isOptional !== true || isIn(use.mentions, line.name);
}

const usesAround = (model: DockerfileModel, files: BuildContext): readonly Use[] => [model, ...(files.neighbors() ?? [])].map(useOf);

const bare = (name: string): string => name.replace(/\/$/, '');

/** Names at the top of the context that are sent and that no build needs: secrets, history, output. Those sent on purpose (`!`) are left out. */
export function needlessNames(model: DockerfileModel, files: BuildContext): readonly string[] {
  const there = files.list('') ?? [];
  const around = usesAround(model, files);
  const outputs = OUTPUTS.filter(({ manifest }) => there.some((name) => manifest.test(name)));
  const found = [
    ...[SECRETS, HISTORY].map((kind) => ({ kind, output: undefined })),
    ...outputs.map((output) => ({ kind: output.names, output })),
  ].flatMap(({ kind, output }) =>
    there.filter((name) => kind.test(name) && !around.some((use) => isNeeded(use, { name: bare(name) }, output))).map(bare),
  );
  return [...new Set(found)].filter((name) => !files.isIgnored(name) && !files.isException(name));
}

/** Is it known what all Dockerfiles need that the ignore file counts for? */
export const knowsNeeds = (model: DockerfileModel, files: BuildContext): boolean =>
  files.neighbors() !== undefined && !usesAround(model, files).some(({ isOpen }) => isOpen);

/** The contents of a new ignore file; absent where it is not known what the Dockerfiles that it would count for need. */
export function ignoreGroups(
  model: DockerfileModel,
  files: BuildContext,
): readonly { comment: string; lines: readonly string[] }[] | undefined {
  if (!knowsNeeds(model, files)) return undefined;
  const around = usesAround(model, files);
  const needless = needlessNames(model, files);
  const fitting = (lines: readonly Line[], output?: Output): string[] =>
    lines.filter((line) => !around.some((use) => isNeeded(use, line, output))).map(({ line }) => line);
  const there = (kind: RegExp) => needless.filter((name) => kind.test(name) || kind.test(`${name}/`));
  const manifests = [...(files.list('') ?? []), ...useOf(model).paths.map((path) => path.at(-1)?.replace(/\*/g, '') ?? '')];
  const outputs = OUTPUTS.filter(({ manifest }) => manifests.some((name) => manifest.test(name)));
  return [
    { comment: 'Version history', lines: [...fitting([atTop('.git')]), ...there(HISTORY)] },
    { comment: 'Settings and keys', lines: [...fitting(SECRET_LINES), ...there(SECRETS)] },
    { comment: 'Made anew by the build', lines: outputs.flatMap((output) => [...fitting(output.lines, output), ...there(output.names)]) },
  ];
}
