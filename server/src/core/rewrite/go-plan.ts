// Go: which program `go build` makes, whether it needs a C library, and the image that runs it.
import { isCompilerPackage, packageCommandOf } from '../knowledge/packages.js';
import { baseName } from '../knowledge/start-command.js';
import type { ShellWord } from '../model/shell/types.js';
import type { Act } from './build-reading.js';
import { actOf, isOnPath, locateStart, readCall, settingOf, textOf } from './build-reading.js';
import { nativePlan } from './native-runtime.js';
import type { Build, Copy, Refusal, RuntimePlan } from './plan.js';
import { folderOf, isRefusal, refuse, resolvePath } from './plan.js';

/** Go's official images start here, and have its `bin` on their PATH. */
const GO_HOME = '/go';

const VALUED = new Set(
  [
    ...['o', 'ldflags', 'tags', 'gcflags', 'asmflags', 'gccgoflags', 'mod', 'modfile', 'p', 'buildmode', 'compiler', 'installsuffix'],
    ...['pkgdir', 'toolexec', 'overlay', 'pgo', 'C', 'covermode', 'coverpkg'],
  ].flatMap((name) => [`-${name}`, `--${name}`]),
);

interface GoCall {
  readonly verb: string;
  option(name: string): string | undefined;
  readonly packages: readonly ShellWord[];
}

/** `go [-C dir] build -o x ./cmd` in its parts. */
function readGo(act: Act): GoCall {
  const { options, operands } = readCall(act.command.args, VALUED);
  const [verb, ...packages] = operands;
  return { verb: textOf(verb), option: (name) => options.get(`-${name}`) ?? options.get(`--${name}`), packages };
}

/** The name `go install` and `go build` give a program: the last part of its path, without a version. */
function nameOf(pkg: string | undefined): string | undefined {
  if (pkg === undefined || /\.\.\.|\$/.test(pkg)) return undefined;
  const parts = pkg
    .replace(/@.*$/, '')
    .split('/')
    .filter((part) => part !== '' && part !== '.');
  const last = parts.at(-1);
  if (last === undefined || last === '..') return undefined;
  return /^v\d+$/.test(last) ? parts.at(-2) : last.replace(/\.go$/, '');
}

/** Which paths may be what this step makes; a folder stands for any file directly in it. */
interface Output {
  readonly path?: string;
  readonly folder?: string;
  /** Where the name is not written, for the refusal. */
  readonly missing: string;
}

function outputOf(act: Act, build: Build): Output | Refusal {
  const call = readGo(act);
  const change = call.option('C') ?? '.';
  if (act.cwd === undefined || change.includes('$')) return refuse('the directory that go build runs in is not certain');
  const cwd = resolvePath(act.cwd, change);

  if (call.verb === 'install') {
    if (settingOf('GOARCH', act) || settingOf('GOOS', act)) return refuse('go install puts a program for another platform elsewhere');
    const bin = settingOf('GOBIN', act);
    const home = settingOf('GOPATH', act);
    if (!bin && !home && build.facts?.role !== 'sdk') return refuse('where go install puts the program is not written: set GOBIN');
    const folder = bin ? bin.value : home ? home.value && `${home.value}/bin` : `${GO_HOME}/bin`;
    if (!folder?.startsWith('/')) return refuse('GOPATH or GOBIN is not certain');
    const name = call.packages.length === 1 ? nameOf(call.packages[0]?.value) : undefined;
    if (name !== undefined) return { path: resolvePath(folder, name), missing: '' };
    return { folder: resolvePath('/', folder), missing: 'go install does not say which program it makes' };
  }

  const out = call.option('o');
  if (out === undefined) {
    const [pkg, ...others] = call.packages;
    const module = /^module\s+"?([^\s"]+)/m.exec(build.files?.read('go.mod') ?? '')?.[1];
    const name =
      others.length > 0 ? undefined : (nameOf(pkg?.value) ?? (pkg === undefined || pkg.value === '.' ? nameOf(module) : undefined));
    const missing = 'go build has no -o, so the name of the program is not certain';
    return name === undefined ? { folder: cwd, missing } : { path: resolvePath(cwd, name), missing };
  }
  if (/[*?[\]$]/.test(out)) return refuse('the name behind -o is not written out');
  if (/(?:^|\/)\.{0,2}$/.test(out))
    return { folder: resolvePath(cwd, out), missing: '-o names a folder, so the name of the program is not certain' };
  // Several packages make `-o` a folder.
  if (call.packages.length > 1 && call.packages.every(({ value }) => value !== undefined && !value.endsWith('.go')))
    return { folder: resolvePath(cwd, out), missing: 'go build makes several programs' };
  if (call.packages.some(({ value }) => value?.includes('...')))
    return { folder: resolvePath(cwd, out), missing: 'go build makes several programs' };
  return { path: resolvePath(cwd, out), missing: '' };
}

