// Python: packages that are compiled while they are installed move into a virtual environment, which the runtime stage copies.
import { isCompilerPackage, packagesLeftBy } from '../knowledge/packages.js';
import { commandsOf } from '../knowledge/compile-steps.js';
import { isRoot } from '../knowledge/effective-user.js';
import { baseName } from '../knowledge/start-command.js';
import type { Instruction } from '../model/dockerfile/types.js';
import type { Act } from './build-reading.js';
import { mayNeedRoot, settingOf, textOf } from './build-reading.js';
import { sourceFolders } from './files-of-build.js';
import type { Build, Copy, Refusal, RuntimePlan } from './plan.js';
import { isAt, isRefusal, refuse, resolvePath, runsOf, runtimePlan } from './plan.js';
import { healthNeeds, packagesOfTools, runtimePackages, union } from './runtime-packages.js';

const VENV = '/opt/venv';
/** Libraries that Python itself is linked to, so that every Python image has them. */
const OF_PYTHON = new Set([
  ...[
    'libssl-dev',
    'libffi-dev',
    'zlib1g-dev',
    'libsqlite3-dev',
    'libbz2-dev',
    'liblzma-dev',
    'libreadline-dev',
    'uuid-dev',
    'libexpat1-dev',
  ],
  ...['openssl-dev', 'libffi-dev', 'zlib-dev', 'sqlite-dev', 'bzip2-dev', 'xz-dev', 'readline-dev', 'expat-dev', 'util-linux-dev'],
]);

const isPip = ({ command }: Act): boolean =>
  /^pip[\d.]*$/.test(command.name ?? '') ||
  (/^python[\d.]*$/.test(command.name ?? '') && command.args[0]?.value === '-m' && command.args[1]?.value === 'pip');
const pipWords = ({ command }: Act): readonly string[] => {
  const words = command.args.map((word) => textOf(word));
  return words[0] === '-m' ? words.slice(2) : words;
};

/** Is there a compiler at work when packages are installed? */
export function hasCompilerInstalled(build: Pick<Build, 'stage'>): Instruction | undefined {
  return runsOf(build.stage).find((run) => packagesLeftBy(commandsOf(run)).some(({ name }) => isCompilerPackage(name)));
}

/** Where poetry installs packages: into the environment that is active, or `.venv` beside the project. */
function placeOfPoetry({ acts, stage }: Build): { readonly act: Act; readonly place: 'active' | 'project' } | Refusal {
  const act = acts.filter(({ command }) => command.name === 'poetry' && /^(?:install|sync)$/.test(command.args[0]?.value ?? '')).at(-1);
  if (!act) return refuse('poetry is called, and no "poetry install" is seen');
  const configured = (name: string): string | undefined => {
    const found = acts.find(
      ({ command }) => command.name === 'poetry' && command.args[0]?.value === 'config' && command.args.some(({ value }) => value === name),
    );
    const { args } = found?.command ?? { args: [] };
    return (
      args[args.findIndex(({ value }) => value === name) + 1]?.value ??
      settingOf(`POETRY_${name.replace(/[.-]/g, '_').toUpperCase()}`, act)?.value
    );
  };
  const isYes = (value: string | undefined): boolean => /^(?:true|1|yes|on)$/i.test(value ?? '');
  if (/^(?:false|0|no|off)$/i.test(configured('virtualenvs.create') ?? '')) return { act, place: 'active' };
  if (isYes(configured('virtualenvs.in-project'))) return { act, place: 'project' };
  if (stage.endState.env.has('VIRTUAL_ENV')) return { act, place: 'active' };
  return refuse(
    'poetry makes a virtual environment of its own somewhere: set POETRY_VIRTUALENVS_IN_PROJECT=1, and put .venv/bin on the PATH',
  );
}

/** The words behind `uv run` and `poetry run`, which only look for the virtual environment. */
function behindRunner({ start, stage }: Build): readonly string[] | undefined {
  const [, verb, ...rest] = start.words;
  if (verb !== 'run' || start.needsShell || (stage.entrypoint && stage.cmd && start.inits.length === 0)) return undefined;
  const at = rest.findIndex((word) => !/^--(?:no-sync|no-dev|frozen|locked|offline|no-cache)$/.test(word));
  const [first, ...others] = at < 0 ? [] : rest.slice(at);
  if (first === undefined || first.startsWith('-')) return undefined;
  return /\.py$/.test(first) ? ['python', first, ...others] : [first, ...others];
}

