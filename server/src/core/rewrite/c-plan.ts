// C and C++: a program by `-o`, by make in its folder, or all that an install puts under one prefix.
import { commandsOf } from '../knowledge/compile-steps.js';
import { baseName } from '../knowledge/start-command.js';
import type { Act, Artifact } from './build-reading.js';
import { isMoveOf, locateStart, readCall, settingOf, textOf } from './build-reading.js';
import { nativePlan } from './native-runtime.js';
import type { Build, Refusal, RuntimePlan } from './plan.js';
import { folderOf, isAt, isBelow, isRefusal, refuse, resolvePath, runsOf } from './plan.js';

const COMPILERS = /^(?:gcc|g\+\+|cc|c\+\+|clang|clang\+\+)$/;
const COMPILER_VALUED = new Set(['-o', '-I', '-L', '-D', '-x', '-include', '-isystem', '-MF', '-MT', '-arch', '-framework']);
const MAKE_VALUED = new Set(['-C', '--directory', '-f', '--file', '-j', '-I']);
const CMAKE_VALUED = new Set([
  '-B',
  '-S',
  '-G',
  '--build',
  '--install',
  '--prefix',
  '--target',
  '-t',
  '-j',
  '--parallel',
  '--config',
  '--component',
  '--preset',
  '-D',
]);
const NINJA_VALUED = new Set(['-C', '-f', '-j', '-k', '-l']);
/** Libraries that are part of the C library. */
const OF_LIBC = /^-l(?:m|pthread|dl|rt|c|util|resolv|crypt|stdc\+\+|gcc|atomic)$/;

/** `NAME=value` operands of make and configure, `-DNAME=value` of cmake. */
function variableOf(act: Act, name: string): string | undefined {
  for (const word of act.command.args) {
    const match = new RegExp(`^(?:--?|-D)?${name}(?::\\w+)?=(.*)$`, 's').exec(textOf(word));
    if (match) return match[1];
  }
  return undefined;
}

interface Install {
  readonly act: Act;
  readonly prefix: string;
  readonly destination: string | undefined;
  /** Folders elsewhere that files go into as well. */
  readonly beside: readonly string[];
}

/** `--sysconfdir=/etc/app`, `-DCMAKE_INSTALL_SYSCONFDIR=/etc/app`, `--conf-path=/etc/app/app.conf`: what says where files go. */
const PLACE =
  /^(?:--?|-D)?(?:(?:CMAKE_INSTALL_)?(?:s?bin|lib|libexec|sysconf|data|dataroot|localstate|sharedstate|runstate)dir|(?:sbin|conf|modules)-path)(?::\w+)?=(\/.*)$/i;
/** Folders of the system, which hold more than one program's files. */
const SHARED = /^\/(?:etc|var|usr|opt|lib|bin|sbin|srv|run)?(?:\/(?:lib|bin|sbin|share|local|log|run|cache|libexec|etc|var))*$/;

/** The last `make install`, `cmake --install`, `ninja install` or `meson install`, with the prefix it installs under. */
function installOf(build: Build): Install | Refusal | undefined {
  const isInstall = ({ command }: Act): boolean => {
    const words = command.args.map((word) => textOf(word));
    if (/^(?:make|gmake|ninja|meson)$/.test(command.name ?? ''))
      return words.some((word) => /^(?:install|install\/strip|install-strip)$/.test(word));
    return (
      command.name === 'cmake' &&
      (words.includes('--install') || words.some((word, i) => (word === '--target' || word === '-t') && words[i + 1] === 'install'))
    );
  };
  const acts = build.acts.filter(isInstall);
  const act = acts.at(-1);
  if (!act) return undefined;
  if (acts.length > 1) return refuse('more than one thing is installed, so what the program needs of them is not certain');
  const before = build.acts.slice(0, build.acts.indexOf(act) + 1);
  const find = (...names: string[]): string | undefined =>
    before
      .flatMap((other) => names.map((name) => variableOf(other, name)))
      .filter((value) => value !== undefined)
      .at(-1);
  const prefix = find('PREFIX', 'prefix', 'CMAKE_INSTALL_PREFIX') ?? settingOf('PREFIX', act)?.value ?? '/usr/local';
  const destination = find('DESTDIR') ?? settingOf('DESTDIR', act)?.value;
  if (/\$/.test(`${prefix}${destination ?? ''}`) || !prefix.startsWith('/')) return refuse('the prefix of the installation is not certain');
  const root = resolvePath('/', prefix);
  const beside =
    destination === undefined
      ? before
          .flatMap(({ command }) => command.args.map((word) => PLACE.exec(textOf(word))?.[1]))
          .filter((path) => path !== undefined)
          .map((path) => resolvePath('/', path))
          .filter((path, i, all) => !isAt(path, root) && all.indexOf(path) === i)
      : [];
  const shared = beside.find((path) => SHARED.test(path) || /\/s?bin\/[^/]+$|\.conf$|\$/.test(path));
  if (shared !== undefined)
    return refuse(`"${shared}", where files are installed as well, lies among the files of the system: install into a DESTDIR`);
  return { act, prefix: root, destination: destination === undefined ? undefined : resolvePath(act.cwd ?? '/', destination), beside };
}

