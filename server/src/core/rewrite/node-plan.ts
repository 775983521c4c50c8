// Node and Bun: a build script whose output is started from one folder, beside the packages it needs when it runs.
import { plainPath } from '../knowledge/context-copy.js';
import { baseName } from '../knowledge/start-command.js';
import type { ShellCommand } from '../model/shell/types.js';
import { actOf, textOf } from './build-reading.js';
import type { Build, Refusal, RuntimePlan } from './plan.js';
import { isRefusal, refuse, resolvePath, runtimePlan } from './plan.js';
import { healthNeeds, packagesOfTools, runtimePackages, union } from './runtime-packages.js';
import { isStaticServer, planStaticSite } from './static-site-plan.js';

const OUTPUT_FOLDERS = new Set(['dist', 'build', 'out', 'lib', 'output']);
/** Build output that holds all it needs. */
const BUNDLES = new Set(['.output']);

/** How each package manager leaves only what the program needs when it runs. */
function pruneOf(install: ShellCommand): string {
  const words = install.args.map((word) => textOf(word));
  const frozen = words.includes('--frozen-lockfile') ? ' --frozen-lockfile' : '';
  switch (install.name) {
    case 'pnpm':
      return 'pnpm prune --prod';
    case 'yarn':
      return `yarn install --production${frozen} --ignore-scripts --prefer-offline`;
    case 'bun':
      return `rm -rf node_modules && bun install --production${frozen}`;
    default:
      return 'npm prune --omit=dev';
  }
}

const INSTALLS: Readonly<Record<string, readonly string[]>> = {
  npm: ['ci', 'install', 'i', 'clean-install'],
  pnpm: ['install', 'i'],
  yarn: ['install', ''],
  bun: ['install', 'i'],
};
const GLOBAL = new Set(['-g', '--global', '--location=global', '--prefix', '--cwd', '--dir']);
const ONLY_FOR_BUILDS = /^(?:python(?:2|3)?|py3-setuptools|node-gyp|bash|libc6-compat|gcompat)$/;

/** `npm ci`, `yarn`, not `npm install -g pnpm`. */
function isInstall({ name = '', args }: ShellCommand): boolean {
  const verbs = Object.hasOwn(INSTALLS, name) ? INSTALLS[name] : undefined;
  const verb = args.find(({ value }) => value !== undefined && !value.startsWith('-'))?.value ?? '';
  return verbs?.includes(verb) === true && !args.some(({ value }) => GLOBAL.has(value ?? ''));
}

/** The slim variant of the same version: it has no compilers, yet the same C library. */
export function nodeImage(build: Build): string | Refusal {
  const { image } = build.stage;
  if (build.facts?.role !== 'sdk' || /alpine|slim/.test(image.raw)) return image.raw;
  if (image.raw.includes('@')) return refuse('a digest pins the base image, and the slim variant has another');
  // "node:${VERSION}" stays a variable: its value may be another at the next build.
  if (image.variables.length > 0)
    return /:.*\$(?:\{[^}]*\}|\w+)$/.test(image.raw) ? `${image.raw}-slim` : refuse('the base image is not certain');
  return build.facts.runtimeImage ?? refuse('the base image has no slim variant');
}

/** Tools that build or serve the sources while somebody works on them. */
const DEVELOPMENT =
  /^(?:ts-node(?:-dev|-esm)?|tsx|nodemon|vite|ng|nest|webpack(?:-dev-server)?|webpack-cli|react-scripts|vue-cli-service|parcel|concurrently|astro|nuxt|nuxi|gatsby|turbo|nx)$/;
/** Servers among the packages, and the folders beside those of every program that they read: `?` = where there is one. */
const SERVERS: Readonly<Record<string, readonly string[]>> = {
  next: ['.next', 'public?', 'next.config.js?', 'next.config.mjs?', 'next.config.ts?'],
  'remix-serve': ['build', 'public?'],
  'react-router-serve': ['build'],
};

