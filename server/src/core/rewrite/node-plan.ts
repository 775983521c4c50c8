// Plain Node: a build script whose output is started from one folder, beside the packages it needs when it runs.
import type { BaseImageFacts } from '../knowledge/base-images.js';
import type { CompileStep } from '../knowledge/compile-steps.js';
import type { Stage } from '../model/dockerfile/types.js';
import type { Refusal, RuntimePlan } from './plan.js';
import { directoryOf, packageInQuestion, refuse, resolvePath, runsOf, startWithoutShell, workdirAt } from './plan.js';

const OUTPUT_FOLDERS = new Set(['dist', 'build', 'out', 'lib', 'output']);

/** How each package manager leaves only what the program needs when it runs. */
const PRUNE: Readonly<Record<string, string>> = { npm: 'npm prune --omit=dev', pnpm: 'pnpm prune --prod' };
const INSTALLS: Readonly<Record<string, readonly string[]>> = { npm: ['ci', 'install', 'i', 'clean-install'], pnpm: ['install', 'i'] };

/** The slim variant of the same version: it has no compilers, yet the same C library. */
function runtimeImage(stage: Stage, facts: BaseImageFacts): string | Refusal {
  const { image } = stage;
  if (facts.role !== 'sdk' || /alpine|slim/.test(image.raw)) return image.raw;
  if (image.raw.includes('@')) return refuse('a digest pins the base image, and the slim variant has another');
  // "node:${VERSION}" stays a variable: its value may be another at the next build.
  if (image.variables.length > 0)
    return /:.*\$(?:\{[^}]*\}|\w+)$/.test(image.raw) ? `${image.raw}-slim` : refuse('the base image is not certain');
  return facts.runtimeImage ?? refuse('the base image has no slim variant');
}

export function planNode(stage: Stage, steps: readonly CompileStep[], facts: BaseImageFacts): RuntimePlan | Refusal {
  const [step] = steps;
  if (!step) return refuse('no build script is run');
  if (steps.some(({ language }) => language !== 'node')) return refuse('more than one language is built');
  const root = workdirAt(step.at, '/');
  const script = step.at.scripts().find(({ commands }) => commands.includes(step.command));
  if (root === undefined || !script || directoryOf(step.command, script, root) !== root)
    return refuse('the directory of the build is not certain');

  const installs = runsOf(stage).flatMap((run) =>
    run
      .scripts()
      .flatMap(({ commands }) => commands)
      .filter(({ name, args }) => Object.hasOwn(INSTALLS, name ?? '') && INSTALLS[name ?? '']?.includes(args[0]?.value ?? '')),
  );
  const [install] = installs;
  if (!install || installs.length > 1) return refuse('the packages are not installed by one npm ci, npm install or pnpm install');
  if (install.args.some(({ value }) => value === '-g' || value === '--global' || value === '--prefix'))
    return refuse('the packages are installed elsewhere');
  const isPruned = install.args.some(({ value }) => /^(?:--omit=dev|--production|--only=prod(?:uction)?|--prod|-P)$/.test(value ?? ''));
  const question = packageInQuestion(runsOf(stage));
  if (question !== undefined) return refuse(`the program may need ${question}, which the build installs`);

  const start = stage.entrypoint ?? stage.cmd;
  const words = start && startWithoutShell(start);
  const cwd = workdirAt(stage.instructions.at(-1) ?? stage.from, '/');
  if (!start || !words || cwd !== root) return refuse('the start command needs a shell, or another directory');
  if (stage.entrypoint && stage.cmd && words.length === 1) {
    const rest = startWithoutShell(stage.cmd);
    if (!rest) return refuse('the start command needs a shell');
    return finish([...words, ...rest]);
  }
  return finish(words);

  function finish(all: readonly string[]): RuntimePlan | Refusal {
    const [program, ...args] = all;
    const entry = args.find((word) => !word.startsWith('-'));
    if (!/(?:^|\/)node$/.test(program ?? '') || entry === undefined)
      return refuse('what starts is not node with a file, so what it needs is not certain');
    const path = resolvePath(root ?? '/', entry);
    const inside = path.startsWith(`${root === '/' ? '' : root}/`) ? path.slice((root === '/' ? '' : (root ?? '')).length + 1) : '';
    const folder = inside.split('/')[0] ?? '';
    const isBundle = folder === '.output';
    if (!inside.includes('/') || (!OUTPUT_FOLDERS.has(folder) && !isBundle))
      return refuse('the file that starts is not in dist, build, out, lib or .output');
    const image = runtimeImage(stage, facts);
    if (typeof image !== 'string') return image;
    const names = isBundle ? [folder] : ['package.json', 'node_modules', folder];
    return {
      image,
      build: isPruned || isBundle ? [] : [`RUN ${PRUNE[install?.name ?? ''] ?? ''}`],
      copies: names.map((name) => ({ source: resolvePath(root ?? '/', name), target: resolvePath(root ?? '/', name) })),
      user: '1000:1000',
      accounts: new Map([['node', '1000:1000']]),
      workdir: '/',
      program: 'node',
      buildVariables: /^(?:npm_\w+|NPM_\w+|PNPM_\w+|YARN_\w+|COREPACK_\w+|CI|DEBIAN_FRONTEND|PUPPETEER_SKIP\w*|CYPRESS_INSTALL\w*)$/,
    };
  }
}
