import { defineRule } from '../../engine/rule.js';
import type { Change, Fix } from '../../engine/rule.js';
import { insertWordsAfter, replaceShellWord } from '../../fix/shell.js';
import { compileStepsOf } from '../../knowledge/compile-steps.js';
import { findFile } from '../../knowledge/copied-files.js';
import { imageKindOf } from '../../knowledge/image-kind.js';
import { isTrue, languageCommandOf, settingBefore, variableOf } from '../../knowledge/language-packages.js';
import type { LanguageCommand, LanguageTool } from '../../knowledge/language-packages.js';
import { writtenText } from '../../knowledge/shell-text.js';
import { alongChain } from '../../knowledge/stage-chain.js';
import { firstUseBy } from '../../knowledge/stage-graph.js';
import { startOf } from '../../knowledge/start-command.js';
import type { BuildContext } from '../../model/context/types.js';
import type { Instruction, Stage } from '../../model/dockerfile/types.js';
import type { ShellCommand, ShellScript } from '../../model/shell/types.js';

interface Tool {
  /** Words behind the verb that leave the packages for development out. */
  readonly words?: readonly string[];
  /** Written in front of the command instead. */
  readonly variable?: string;
  /** Folders it installs into, below the working directory or absolute. */
  readonly folders: readonly string[];
  readonly peers?: readonly string[];
}

const NODE_FOLDERS = ['node_modules'];
const TOOLS: Readonly<Partial<Record<LanguageTool, Tool>>> = {
  npm: { words: ['--omit=dev'], folders: NODE_FOLDERS },
  yarn: { words: ['--production'], folders: NODE_FOLDERS },
  pnpm: { words: ['--prod'], folders: NODE_FOLDERS },
  bun: { words: ['--production'], folders: NODE_FOLDERS },
  composer: { words: ['--no-dev'], folders: ['vendor'], peers: ['tally:php/composer-no-dev-in-production'] },
  bundle: {
    variable: 'BUNDLE_WITHOUT=development:test',
    folders: ['/usr/local/bundle', 'vendor/bundle'],
    peers: ['tally:ruby/missing-bundle-without-development'],
  },
  poetry: { words: ['--only', 'main'], folders: ['.venv'] },
  pdm: { words: ['--prod'], folders: ['.venv'] },
  uv: { words: ['--no-dev'], folders: ['.venv'] },
};
const ENTRIES = Object.entries(TOOLS) as readonly (readonly [LanguageTool, Tool])[];
const COMMANDS = /^(?:npm|yarn|yarnpkg|pnpm|bun|composer|composer\.phar|bundle|bundler|poetry|pdm|uv|pip[\d.]*|(?:python|pypy)[\d.]*)$/;

const DEV_FILE = /(?:^|[-_./])(?:dev|devel|develop|development|test|tests|testing|lint|ci)(?:[-_./]|$)/i;
/** Start commands of images that are for development. */
const DEV_START =
  /^(?:(?:start[:-])?(?:dev|develop|development|watch|debug)(?:[:-].*)?|nodemon|ng|vite|webpack-dev-server|react-scripts|test|jest|vitest|pytest)$/;

/** Does it leave the packages for development out? */
function isProduction(found: LanguageCommand, at: Instruction): boolean {
  const { tool, command, options } = found;
  const variable = (...names: readonly string[]): string => variableOf(command, at.state, ...names) ?? '';
  const option = (name: RegExp, value: RegExp): boolean => options.some((item) => name.test(item.name) && value.test(item.value ?? ''));
  switch (tool) {
    case 'npm':
    case 'pnpm':
    case 'bun':
    case 'yarn':
      if (option(/^--include$/, /^dev$/) || option(/^--(?:production|prod)$/, /^false$/)) return false;
      return (
        found.has('--production', '--prod', '-P', '-g', '--global', '--package-lock-only') ||
        option(/^--omit$/, /\bdev\b/) ||
        option(/^--only$/, /^prod/) ||
        /^production$/i.test(variable('NODE_ENV')) ||
        /\bdev\b/.test(variable('NPM_CONFIG_OMIT', 'npm_config_omit')) ||
        isTrue(variable('NPM_CONFIG_PRODUCTION', 'npm_config_production')) ||
        /^prod/.test(variable('NPM_CONFIG_ONLY', 'npm_config_only')) ||
        settingBefore(at, /^(?:npm|pnpm)$/, /^(?:omit|only|production|prod)$/) !== undefined
      );
    case 'composer':
      return found.has('--no-dev') || isTrue(variable('COMPOSER_NO_DEV'));
    case 'bundle':
      return (
        found.has('--without') ||
        variable('BUNDLE_WITHOUT', 'BUNDLE_ONLY') !== '' ||
        settingBefore(at, /^bundler?$/, /^(?:without|only)$/) !== undefined
      );
    case 'poetry':
      return found.has('--no-dev', '--only', '--without', '--only-root');
    case 'pdm':
      return found.has('--prod', '--production', '--no-dev');
    default:
      return (
        found.has('--no-dev', '--no-default-groups', '--no-group', '--only-group', '--script') ||
        isTrue(variable('UV_NO_DEV')) ||
        variable('UV_NO_GROUP') !== '' ||
        command.args[0]?.value === 'pip'
      );
  }
}