/** `npm start` is what package.json says, where that can be read. */
function startWords(build: Build): readonly string[] | Refusal {
  const { start } = build;
  if (start.problem !== undefined) return refuse(start.problem);
  if (start.needsShell) return refuse('the start command needs a shell to read it, so what it starts is not certain');
  const [program = '', verb = '', name = ''] = start.words;
  const runs = verb === 'run' || verb === 'run-script';
  const asked = runs ? name : verb === 'start' || (/^(?:yarn|pnpm)$/.test(program) && !verb.startsWith('-')) ? verb : '';
  const isFile = program === 'bun' && /[./]/.test(asked);
  if (!/^(?:npm|yarn|pnpm|bun)$/.test(program) || asked === '' || isFile || /^(?:exec|dlx|node)$/.test(asked))
    return withoutRunner(start.words);
  const text = packageScript(build, asked);
  if (text === undefined)
    return refuse(
      `the container starts by "${program} ${verb}", and which file that runs is not written here: start it by node and the file`,
    );
  if (/[$&|;<>"'`=]/.test(text)) return refuse(`the script "${asked}" of package.json takes a shell`);
  const around = ['pre', 'post'].map((when) => `${when}${asked}`).find((other) => packageScript(build, other) !== undefined);
  if (around !== undefined) return refuse(`the script "${around}" of package.json runs beside "${asked}", and may need the sources`);
  return withoutRunner(text.trim().split(/\s+/));
}

/** `npx next start` is `next start`, and so is `node_modules/.bin/next start`. */
function withoutRunner(words: readonly string[]): readonly string[] {
  const [first = '', ...rest] = words;
  if (first === 'npx' || first === 'bunx') return rest.slice(rest.findIndex((word) => !word.startsWith('-')));
  if (/^(?:npm|pnpm|yarn)$/.test(first) && rest[0] === 'exec') return rest.slice(1).filter((word, i) => i > 0 || word !== '--');
  const bin = /(?:^|\/)node_modules\/\.bin\/([^/]+)$/.exec(first)?.[1];
  return bin === undefined ? words : [bin, ...rest];
}

/** What a server among the packages reads beside package.json and node_modules. */
function foldersOf(build: Build, server: string, root: string): readonly string[] | Refusal {
  const names: string[] = [];
  const base = sourceOf(build, root);
  for (const name of SERVERS[server] ?? []) {
    if (!name.endsWith('?')) names.push(name);
    else {
      const file = name.slice(0, -1);
      const kind = base === undefined ? 'unknown' : (build.files?.kindOf(base === '' ? file : `${base}/${file}`) ?? 'unknown');
      if (kind === 'unknown') return refuse(`"${server}" reads "${file}" where there is one, and whether there is cannot be seen here`);
      if (kind !== 'absent') names.push(file);
    }
  }
  return names;
}

/** The folder of the build context that is copied to the root of the build. */
function sourceOf({ copied }: Build, root: string): string | undefined {
  const whole = [...copied]
    .reverse()
    .find(({ isOfContext, isFolder, isSingle, place }) => isOfContext && isFolder && isSingle && place === root);
  return whole && !/[$*?]/.test(whole.source) ? plainPath(whole.source) : undefined;
}

/** As package.json says, or as folders with the usual names show. */
function hasWorkspaces(build: Build): boolean {
  if (/"workspaces"\s*:/.test(build.files?.read('package.json') ?? '')) return true;
  return build.stage.instructions.some(
    ({ keyword, words }) =>
      keyword === 'COPY' &&
      words.slice(0, -1).some(({ value }) => /(?:^|\/)(?:packages|pnpm-workspace\.yaml|lerna\.json|turbo\.json)(?:\/|$)/.test(value)),
  );
}

function packageScript(build: Build, name: string): string | undefined {
  const text = build.files?.read('package.json');
  if (text === undefined) return undefined;
  try {
    const data: unknown = JSON.parse(text);
    const scripts: unknown = typeof data === 'object' && data !== null && 'scripts' in data ? data.scripts : undefined;
    const script: unknown = typeof scripts === 'object' && scripts !== null ? Reflect.get(scripts, name) : undefined;
    return typeof script === 'string' ? script : undefined;
  } catch {
    return undefined;
  }
}

export function planNode(build: Build): RuntimePlan | Refusal {
  const { steps, start, facts } = build;
  const [step] = steps;
  const act = step && actOf(build, step.command);
  if (!act) return refuse('no build script is run');
  if (steps.some(({ language }) => language !== 'node')) return refuse('more than one language is built');
  if (act.cwd === undefined || build.acts.some(({ script }) => script.hasErrors))
    return refuse('the directory of the build is not certain');
  const root = act.cwd;
  if (isStaticServer(build)) return planStaticSite(build, root);

  const words = startWords(build);
  if (isRefusal(words)) return words;
  const installs = build.acts.filter(({ command }) => isInstall(command));
  const [install] = installs;
  if (!install || installs.length > 1)
    return refuse('the packages are not installed by one command (npm ci, npm install, pnpm install, yarn install, bun install)');
  if (install.cwd !== root) return refuse('the packages are installed in another directory than that of the build');
  const { command } = install;
  const isBerry =
    command.name === 'yarn' &&
    (command.args.some(({ value }) => /^--(?:immutable|inline-builds|mode)/.test(value ?? '')) ||
      build.stage.instructions.some(
        ({ keyword, words: copied }) => keyword === 'COPY' && copied.some(({ value }) => /(?:^|\/)\.yarn(?:rc\.yml)?\/?$/.test(value)),
      ));
  if (isBerry) return refuse('Yarn 2 and later keep packages where the file does not show');
  if (hasWorkspaces(build)) return refuse('the packages are workspaces, which node_modules only links to');
  const isPruned = command.args.some(({ value }) =>
    /^(?:--omit=dev|--production(?:=true)?|--only=prod(?:uction)?|--prod|-P)$/.test(value ?? ''),
  );
  const alreadyPruned = build.acts.some(
    ({ command: other }) => (other.name === 'npm' || other.name === 'pnpm') && other.args[0]?.value === 'prune',
  );

  const [program = '', ...args] = words;
  const server = baseName(program);
  const isServer = Object.hasOwn(SERVERS, server) && (server !== 'next' || args[0] === 'start');
  if (start.cwd === undefined || (start.cwd !== root && (isServer || !words[1]?.startsWith('/'))))
    return refuse('the container starts in another directory than that of the build');
  if (DEVELOPMENT.test(server) || (server === 'next' && !isServer))
    return refuse(
      `the container starts "${server}", a tool for development that works on the sources: start node with a file that the build makes`,
    );
  const entry = isServer ? '' : args.find((word) => !word.startsWith('-') && word !== 'run');
  if ((!/(?:^|\/)(?:node|bun)$/.test(program) && !isServer) || entry === undefined)
    return refuse(`what starts is "${server}", not node with a file, so what it needs is not certain`);
  const path = resolvePath(root, entry);
  const below = root === '/' ? '/' : `${root}/`;
  const inside = path.startsWith(below) ? path.slice(below.length) : '';
  const folder = inside.split('/')[0] ?? '';
  const isStandalone = inside.startsWith('.next/standalone/');
  const isOutput = OUTPUT_FOLDERS.has(folder) || (BUNDLES.has(folder) && inside.includes('/'));
  // A file among the sources may read any other of them.
  const isSource = !isServer && !isOutput && /^[\w.-]+\.(?:c|m)?js$/.test(inside) && root !== '/';
  if (!isServer && !isStandalone && !isOutput && !isSource)
    return refuse('the file that starts is not in dist, build, out, lib or .output, so what the build makes of it is not certain');
  const isPnpm = start.words[0] === 'pnpm';
  const isReplaced = isPnpm && (build.stage.entrypoint === undefined || build.stage.cmd === undefined || start.inits.length > 0);
  if (isPnpm && !isReplaced) return refuse('the runtime image has no pnpm: start node with the file');
  const beside = isServer ? foldersOf(build, server, root) : [];
  if (isRefusal(beside)) return beside;
  const image = nodeImage(build);
  if (isRefusal(image)) return image;
  const isWhole = BUNDLES.has(folder);
  const names = isWhole
    ? [folder]
    : isStandalone
      ? ['.next/standalone']
      : isSource
        ? ['.']
        : ['package.json', 'node_modules', ...(isServer ? beside : [folder])];

  const health = healthNeeds(build, (word) => /^(?:node|bun)$/.test(baseName(word)));
  if (isRefusal(health)) return health;
  const manager = facts?.libc === 'musl' ? 'apk' : 'apt';
  const packages = runtimePackages(build, {
    ignored: ONLY_FOR_BUILDS,
    provided: new Set(['libssl-dev', 'zlib1g-dev', 'openssl-dev', 'zlib-dev']),
  });
  if (isRefusal(packages)) return packages;
  const prunes = !isPruned && !alreadyPruned && !isWhole && !isStandalone;
  const isGenerated = build.acts.some(({ script }) => /prisma generate/.test(script.source));
  if (prunes && isGenerated && command.name !== 'npm')
    return refuse('prisma generate puts its client into node_modules, from where the removal of packages for development may take it');
  const isBun = build.facts?.language === 'bun';
  return runtimePlan({
    image,
    hasShell: true,
    manager,
    packages: union(packages.names, packagesOfTools(health.tools, manager)),
    build: prunes ? [`RUN ${pruneOf(command)}`] : [],
    copies: names.map((name) => ({
      source: resolvePath(root, name),
      target: resolvePath(root, name),
      // Next.js keeps the pages that it makes when they are asked for.
      isWritten: name === '.next',
    })),
    user: '1000:1000',
    start: isReplaced ? (isServer ? [`./node_modules/.bin/${server}`, ...args] : words) : undefined,
    accounts: new Map([[isBun ? 'bun' : 'node', '1000:1000']]),
    isBuildVariable: (name, value) =>
      /^(?:npm_\w+|NPM_\w+|PNPM_\w+|YARN_\w+|COREPACK_\w+|CI|DEBIAN_FRONTEND|PUPPETEER_SKIP\w*|CYPRESS_INSTALL\w*|NODE_OPTIONS_BUILD|HUSKY)$/.test(
        name,
      ) ||
      (name === 'PATH' && !value.includes('node_modules')),
    isPartOfBuild: ({ command: other }) => /^(?:node|npx|bun|bunx|corepack|prisma|tsc|rm)$/.test(other.name ?? ''),
  });
}
