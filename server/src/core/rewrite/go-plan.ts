// Plain Go: which program `go build` makes, whether it needs a C library, and the image that runs it.
import { isCompilerPackage, packageCommandOf } from '../knowledge/packages.js';
import type { BaseImageFacts } from '../knowledge/base-images.js';
import type { CompileStep } from '../knowledge/compile-steps.js';
import type { Stage } from '../model/dockerfile/types.js';
import type { ShellScript } from '../model/shell/types.js';
import type { Refusal, RuntimePlan } from './plan.js';
import { directoryOf, packageInQuestion, refuse, resolvePath, runsOf, startWithoutShell, workdirAt } from './plan.js';

const STATIC = 'gcr.io/distroless/static-debian13:nonroot';
const WITH_LIBC = 'gcr.io/distroless/base-debian13:nonroot';
const MUSL = 'alpine:3.24';
/** Go's official images start here. */
const GO_HOME = '/go';
const ON_PATH = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

const VALUED = new Set([
  ...[
    'o',
    'ldflags',
    'tags',
    'gcflags',
    'asmflags',
    'gccgoflags',
    'mod',
    'modfile',
    'p',
    'buildmode',
    'compiler',
    'installsuffix',
    'pkgdir',
    'toolexec',
    'overlay',
  ],
  ...['pgo', 'C', 'covermode', 'coverpkg'],
]);

interface GoCall {
  readonly verb: string;
  readonly flags: ReadonlyMap<string, string | undefined>;
  readonly packages: readonly (string | undefined)[];
}

/** `go [-C dir] build -o x ./cmd` in its parts. */
function readCall(step: CompileStep): GoCall {
  const flags = new Map<string, string | undefined>();
  const rest: (string | undefined)[] = [];
  const { args } = step.command;
  for (let i = 0; i < args.length; i++) {
    const word = args[i];
    const match = /^--?([A-Za-z]\w*)(?:=(.*))?$/s.exec(word?.value ?? word?.raw ?? '');
    if (!match) {
      rest.push(word?.value);
      continue;
    }
    const [, name = '', joined] = match;
    if (joined !== undefined) flags.set(name, word?.value === undefined ? undefined : joined);
    else if (VALUED.has(name)) flags.set(name, args[++i]?.value);
    else flags.set(name, '');
  }
  const [verb, ...packages] = rest;
  return { verb: verb ?? '', flags, packages };
}

/** What the environment of this command says: assignments in front of it, exports before it, then ENV and ARG. */
function settingOf(name: string, step: CompileStep, script: ShellScript): { readonly value: string | undefined } | undefined {
  const { command, at } = step;
  const own = command.assignments.find((assignment) => assignment.name === name);
  if (own) return { value: own.value?.value };
  const wrapped = command.words.slice(0, command.words.indexOf(command.word)).find(({ raw }) => raw.startsWith(`${name}=`));
  if (wrapped) return { value: wrapped.value?.slice(name.length + 1) };
  const before = script.commands.slice(0, script.commands.indexOf(command));
  const exported = before
    .filter((other) => other.name === 'export' || (other.name === undefined && other.assignments.length > 0))
    .flatMap((other) => [
      ...other.args.map(({ value, raw }) => value ?? raw),
      ...other.assignments.map((a) => `${a.name}=${a.value?.value ?? '$'}`),
    ])
    .filter((text) => text.startsWith(`${name}=`))
    .at(-1);
  if (exported !== undefined) return { value: exported.includes('$') ? undefined : exported.slice(name.length + 1) };
  if (at.state.env.has(name)) return { value: at.state.env.get(name) };
  return at.state.args.has(name) ? { value: at.state.args.get(name) } : undefined;
}

/** The name `go install` gives a program: the last part of its path, without a version. */
function installedName(pkg: string | undefined): string | undefined {
  if (pkg === undefined || /\.\.\./.test(pkg)) return undefined;
  const parts = pkg
    .replace(/@.*$/, '')
    .split('/')
    .filter((part) => part !== '' && part !== '.');
  const last = parts.at(-1);
  return last !== undefined && /^v\d+$/.test(last) ? parts.at(-2) : last === '..' ? undefined : last;
}

function artifactOf(step: CompileStep, script: ShellScript): string | Refusal {
  const call = readCall(step);
  const workdir = workdirAt(step.at, GO_HOME);
  const directory = workdir === undefined ? undefined : directoryOf(step.command, script, workdir);
  const change = call.flags.has('C') ? call.flags.get('C') : '.';
  if (directory === undefined || change === undefined) return refuse('the directory that go build runs in is not certain');
  const cwd = resolvePath(directory, change);

  if (call.verb === 'install') {
    const name = call.packages.length === 1 ? installedName(call.packages[0]) : undefined;
    if (name === undefined) return refuse('go install does not say which one program it makes');
    if (settingOf('GOARCH', step, script) || settingOf('GOOS', step, script))
      return refuse('go install puts a program for another platform elsewhere');
    const bin = settingOf('GOBIN', step, script);
    const home = settingOf('GOPATH', step, script);
    const folder = bin ? bin.value : home ? home.value && `${home.value}/bin` : `${GO_HOME}/bin`;
    return folder?.startsWith('/') && !folder.includes('$') ? resolvePath(folder, name) : refuse('GOPATH or GOBIN is not certain');
  }

  if (!call.flags.has('o')) return refuse('go build has no -o, so the name of the program is not certain');
  const out = call.flags.get('o');
  if (out === undefined || /[*?[\]$]/.test(out)) return refuse('the name behind -o is not written out');
  if (/(?:^|\/)\.{0,2}$/.test(out)) return refuse('-o names a folder, so the name of the program is not certain');
  if (call.packages.length > 1 || call.packages.some((pkg) => pkg === undefined || pkg.includes('...')))
    return refuse('go build makes several programs');
  return resolvePath(cwd, out);
}