/** Tools whose packages the command takes away again: `npm prune --omit=dev`, `rm -rf node_modules`, an install for production. */
function prunedBy(command: ShellCommand, found: LanguageCommand | undefined, at: Instruction): readonly LanguageTool[] {
  const { name } = command;
  if (name === 'rm') {
    const words = command.args.map((word) => writtenText(word).replace(/\/+$/, ''));
    return ENTRIES.filter(([, { folders }]) => words.some((word) => folders.some((folder) => word.endsWith(folder)))).map(([tool]) => tool);
  }
  if (name === 'npm' || name === 'pnpm' || name === 'yarn') {
    const words = command.args.map(writtenText);
    const isProductive =
      words.some((word) => /^--(?:omit=dev|production|prod)/.test(word)) || variableOf(command, at.state, 'NODE_ENV') === 'production';
    if (name === 'pnpm' && (words.includes('prune') || words.includes('deploy'))) return ['pnpm'];
    if (isProductive && words.includes(name === 'npm' ? 'prune' : 'focus')) return [name];
  }
  return found && found.action !== 'add' && TOOLS[found.tool] && isProduction(found, at) ? [found.tool] : [];
}

interface Install {
  readonly found: LanguageCommand;
  readonly tool: Tool;
  readonly at: Instruction;
  readonly script: ShellScript;
  /** A Gemfile that cannot be read often has no groups. */
  readonly isGuess: boolean;
}

/** Installs of this stage that leave packages for development behind; `inherited` are those of its parents, which it may take away. */
function installsOf(stage: Stage, files: BuildContext | undefined, inherited: readonly Install[] = []): readonly Install[] {
  const open = [...inherited];
  /** How many of them were there when those of a tool were taken away. */
  const gone = new Map<LanguageTool, number>();
  for (const at of stage.instructions) {
    if (at.keyword !== 'RUN') continue;
    for (const script of at.scripts()) {
      for (const command of script.commands) {
        const name = command.name ?? '';
        const found = COMMANDS.test(name) ? languageCommandOf(command, at.state) : undefined;
        const pruned = found || open.length > 0 ? prunedBy(command, found, at) : [];
        for (const tool of pruned) gone.set(tool, open.length);
        const tool = found && TOOLS[found.tool];
        if (!tool || found.action !== 'sync' || isProduction(found, at)) continue;
        const listed = hasDevelopment(found.tool, at, files);
        if (listed !== false) open.push({ found, tool, at, script, isGuess: listed === undefined && found.tool === 'bundle' });
      }
    }
  }
  return open.filter(({ found }, i) => i >= (gone.get(found.tool) ?? 0));
}

const MANIFESTS: Readonly<Partial<Record<LanguageTool, readonly [string, string]>>> = {
  npm: ['package.json', 'devDependencies'],
  yarn: ['package.json', 'devDependencies'],
  pnpm: ['package.json', 'devDependencies'],
  bun: ['package.json', 'devDependencies'],
  composer: ['composer.json', 'require-dev'],
};

/** Does the manifest list packages for development? Absent where it cannot be read. */
function hasDevelopment(tool: LanguageTool, at: Instruction, files: BuildContext | undefined): boolean | undefined {
  const [name, key = ''] = tool === 'bundle' ? ['Gemfile'] : (MANIFESTS[tool] ?? []);
  const path = name && findFile(at, [name], [], files)?.path;
  if (!path || !files) return undefined;
  const known = developmentIn.get(files) ?? new Map<string, boolean | undefined>();
  developmentIn.set(files, known);
  const asked = `${key} ${path}`;
  if (!known.has(asked)) known.set(asked, readDevelopment(tool, key, files.read(path)));
  return known.get(asked);
}