export function planPython(build: Build): RuntimePlan | Refusal {
  const { stage, facts, start, acts } = build;
  if (start.problem !== undefined && !start.isScript) return refuse(start.problem);
  if (acts.some(({ script }) => script.hasErrors)) return refuse('the commands of the build cannot be read');
  if (facts?.role === 'sdk')
    return refuse(
      'the full Python image brings libraries that packages may be linked to: start from the slim image, and install what they need',
    );
  if (/^2(?:\.|$|-)/.test(stage.rootImage.image?.tag ?? '')) return refuse('Python 2 has no virtual environments that can be copied');
  const foreign = build.steps.find(({ language }) => language !== 'python');
  if (foreign) return refuse(`"${foreign.name}" is built as well, and what the program needs of it is not certain`);

  const installs = acts.filter((act) => isPip(act) && pipWords(act)[0] === 'install');
  const tools = acts.find(({ command }) => /^(?:poetry|pipenv|pdm|conda|mamba|uv)$/.test(command.name ?? ''));
  const isUv = tools?.command.name === 'uv' && ['sync', 'venv'].includes(tools.command.args[0]?.value ?? '');
  const poetry = tools?.command.name === 'poetry' ? placeOfPoetry(build) : undefined;
  if (isRefusal(poetry)) return poetry;
  if (tools?.command.name === 'uv' && !isUv)
    return refuse(
      'uv installs into the Python of the system, which no stage can copy alone: make a virtual environment by "uv venv" first',
    );
  if (tools && !isUv && poetry === undefined)
    return refuse(`"${tools.command.name ?? ''}" decides where the packages go, and the file does not say it`);
  const workdir = start.cwd;
  if (workdir === undefined) return refuse('the WORKDIR is not certain');
  const runner = /^(?:uv|poetry|pipenv|pdm|rye|hatch)$/.exec(baseName(start.words[0] ?? ''))?.[0];
  const run = runner === undefined ? undefined : behindRunner(build);
  if (runner !== undefined && run === undefined)
    return refuse(`the container starts by ${runner}, which the runtime stage does not have: start the program itself`);
  const text = [stage.entrypoint, stage.cmd]
    .flatMap((at) => at?.scripts() ?? [])
    .find(({ commands }) => commands.some(({ name }) => /^(?:uv|poetry|pipenv|pdm)$/.test(name ?? '')));
  if (start.isScript && text)
    return refuse('the start command calls the tool that installs packages, which the runtime stage does not have');

  let venv: string;
  let hasOwnVenv = true;
  const made = acts.find(
    ({ command }) =>
      (/^python[\d.]*$/.test(command.name ?? '') && command.args[0]?.value === '-m' && command.args[1]?.value === 'venv') ||
      command.name === 'virtualenv',
  );
  if (poetry?.place === 'project') {
    if (poetry.act.cwd === undefined) return refuse('the directory that poetry runs in is not certain');
    venv = resolvePath(poetry.act.cwd, '.venv');
  } else if (isUv) {
    if (stage.endState.env.get('UV_PYTHON_DOWNLOADS') === undefined && stage.endState.env.get('UV_PYTHON') === undefined)
      return refuse('uv may fetch a Python of its own into another folder: set UV_PYTHON_DOWNLOADS=never');
    if (tools.cwd === undefined) return refuse('the directory that uv runs in is not certain');
    venv = resolvePath(tools.cwd, stage.endState.env.get('UV_PROJECT_ENVIRONMENT') ?? '.venv');
  } else if (made) {
    const folder = made.command.args
      .map((word) => textOf(word))
      .filter((word) => !word.startsWith('-') && word !== 'venv')
      .at(-1);
    if (folder === undefined || folder.includes('$') || made.cwd === undefined) {
      const known = stage.endState.env.get('VIRTUAL_ENV');
      if (known === undefined) return refuse('the folder of the virtual environment is named by a variable');
      venv = known;
    } else venv = resolvePath(made.cwd, folder);
  } else {
    hasOwnVenv = false;
    venv = VENV;
  }
  const isOnItsPath = (stage.endState.env.get('PATH') ?? '').split(':').includes(`${venv}/bin`);
  if (hasOwnVenv && run === undefined && !isOnItsPath && !start.words[0]?.startsWith(`${venv}/bin/`))
    return refuse(`"${venv}/bin" is not on the PATH, so whether the program runs in the virtual environment is not certain`);
  const fixed = installs.find(({ command }) => command.word.raw.includes('/'));
  if (fixed && !hasOwnVenv) return refuse(`"${fixed.command.word.raw}" installs beside a virtual environment: call it by its name`);
  if (installs.length === 0 && !isUv && !poetry) return refuse('no packages are installed by pip');
  const odd = installs.flatMap(pipWords).find((word) => /^(?:--user|--target|-t|--prefix|--root)(?:=|$)/.test(word));
  if (odd !== undefined) return refuse(`pip install ${odd} puts the packages elsewhere than a virtual environment has them`);
  const setup = acts.find(({ command }) => /^python[\d.]*$/.test(command.name ?? '') && command.args[0]?.value === 'setup.py');
  if (setup && !setup.command.args.some(({ value }) => value === 'install'))
    return refuse('setup.py leaves what it makes among the sources');

  const first = hasOwnVenv ? undefined : (installs[0]?.run ?? setup?.run ?? poetry?.act.run);
  const installer = first?.state.user?.value;
  if (installer !== undefined && !isRoot(installer))
    return refuse(
      'the packages are installed by another user than root, who may not make a virtual environment in /opt: install them in front of USER',
    );

  const download = acts.find(
    ({ command }) =>
      /^python[\d.]*$/.test(command.name ?? '') &&
      command.args.some((word) => /download|from_pretrained|snapshot|load_model/i.test(textOf(word))) &&
      !command.args.some(({ value }) => value === 'spacy'),
  );
  if (download)
    return refuse(
      'python fetches files into a folder that the file does not name, and the program may need them: copy that folder in a second stage by hand',
    );

  const { image } = stage;
  const health = healthNeeds(build, (word) => /^python[\d.]*$/.test(baseName(word)));
  if (isRefusal(health)) return health;
  const manager = facts?.libc === 'musl' ? 'apk' : 'apt';
  const packages = runtimePackages(build, {
    provided: OF_PYTHON,
    ignored: /^(?:python3?-dev|python3?|py3-pip|python3-pip|python3-venv|cython|rustc|cargo|cython3)$/,
  });
  if (isRefusal(packages)) return packages;

  const sources = sourceFolders(build, installs.at(-1) ?? setup ?? tools);
  if (isRefusal(sources)) return sources;
  const copies: Copy[] = [{ source: venv, target: venv }];
  // A program that was installed as a package needs its sources no more.
  const own = acts.some(
    (act) =>
      isPip(act) && /^(?:install|wheel)$/.test(pipWords(act)[0] ?? '') && pipWords(act).some((word) => /^\.\/?(?:\[.*\])?$/.test(word)),
  );
  const isEditable = installs.flatMap(pipWords).some((word) => word === '-e' || word === '--editable');
  const started = run ?? start.words;
  const isScript =
    own &&
    !isEditable &&
    !start.isScript &&
    !started.some((word) => /\.py$|^-m$|:|\//.test(word)) &&
    !/^(?:python|gunicorn|uvicorn|flask|celery)/.test(started[0] ?? '');
  const project = installs.at(-1)?.cwd;
  if (isEditable && project !== undefined && project !== '/') copies.push({ source: project, target: project });
  if (!isScript) {
    for (const folder of sources) if (!copies.some(({ target }) => isAt(folder, target))) copies.push({ source: folder, target: folder });
  }
  return runtimePlan({
    image: image.raw,
    hasShell: true,
    ...(mayNeedRoot(build) ? { user: undefined } : {}),
    manager,
    packages: union(packages.names, packagesOfTools(health.tools, manager)),
    copies,
    beforeRun: first && {
      run: first,
      // Poetry takes the environment that is said to be active.
      instructions: [`RUN python -m venv ${VENV}`, `ENV ${poetry ? `VIRTUAL_ENV=${VENV} ` : ''}PATH="${VENV}/bin:$PATH"`],
    },
    environment: hasOwnVenv && (run === undefined || isOnItsPath) ? [] : [`ENV PATH="${venv}/bin:$PATH"`],
    start: run,
    isBuildVariable: (name, value) =>
      /^(?:PIP_\w+|POETRY_\w+|UV_\w+|CFLAGS|LDFLAGS|DEBIAN_FRONTEND)$/.test(name) || (name === 'PATH' && !value.includes(venv)),
    isPartOfBuild: (act) => isPip(act) || /^(?:python[\d.]*|uv|poetry|django-admin|manage\.py|find)$/.test(act.command.name ?? ''),
    files: isScript ? 'outside' : 'none',
  });
}
