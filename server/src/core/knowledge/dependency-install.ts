// Commands that install what a manifest lists, which manifests these are, and whether they need the sources themselves.
import type { ShellCommand, ShellWord } from '../model/shell/types.js';
import type { BuildContext } from '../model/context/types.js';

export interface DependencyInstall {
  readonly tool: string;
  /** The word that says so: `ci` of `npm ci`; the command itself where it needs none. */
  readonly verb: ShellWord;
  /** Names at the top of the context that the command reads, those that may be there. */
  readonly manifests: readonly string[];
  /** Cannot run before the sources are there, as far as its own words tell. */
  readonly needsSources: boolean;
}

interface Tool {
  readonly verbs: RegExp;
  /** The command alone installs: `yarn`. */
  readonly bare?: boolean;
  readonly manifests: readonly string[];
  /** Installs the project itself too unless one of these says otherwise; `never` = always needs it. */
  readonly unless?: readonly string[] | 'never';
}

const NODE = ['package.json', '.npmrc'];
const TOOLS: ReadonlyMap<string, Tool> = new Map<string, Tool>([
  ['npm', { verbs: /^(?:ci|install|i|clean-install)$/, manifests: [...NODE, 'package-lock.json', 'npm-shrinkwrap.json'] }],
  ['yarn', { verbs: /^install$/, bare: true, manifests: [...NODE, 'yarn.lock', '.yarnrc', '.yarnrc.yml'] }],
  ['pnpm', { verbs: /^(?:install|i)$/, manifests: [...NODE, 'pnpm-lock.yaml'] }],
  ['bun', { verbs: /^(?:install|i)$/, manifests: [...NODE, 'bun.lock', 'bun.lockb', 'bunfig.toml'] }],
  ['poetry', { verbs: /^install$/, manifests: ['pyproject.toml', 'poetry.lock'], unless: ['--no-root'] }],
  ['uv', { verbs: /^sync$/, manifests: ['pyproject.toml', 'uv.lock'], unless: ['--no-install-project'] }],
  ['bundle', { verbs: /^install$/, bare: true, manifests: ['Gemfile', 'Gemfile.lock'] }],
  ['composer', { verbs: /^install$/, manifests: ['composer.json', 'composer.lock'], unless: 'never' }],
  ['go', { verbs: /^mod$/, manifests: ['go.mod', 'go.sum'] }],
  ['dotnet', { verbs: /^restore$/, manifests: [], unless: 'never' }],
  ['cargo', { verbs: /^fetch$/, manifests: ['Cargo.toml', 'Cargo.lock'], unless: 'never' }],
  ['mvn', { verbs: /^dependency:(?:go-offline|resolve|resolve-plugins)$/, manifests: ['pom.xml'] }],
]);

const isFlag = (word: ShellWord): boolean => word.raw.startsWith('-');

/** The command as an installation of what a manifest lists, when it is one: `npm ci`, not `npm install express`. */
export function dependencyInstallOf(command: ShellCommand): DependencyInstall | undefined {
  const name = command.name ?? '';
  const { args } = command;
  if (/^pip[\d.]*$/.test(name) || (name === 'uv' && args[0]?.value === 'pip')) return pipInstall(command);
  const tool = TOOLS.get(name);
  if (!tool) return undefined;
  const operands = args.filter((word) => !isFlag(word));
  const [verb] = operands;
  if (!verb)
    return tool.bare && !args.some((word) => /^--?(?:v|version|help)$/.test(word.raw))
      ? install(tool, name, command.word, args)
      : undefined;
  if (!tool.verbs.test(verb.value ?? '')) return undefined;
  if (name === 'go' ? operands[1]?.value !== 'download' : name !== 'mvn' && name !== 'dotnet' && operands.length > 1) {
    // `npm install express` names what it wants; options with a value of their own come as two words.
    if (name !== 'bundle' && !['--filter', '--prefix', '--jobs', '-j', '--cwd', '-C'].some((flag) => args.some(({ raw }) => raw === flag)))
      return undefined;
  }
  if (args.some((word) => word.raw === '-g' || word.raw === '--global')) return undefined;
  return install(tool, name, verb, args);
}

function install(tool: Tool, name: string, verb: ShellWord, args: readonly ShellWord[]): DependencyInstall {
  const { unless } = tool;
  const needsSources = unless === 'never' || (unless !== undefined && !args.some(({ raw }) => unless.includes(raw)));
  return { tool: name, verb, manifests: tool.manifests, needsSources };
}

function pipInstall({ name = '', args, word }: ShellCommand): DependencyInstall | undefined {
  const verb = args.find(({ value }) => value === 'install');
  if (!verb) return undefined;
  const manifests: string[] = [];
  for (const [i, { value = '' }] of args.entries()) {
    if (value === '-r' || value === '--requirement') manifests.push(args[i + 1]?.value ?? '');
    else if (/^(?:-r|--requirement=)./.test(value)) manifests.push(value.replace(/^(?:-r|--requirement=)/, ''));
  }
  if (manifests.length === 0) return undefined;
  const hasOther = args.some(({ value }) => value === '.' || value === '-e' || value?.startsWith('./'));
  return { tool: name, verb: verb === args[0] ? verb : word, manifests, needsSources: hasOther };
}

/** Does another command of the RUN go on with the sources: `npm run build`, `go build`, `mvn package`? */
export function worksOnSources(commands: readonly ShellCommand[], tool: string): boolean {
  const family = (name: string): string =>
    /^(?:npm|npx|yarn|pnpm|bun|node)$/.test(name) ? 'node' : /^(?:pip|python|uv|poetry)/.test(name) ? 'python' : name;
  return commands.some(
    (command) =>
      family(command.name ?? '') === family(tool) &&
      dependencyInstallOf(command) === undefined &&
      !command.args.some(({ value }) => /^(?:cache|config|set|add|global|upgrade|--version|-v|-g)$/.test(value ?? '')) &&
      command.args.some(
        ({ value }) =>
          value !== 'install' &&
          /^(?:run|build|test|package|publish|compile|exec|generate|setup\.py|-m|install|verify)\b/.test(value ?? ''),
      ),
  );
}

/** Files at the top of the context that the command reads; absent where the texts show that it needs more than those. */
export function manifestsIn(found: DependencyInstall, files: BuildContext): readonly string[] | undefined {
  if (found.needsSources) return undefined;
  const names = files.list('') ?? [];
  const there = found.manifests
    .filter((name) => names.includes(name.replace(/^\.\//, '')) && !files.isIgnored(name))
    .map((name) => name.replace(/^\.\//, ''));
  if (there.length === 0 || (found.tool.startsWith('pip') && there.length < found.manifests.length)) return undefined;
  if (names.includes('pnpm-workspace.yaml') || names.includes('.yarn/') || names.includes('patches/')) return undefined;
  const project = files.read('package.json') ?? '';
  if (
    there.includes('package.json') &&
    (project === '' || /"(?:workspaces|pre(?:install|pare)|postinstall|prepare|install)"\s*:/.test(project))
  )
    return undefined;
  const requirements = there.map((name) => (/\.txt$/.test(name) ? (files.read(name) ?? '-r ') : '')).join('\n');
  return /^\s*(?:-[rce]|--(?:requirement|constraint|editable)|\.|file:)/m.test(requirements) ? undefined : there;
}