/** The image the program runs on: without cgo any, else one with the C library it is linked to. */
function imageFor(step: CompileStep, script: ShellScript, stage: Stage, facts: BaseImageFacts): string | Refusal {
  const cgo = settingOf('CGO_ENABLED', step, script);
  if (cgo?.value === '0') return STATIC;
  const installed = runsOf(stage)
    .flatMap((run) => run.scripts().flatMap(({ commands }) => commands))
    .map(packageCommandOf)
    .flatMap((found) => (found?.action === 'install' ? found.packages : []));
  const library = installed.find(({ name }) => /^lib.*-dev$|-dev$|-devel$/.test(name) && !/^(?:libc6|libc|musl|linux)/.test(name));
  if (library) return refuse(`the program may be linked to the library of "${library.name}"`);
  if (facts.libc === 'glibc') return WITH_LIBC;
  // Since Go 1.20 cgo is off where no C compiler is found, and the Alpine image has none.
  const version = /^1\.(\d+)/.exec(stage.rootImage.image?.tag ?? '')?.[1];
  const hasCompiler = installed.some(({ name }) => isCompilerPackage(name));
  return !hasCompiler && cgo === undefined && version !== undefined && Number(version) >= 20 ? STATIC : MUSL;
}

/** Does a later command take the program away from where it was made, or change what it is? */
function isMovedLater(artifact: string, step: CompileStep, stage: Stage): boolean {
  const name = artifact.slice(artifact.lastIndexOf('/') + 1);
  const all = runsOf(stage)
    .filter(({ index }) => index >= step.at.index)
    .flatMap((run) => run.scripts().flatMap(({ commands }) => commands));
  const later = all.slice(all.indexOf(step.command) + 1);
  return later.some(
    (command) => ['mv', 'rm', 'setcap'].includes(command.name ?? '') && command.args.some(({ raw }) => raw.split('/').includes(name)),
  );
}

export function planGo(stage: Stage, steps: readonly CompileStep[], facts: BaseImageFacts): RuntimePlan | Refusal {
  const [step, ...others] = steps;
  if (!step) return refuse('no go build is seen');
  if (others.length > 0) return refuse('more than one thing is built');
  const script = step.at.scripts().find(({ commands }) => commands.includes(step.command));
  if (!script || script.hasErrors) return refuse('the commands of the build cannot be read');
  const call = readCall(step);
  const mode = call.flags.get('buildmode');
  if (call.flags.has('race') || (mode !== undefined && mode !== 'exe' && mode !== 'pie'))
    return refuse('this kind of build needs more than the program to run');
  const system = settingOf('GOOS', step, script);
  if (system && system.value !== 'linux' && step.at.state.args.get('TARGETOS') === undefined && system.value !== undefined)
    return refuse('the program is built for another system');

  const artifact = artifactOf(step, script);
  if (typeof artifact !== 'string') return artifact;
  if (isMovedLater(artifact, step, stage)) return refuse('the program is moved after it is built');
  const question = packageInQuestion(runsOf(stage));
  if (question !== undefined) return refuse(`the program may need ${question}, which the build installs`);
  const image = imageFor(step, script, stage, facts);
  if (typeof image !== 'string') return image;

  const start = stage.entrypoint ?? stage.cmd;
  const words = start && startWithoutShell(start);
  const first = words?.[0];
  if (!start || first === undefined) return refuse('the start command needs a shell, or there is none');
  const cwd = workdirAt(stage.instructions.at(-1) ?? stage.from, GO_HOME);
  const name = artifact.slice(artifact.lastIndexOf('/') + 1);
  const folder = artifact.slice(0, artifact.lastIndexOf('/')) || '/';
  const isByName = !first.includes('/');
  if (
    isByName
      ? first !== name || (!ON_PATH.includes(folder) && folder !== `${GO_HOME}/bin`)
      : cwd === undefined || resolvePath(cwd, first) !== artifact
  )
    return refuse('what starts is not what go build makes');
  const target = isByName && !ON_PATH.includes(folder) ? `/usr/local/bin/${name}` : artifact;
  return {
    image,
    build: [],
    copies: [{ source: artifact, target }],
    user: '65532:65532',
    accounts: new Map(),
    workdir: GO_HOME,
    program: undefined,
    buildVariables: /^(?:GO[A-Z0-9]*|CGO_\w+|CC|CXX|PATH|DEBIAN_FRONTEND)$/,
  };
}