/** Folder that a build tool leaves its programs in, as far as the command says it. */
function folderOfStep(act: Act): string | undefined {
  const { command, cwd } = act;
  if (cwd === undefined) return undefined;
  if (command.name === 'cmake') {
    const folder = readCall(command.args, CMAKE_VALUED).options.get('--build');
    return folder === undefined || folder.includes('$') ? undefined : resolvePath(cwd, folder);
  }
  const { options, operands } = readCall(command.args, command.name === 'ninja' || command.name === 'meson' ? NINJA_VALUED : MAKE_VALUED);
  const folder = options.get('-C') ?? options.get('--directory') ?? (command.name === 'meson' ? operands[1]?.value : undefined) ?? '.';
  return folder.includes('$') ? undefined : resolvePath(cwd, folder);
}

function isStaticBuild(build: Build): boolean {
  return build.acts.some(
    (act) =>
      (COMPILERS.test(act.command.name ?? '') && act.command.args.some(({ value }) => value === '-static')) ||
      /(?:^|\s)-static(?:\s|$)/.test(variableOf(act, 'LDFLAGS') ?? settingOf('LDFLAGS', act)?.value ?? '') ||
      /(?:^|\s)-static(?:\s|$)/.test(variableOf(act, 'CMAKE_EXE_LINKER_FLAGS') ?? ''),
  );
}

/** Every program is C, as far as compilers are called by name. */
function isOnlyC(build: Build): boolean {
  return build.steps.every(({ command }) => /^(?:gcc|cc|clang)$/.test(command.name ?? ''));
}

