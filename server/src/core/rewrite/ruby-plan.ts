// Ruby: gems that are compiled while bundler installs them; the runtime stage copies them and the sources.
import { baseName } from '../knowledge/start-command.js';
import { mayNeedRoot, textOf } from './build-reading.js';
import { sourceFolders } from './files-of-build.js';
import type { Build, Copy, Refusal, RuntimePlan } from './plan.js';
import { isAt, isRefusal, refuse, resolvePath, runtimePlan } from './plan.js';
import { healthNeeds, packagesOfTools, runtimePackages, union } from './runtime-packages.js';

/** Ruby's official images keep gems and the settings of bundler here. */
const GEMS = '/usr/local/bundle';
/** Libraries that Ruby itself is linked to. */
const OF_RUBY = new Set([
  'libgmp-dev',
  'libssl-dev',
  'libyaml-dev',
  'zlib1g-dev',
  'libffi-dev',
  'gmp-dev',
  'openssl-dev',
  'yaml-dev',
  'zlib-dev',
  'libffi-dev',
]);

export function planRuby(build: Build): RuntimePlan | Refusal {
  const { stage, facts, start, acts } = build;
  if (start.problem !== undefined && !start.isScript) return refuse(start.problem);
  if (acts.some(({ script }) => script.hasErrors)) return refuse('the commands of the build cannot be read');
  if (facts?.role === 'sdk')
    return refuse('the full Ruby image brings libraries that gems may be linked to: start from the slim image, and install what they need');
  const foreign = build.steps.find(({ language }) => language !== 'ruby' && language !== 'node');
  if (foreign) return refuse(`"${foreign.name}" is built as well, and what the program needs of it is not certain`);
  const installs = acts.filter(({ command }) => command.name === 'bundle' && ['install', '', undefined].includes(command.args[0]?.value));
  const install = installs.at(-1);
  if (!install) return refuse('no gems are installed by bundle install');
  if (install.cwd === undefined || start.cwd === undefined) return refuse('the WORKDIR is not certain');

  const configured = acts
    .filter(({ command }) => command.name === 'bundle' && command.args[0]?.value === 'config')
    .map(({ command }) => command.args.map((word) => textOf(word)).filter((word) => !word.startsWith('-')))
    .map((words) => (words.includes('path') ? words.at(-1) : undefined))
    .find((path) => path !== undefined);
  const flag = install.command.args
    .map((word, i) => (word.value === '--path' ? textOf(install.command.args[i + 1]) : /^--path=(.*)$/.exec(textOf(word))?.[1]))
    .find((path) => path !== undefined);
  const set = stage.endState.env.get('BUNDLE_PATH') ?? flag ?? configured;
  if (set?.includes('$')) return refuse('the folder of the gems is named by a variable');
  const gems = set === undefined ? GEMS : resolvePath(install.cwd, set);

  const sources = sourceFolders(build, install);
  if (isRefusal(sources)) return sources;
  const health = healthNeeds(build, (word) => /^(?:ruby|bundle|rails|rake)$/.test(baseName(word)));
  if (isRefusal(health)) return health;
  const manager = facts?.libc === 'musl' ? 'apk' : 'apt';
  const packages = runtimePackages(build, { provided: OF_RUBY, ignored: /^(?:ruby-dev|python3?|bash|nodejs|npm|yarn)$/ });
  if (isRefusal(packages)) return packages;
  const copies: Copy[] = [];
  // Settings of bundler lie in the folder of the image even where the gems do not.
  for (const folder of [GEMS, gems])
    if (!copies.some(({ target }) => isAt(folder, target))) copies.push({ source: folder, target: folder });
  // Rails keeps its process id, its log and its cache below its sources.
  for (const folder of sources)
    if (!copies.some(({ target }) => isAt(folder, target))) copies.push({ source: folder, target: folder, isWritten: true });
  // The rest of the sources may be copied last, into the folder that the gems were installed in.
  const writes = /\b(?:rails|puma|unicorn|passenger|jekyll|middleman|sidekiq)\b/.test(start.words.join(' ')) && !mayNeedRoot(build);
  if (writes && !copies.some(({ target }) => isAt(start.cwd ?? '/', target)) && start.cwd !== '/' && start.cwd === install.cwd)
    copies.push({ source: start.cwd, target: start.cwd, isWritten: true });
  return runtimePlan({
    image: stage.image.raw,
    ownsSources: writes,
    hasShell: true,
    ...(mayNeedRoot(build) ? { user: undefined } : {}),
    manager,
    packages: union(packages.names, packagesOfTools(health.tools, manager)),
    copies,
    files: 'none',
    isBuildVariable: (name) => /^(?:DEBIAN_FRONTEND|BUNDLE_JOBS|BUNDLE_RETRY|SECRET_KEY_BASE_DUMMY|CFLAGS|MAKEFLAGS)$/.test(name),
    isPartOfBuild: ({ command }) =>
      /^(?:bundle|rails|rake|ruby|gem|bootsnap|find|yarn|npm|node)$/.test(command.name ?? '') ||
      /^(?:\.?\/)?bin\//.test(textOf(command.word)),
  });
}