const developmentIn = new WeakMap<BuildContext, Map<string, boolean | undefined>>();

function readDevelopment(tool: LanguageTool, key: string, text: string | undefined): boolean | undefined {
  if (!text) return undefined;
  if (tool === 'bundle') return /^\s*(?:group\b.*|gem\b.*\bgroups?:.*):(?:development|test)\b/m.test(text) || text.includes('gemspec');
  try {
    const manifest = JSON.parse(text) as Readonly<Record<string, unknown>>;
    const listed = manifest[key];
    return manifest['workspaces'] !== undefined || (typeof listed === 'object' && listed !== null && Object.keys(listed).length > 0);
  } catch {
    return undefined;
  }
}

const join = (workdir: string | undefined, path: string): string =>
  (path.startsWith('/') ? path : `${workdir ?? ''}/${path}`).replace(/\/+/g, '/');

/** More than anybody inherits: those behind are left out. */
const MOST_INHERITED = 100;

/** What the stages of a file leave behind, each read once. */
class Installs {
  private readonly own = new Map<Stage, readonly Install[]>();
  private readonly left = new WeakMap<Stage, readonly Install[]>();
  private readonly folders = new Map<Stage, ReadonlyMap<string, Install>>();

  constructor(private readonly files: BuildContext | undefined) {}

  of(stage: Stage): readonly Install[] {
    const known = this.own.get(stage) ?? installsOf(stage, this.files);
    this.own.set(stage, known);
    return known;
  }

  /** The first install of the chain whose folder a COPY of `source` brings with it. */
  broughtBy(source: string, from: Stage): Install | undefined {
    const path = `/${source.replace(/^(["'])(.*)\1$/, '$2').replace(/\/(?:\.|\*)?$/, '')}`.replace(/\/+/g, '/');
    return path === '/' ? undefined : this.foldersOf(from).get(path);
  }

  /** The folders of what is left in the chain and those they stand in, each with the first install below it. */
  private foldersOf(stage: Stage): ReadonlyMap<string, Install> {
    const known = this.folders.get(stage);
    if (known) return known;
    const found = new Map<string, Install>();
    const left = alongChain<readonly Install[]>(this.left, stage, (below, link) =>
      installsOf(link, this.files, below?.slice(0, MOST_INHERITED)),
    );
    for (const install of left) {
      for (const item of install.tool.folders) {
        const folder = join(install.at.state.workdir, item);
        for (let end = folder.length; end > 0 && !found.has(folder.slice(0, end)); end = folder.lastIndexOf('/', end - 1))
          found.set(folder.slice(0, end), install);
      }
    }
    this.folders.set(stage, found);
    return found;
  }
}

const shortStage = (stage: Stage): string => stage.name?.value ?? `stage ${String(stage.index)}`;