export function planC(build: Build): RuntimePlan | Refusal {
  const steps = build.steps.filter(({ language }) => language === 'c');
  const acts = build.acts.filter(({ command }) => steps.some((step) => step.command === command));
  const last = acts.at(-1);
  if (!last) return refuse('no compiler is seen');
  if (acts.some(({ script }) => script.hasErrors)) return refuse('the commands of the build cannot be read');
  const libc = build.facts?.libc === 'musl' ? 'musl' : 'glibc';
  const isStatic = isStaticBuild(build);
  const image = build.stage.rootImage.image;
  const isGcc = /(?:^|\/)gcc$/.test(image?.name ?? '');
  const hasStaticRuntime = build.acts.some(({ command }) => command.words.some(({ raw }) => raw.includes('-static-libstdc++')));
  if (isGcc && !isStatic && !isOnlyC(build) && !hasStaticRuntime)
    return refuse('the gcc image links to a newer libstdc++ than any runtime image has: link with -static-libstdc++ -static-libgcc');
  // Where make installs libraries beside gcc's own, nobody can tell them apart.
  const install = installOf(build);
  if (isRefusal(install)) return install;
  const packages = { apt: [], apk: isStatic || isOnlyC(build) ? [] : ['libstdc++'] };
  const linked = isStatic ? 'static' : isOnlyC(build) ? 'c' : 'cxx';
  const common = {
    libc,
    packages,
    isBuildVariable: (name: string) =>
      /^(?:CC|CXX|CFLAGS|CXXFLAGS|LDFLAGS|CPPFLAGS|MAKEFLAGS|CMAKE_\w+|PREFIX|DESTDIR|PKG_CONFIG\w*|DEBIAN_FRONTEND|VCPKG_\w+)$/.test(name),
    ignored:
      /^(?:python3(?:-.*)?|perl|bash|bc|cpio|file|checkinstall|m4|diffutils|findutils|coreutils|gawk|sed|grep|gzip|vim|nano|less|sudo)$/,
  } as const;

  if (install) {
    const { act, prefix, destination, beside } = install;
    const bins = [`${prefix}/bin`, `${prefix}/sbin`];
    const [word = ''] = build.start.words;
    if (build.start.problem !== undefined) return refuse(build.start.problem);
    const path = word.includes('/') ? resolvePath(build.start.cwd ?? '/', word) : undefined;
    const isInstalled = path === undefined ? /^[\w.+-]+$/.test(word) : isAt(folderOf(path), prefix);
    if (!isInstalled) return planByName();
    if (
      path === undefined &&
      !/^\/usr(?:\/local)?$/.test(prefix) &&
      !(build.stage.endState.env.get('PATH') ?? '').split(':').some((folder) => bins.includes(folder))
    )
      return refuse(`"${word}" is not on the PATH, so what starts is not certain`);
    if (destination === undefined && /^\/(?:usr)?$/.test(prefix))
      return refuse('the installation mixes with the files of the system: install into a DESTDIR or under a prefix of its own');
    if (isGcc && prefix === '/usr/local')
      return refuse('the installation mixes with gcc, which lies under /usr/local as well: install under a prefix of its own');
    const copy = destination === undefined ? { source: prefix, target: prefix } : { source: destination, target: '/' };
    const program: Artifact = { path: '', origin: '', moves: new Set() };
    return nativePlan(build, {
      ...common,
      linked,
      program: { ...program, path: '' },
      copies: [copy, ...beside.map((path) => ({ source: path, target: path }))],
      // Whether it was made is up to the installation.
      build: beside.length === 0 ? [] : [`RUN mkdir -p ${beside.join(' ')}`],
      needsSystem: true,
      // Libraries under another prefix are found once the linker's cache knows them.
      after: libc === 'glibc' && !isStatic && /^\/usr(?:\/local)?$/.test(prefix) ? ['RUN ldconfig'] : [],
      isPartOfBuild: (other) => other === act || /^(?:ldconfig|make|cmake|ninja|meson)$/.test(other.command.name ?? ''),
    });
  }
  return planByName();

  function planByName(): RuntimePlan | Refusal {
    for (const act of [...acts].reverse()) {
      const isCompiler = COMPILERS.test(act.command.name ?? '');
      const out = isCompiler ? (readCall(act.command.args, COMPILER_VALUED).options.get('-o') ?? 'a.out') : undefined;
      if (out?.includes('$') || act.cwd === undefined) continue;
      const folder = isCompiler ? undefined : folderOfStep(act);
      const exact = out === undefined ? undefined : resolvePath(act.cwd, out);
      const isOutput = (path: string): boolean => (exact === undefined ? folder !== undefined && isBelow(path, folder) : path === exact);
      const program = locateStart(build, act, isOutput);
      if (isRefusal(program)) return program;
      if (!program) continue;
      const unknown = isCompiler && act.command.args.find(({ value }) => value?.startsWith('-l') && !OF_LIBC.test(value));
      if (unknown && !isStatic && !installsHeaders(build))
        return refuse(`the package with the library behind "${textOf(unknown)}" is not known`);
      return nativePlan(build, {
        ...common,
        linked,
        program,
        isPartOfBuild: (other) =>
          COMPILERS.test(other.command.name ?? '') ||
          /^(?:make|cmake|ninja|meson)$/.test(other.command.name ?? '') ||
          isMoveOf(other, (path) => isOutput(path)),
      });
    }
    const [word = ''] = build.start.words;
    return refuse(
      build.start.problem ?? `what makes "${baseName(word)}" is not certain: it is no output of the compiler or of make in its folder`,
    );
  }
}

const installsHeaders = (build: Build): boolean =>
  runsOf(build.stage).some((run) => commandsOf(run).some((command) => command.args.some(({ value }) => /-dev(?:el)?$/.test(value ?? ''))));