/** Does the program need a C library, and which? */
function linkageOf(build: Build, act: Act): { readonly linked: 'static' | 'c'; readonly libc: 'glibc' | 'musl' } {
  const cgo = settingOf('CGO_ENABLED', act);
  const libc = build.facts?.libc === 'musl' ? 'musl' : 'glibc';
  if (cgo?.value === '0') return { linked: 'static', libc };
  if (/-extldflags[= ]*["']*[^"']*-static/.test(readGo(act).option('ldflags') ?? '')) return { linked: 'static', libc };
  if (libc === 'glibc') return { linked: 'c', libc };
  // Since Go 1.20 cgo is off where no C compiler is found, and the Alpine image has none.
  const version = /^1\.(\d+)/.exec(build.stage.rootImage.image?.tag ?? '')?.[1];
  const hasCompiler = build.acts.some(({ command }) => {
    const found = packageCommandOf(command);
    return found?.action === 'install' && found.packages.some(({ name }) => isCompilerPackage(name));
  });
  return { linked: !hasCompiler && cgo === undefined && version !== undefined && Number(version) >= 20 ? 'static' : 'c', libc };
}

/** Programs that build the sources anew whenever they change, or look into a running one. */
const DEVELOPMENT = /^(?:air|fresh|reflex|CompileDaemon|realize|gin|modd|dlv|go)$/;

/** What `go install` makes of another module, and the build itself calls: a generator. */
function isToolOfBuild(build: Build, act: Act): boolean {
  const { verb, packages } = readGo(act);
  const names = packages.map(({ value }) => nameOf(value));
  const isForeign = verb === 'install' && packages.every(({ value }) => value?.includes('@') === true);
  return isForeign && names.every((name) => build.acts.some((other) => other !== act && calls(other, name)));
}

const calls = ({ command }: Act, name: string | undefined): boolean =>
  name !== undefined && (command.name === name || (command.name === 'go' && command.args[0]?.value === 'generate'));

/** The step that makes what starts. */
const stepOfStart = (build: Build, acts: readonly Act[]): Act | undefined =>
  acts.find((act) => {
    const output = outputOf(act, build);
    if (isRefusal(output)) return false;
    const found = locateStart(
      build,
      act,
      (path) => (output.folder === undefined ? path === output.path : folderOf(path) === output.folder),
      [`${GO_HOME}/bin`],
    );
    return found !== undefined && !isRefusal(found);
  });

export function planGo(build: Build): RuntimePlan | Refusal {
  const tool = baseName(build.start.words[0] ?? '');
  if (DEVELOPMENT.test(tool))
    return refuse(
      `the container starts "${tool}", a tool for development that needs the sources or the compiler: start the program itself`,
    );
  const acts = build.steps
    .filter(({ language }) => language === 'go')
    .map(({ command }) => actOf(build, command))
    .filter((item): item is Act => item !== undefined && !isToolOfBuild(build, item));
  if (acts.some(({ script }) => script.hasErrors)) return refuse('the commands of the build cannot be read');
  const act = acts.length > 1 ? stepOfStart(build, acts) : acts[0];
  if (!act)
    return refuse(
      acts.length === 0 ? 'no go build is seen' : 'more than one program is built, and which of them the image needs is not certain',
    );
  const call = readGo(act);
  const mode = call.option('buildmode');
  if (call.option('race') !== undefined || (mode !== undefined && mode !== 'exe' && mode !== 'pie'))
    return refuse('this kind of build needs more than the program to run');
  const system = settingOf('GOOS', act);
  if (system?.value !== undefined && system.value !== 'linux') return refuse('the program is built for another system');

  const output = outputOf(act, build);
  if (isRefusal(output)) return output;
  const isOutput = (path: string): boolean => (output.folder === undefined ? path === output.path : folderOf(path) === output.folder);
  const program = locateStart(build, act, isOutput, build.facts?.role === 'sdk' ? [`${GO_HOME}/bin`] : []);
  if (!program) return refuse(output.missing || `what starts is not "${baseName(output.path ?? '')}", which go build makes`);
  if (isRefusal(program)) return program;
  const copies: Copy[] = [];
  for (const other of acts.filter((item) => item !== act)) {
    const beside = outputOf(other, build);
    if (isRefusal(beside)) return beside;
    if (beside.path === undefined) return refuse('more than one program is built, and the name of one of them is not certain');
    const target =
      isOnPath(beside.path) || folderOf(beside.path) !== `${GO_HOME}/bin` ? beside.path : `/usr/local/bin/${baseName(beside.path)}`;
    copies.push({ source: beside.path, target });
  }
  const linkage = [act, ...acts].map((item) => linkageOf(build, item)).find(({ linked }) => linked === 'c') ?? linkageOf(build, act);
  return nativePlan(build, {
    ...linkage,
    copies,
    program,
    // Go looks for them in its own folder as well, which only the image for building has.
    needsTimeZones: build.facts?.role === 'sdk',
    isBuildVariable: (name) => /^(?:GO[A-Z0-9]*|CGO_\w+|CC|CXX|PATH|DEBIAN_FRONTEND)$/.test(name),
    isPartOfBuild: ({ command }) => command.name === 'go',
    ignored: /^(?:golang(?:-.*)?|go|python3|bash)$/,
  });
}