export default defineRule({
  id: 'dockerfile/dev-dependencies-in-final-stage',
  category: 'size',
  on: 'dockerfile.finalStage',
  summary: 'Packages for development are shipped',
  severity: 'info',
  confidence: 'medium',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    own: '"{command}" ships packages for development too, more to load and to patch: add {switch}',
    guess: '"{command}" also takes what the Gemfile groups for development, if anything: add {switch}',
    copied: '"{folder}" also holds packages for development, more to load and patch: prune "{stage}"',
    file: '"{file}" lists packages for development, more to load and to patch: install what the program needs',
  },
  docs: {
    description:
      'A shipped stage, or a stage that node_modules, vendor or a virtual environment is copied from, installs what a project lists including packages for development: npm, yarn, pnpm, bun, composer, bundle, poetry, pdm or uv without the switch that leaves them out, and no later prune; or pip installs a requirements file for development or tests. NODE_ENV=production, BUNDLE_WITHOUT, COMPOSER_NO_DEV and earlier config commands count, and so does a manifest without such packages; for a Gemfile that cannot be read it is a hint. Images for development and tests are left alone.',
    rationale:
      'Test runners, bundlers and type checkers are often most of node_modules. The program never loads them, yet they are pulled on every node, reported by every scanner, and are tools for whoever gets in.',
    impact:
      'A build step in the same stage that needs these packages fails; then install all in a builder stage, and again without them for the final one.',
    audit: 'docker run --rm --entrypoint npm IMAGE ls --all shows what is there.',
    remediation:
      'npm ci --omit=dev; yarn workspaces focus --production; pnpm install --prod; composer install --no-dev; BUNDLE_WITHOUT=development:test; poetry install --only main; uv sync --no-dev.',
    defaultValue: 'All of these install packages for development unless told otherwise.',
    references: ['npm documentation: npm ci', 'Composer documentation: install', 'Bundler: bundle config without', 'uv: Dependency groups'],
    limits: 'Installs by scripts and make are not seen.',
  },
  equivalents: ['tally:php/composer-no-dev-in-production', 'tally:ruby/missing-bundle-without-development'],
  examples: [
    {
      bad: 'FROM node:24-slim\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\nCMD ["node", "main.js"]\n',
      good: 'FROM node:24-slim\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci --omit=dev\nCOPY . .\nCMD ["node", "main.js"]\n',
      byFix: true,
    },
  ],
  *check({ stage }, ctx) {
    const kind = imageKindOf(stage, ctx.path, 'auto');
    if (kind === 'dev' || kind === 'ci' || startOf(stage)?.words.some((word) => DEV_START.test(word))) return;
    const installs = new Installs(ctx.files);
    for (const link of [...stage.chain].reverse()) {
      // Bundling needs the packages for development: the switch would break it.
      const lastBuild = compileStepsOf(link)
        .filter(({ kind, language }) => kind === 'bundle' && /^(?:node|php|ruby)$/.test(language))
        .at(-1);
      for (const { found, tool, at, script, isGuess } of installs.of(link)) {
        const isNeeded = (lastBuild && lastBuild.at.index > at.index) || (found.tool === 'yarn' && found.has('--immutable'));
        let change: Change | undefined;
        if (!isNeeded && tool.words) change = insertWordsAfter(ctx.model, at, script, found.verb, tool.words);
        if (!isNeeded && tool.variable && script.form !== 'exec' && found.command.wrappers.length === 0)
          change = replaceShellWord(ctx.model, at, script, found.command.word, `${tool.variable} ${found.command.word.raw}`);
        const what = tool.variable ?? (tool.words ?? []).join(' ');
        const fix: Fix | undefined = change && { title: tool.variable ? `Set ${what}` : `Add ${what}`, safety: 'unsafe', ...change };
        const command = found.verb === found.command.word ? found.tool : `${found.tool} ${found.verb.raw}`;
        yield ctx.problem(isGuess ? 'guess' : 'own', {
          at: { start: found.command.word.span.start, end: found.verb.span.end },
          data: { command, switch: tool.variable ? tool.variable.replace(/=.*/, '') : what },
          fixes: [fix],
          standsFor: tool.peers ?? [],
          ...(isGuess ? { severity: 'hint' } : {}),
        });
      }
      for (const at of link.instructions) {
        if (at.keyword === 'RUN') {
          for (const { commands } of at.scripts()) {
            for (const command of commands) {
              const found = /^(?:pip[\d.]*|uv|(?:python|pypy)[\d.]*)$/.test(command.name ?? '')
                ? languageCommandOf(command, at.state)
                : undefined;
              for (const { name, value, valueWord } of found?.options ?? []) {
                if (!/^(?:-r|--requirements?)$/.test(name) || !valueWord || !DEV_FILE.test((value ?? '').replace(/\.\w+$/, ''))) continue;
                yield ctx.problem('file', { at: valueWord.span, data: { file: (value ?? '').replace(/^.*\//, '') }, standsFor: [] });
              }
            }
          }
        }
        const from = at.keyword === 'COPY' ? firstUseBy(at)?.stage : undefined;
        if (!from) continue;
        const words = at.json ? at.json.items : at.words;
        for (const { value, span } of words.slice(0, -1)) {
          const install = installs.broughtBy(value, from);
          if (!install) continue;
          yield ctx.problem('copied', {
            at: span,
            data: { folder: value, stage: shortStage(from) },
            related: [{ at: install.found.verb.span, message: 'They are installed here' }],
            standsFor: install.tool.peers ?? [],
            ...(install.isGuess ? { severity: 'hint' } : {}),
          });
        }
      }
    }
  },
});
