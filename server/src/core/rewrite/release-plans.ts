// Elixir by `mix release`, and Haskell by stack or cabal.
import { isRoot } from '../knowledge/effective-user.js';
import { releaseOf } from '../knowledge/runtime-libraries.js';
import { baseName } from '../knowledge/start-command.js';
import type { Act } from './build-reading.js';
import { actOf, findArtifact, isMoveOf, isOnPath, locateStart, readCall, settingOf, textOf } from './build-reading.js';
import { nativePlan } from './native-runtime.js';
import type { Build, Refusal, RuntimePlan } from './plan.js';
import { folderOf, isAt, isRefusal, refuse, resolvePath } from './plan.js';

/** The release that is started: `<folder>/bin/<name> start`. */
export function planElixir(build: Build): RuntimePlan | Refusal {
  const { start } = build;
  if (start.problem !== undefined) return refuse(start.problem);
  const release = build.acts
    .filter(({ command }) => command.name === 'mix' && command.args.some(({ value }) => value === 'release'))
    .at(-1);
  if (!release) return refuse('there is no mix release, so the program needs mix and the sources when it runs');
  if (build.steps.some(({ language }) => language !== 'elixir' && language !== 'node')) return refuse('more than one language is built');
  if (release.cwd === undefined || start.cwd === undefined) return refuse('the WORKDIR is not certain');
  const { options, operands } = readCall(release.command.args, new Set(['--path']));
  const given = options.get('--path');
  const env = settingOf('MIX_ENV', release);
  const [program = ''] = start.words;
  if (/^(?:mix|iex|elixir)$/.test(baseName(program))) return refuse(`the container starts by ${baseName(program)}, not by the release`);
  const target = settingOf('MIX_TARGET', release)?.value;
  const mode = `${target === undefined ? '' : `${target}_`}${env ? (env.value ?? '') : 'dev'}`;
  const built = given === undefined ? resolvePath(release.cwd, `_build/${mode}/rel`) : resolvePath(release.cwd, given);
  const path = resolvePath(start.cwd, program);
  const name = operands[1]?.value;
  const isOutput = (made: string): boolean => {
    const whole = folderOf(folderOf(made));
    return given === undefined ? folderOf(whole) === built && (name === undefined || baseName(whole) === name) : whole === built;
  };
  const artifact = findArtifact(build, release, path, isOutput);
  if (isRefusal(artifact)) return artifact;
  const folder = folderOf(folderOf(path));
  const isRelease = artifact !== undefined;
  const isStarted = baseName(folderOf(path)) === 'bin';
  if (!program.includes('/') || !isRelease || !isStarted) {
    const copied = build.acts.find(
      (act) => /^(?:cp|mv)$/.test(act.command.name ?? '') && build.acts.indexOf(act) > build.acts.indexOf(release),
    );
    return refuse(copied ? 'the release is moved after it is built' : `what starts ("${program}") is not in a release below "${built}"`);
  }
  if (env && env.value === undefined && given === undefined) return refuse('MIX_ENV is not certain');
  const libc = build.facts?.libc === 'musl' ? 'musl' : 'glibc';
  // Erlang is linked to the OpenSSL of its image, whose release older tags do not tell.
  const tag = build.stage.rootImage.image?.tag ?? '';
  const minor = /^1\.(\d+)/.exec(tag)?.[1];
  const isNamed = releaseOf(build.stage.image) !== undefined || /alpine-\d/.test(tag);
  if (!isNamed && minor !== undefined && Number(minor) < (libc === 'musl' ? 15 : 17))
    return refuse(
      'an image of this age may have an OpenSSL that no current runtime image has: take a newer Elixir, or an image that names its release',
    );
  return nativePlan(build, {
    linked: 'cxx',
    libc,
    program: { path: '', origin: '', moves: new Set() },
    // The release writes its settings below its own folder when it starts.
    copies: [{ source: folder, target: folder, isWritten: true }],
    packages: { apt: ['libstdc++6', 'libncurses6', 'openssl'], apk: ['libstdc++', 'ncurses-libs', 'openssl'] },
    needsSystem: true,
    holdsAssets: true,
    files: 'outside',
    environment: build.stage.endState.env.has('LANG') ? [] : ['ENV LANG=C.UTF-8'],
    isBuildVariable: (variable) => /^(?:MIX_ENV|MIX_\w+|HEX_\w+|ERL_FLAGS|NODE_ENV|DEBIAN_FRONTEND)$/.test(variable),
    isPartOfBuild: (act) => artifact.moves.has(act) || /^(?:mix|npm|yarn|node)$/.test(act.command.name ?? ''),
    ignored: /^(?:nodejs|npm|yarn|inotify-tools|bash|python3?|locales)$/,
  });
}

/** Programs of `ghc` need these: the big numbers, the memory of several processors, and the names of protocols. */
const OF_GHC = { apt: ['libgmp10', 'libnuma1', 'netbase'], apk: ['gmp'] };

/** `cp "$(cabal list-bin app)" /usr/local/bin/`: the program where it is taken to. */
function takenOut(build: Build): string | undefined {
  for (const { command, cwd } of [...build.acts].reverse()) {
    if (!/^(?:cp|mv|install)$/.test(command.name ?? '') || cwd === undefined) continue;
    const words = command.args.filter(({ raw }) => !raw.startsWith('-') && !/^\d+$/.test(raw));
    const [source, target, ...more] = words;
    const found = /^"?\$\((?:cabal|stack) (.*)\)(\/[\w./-]+)?"?$/.exec(source?.raw ?? '');
    if (!found || target?.value === undefined || more.length > 0) continue;
    const name = found[2] === undefined ? (found[1] ?? '').split(/[\s:]/).at(-1) : baseName(found[2]);
    return /\/$/.test(target.value) || isOnPath(`${resolvePath(cwd, target.value)}/x`)
      ? resolvePath(cwd, `${target.value}/${name ?? ''}`)
      : resolvePath(cwd, target.value);
  }
  return undefined;
}

function haskellOutput(act: Act): { readonly folder: string; readonly name: string | undefined } | Refusal {
  const words = act.command.args.map((word) => textOf(word));
  const { options } = readCall(
    act.command.args,
    new Set(['--local-bin-path', '--installdir', '--install-method', '--bindir', '--prefix', '-f', '--resolver', '--flag']),
  );
  if (act.command.name === 'stack') {
    const isInstall = words.includes('install') || words.includes('--copy-bins');
    if (!isInstall)
      return refuse('stack build leaves the program in a folder with a hash in its name: use stack install --local-bin-path /out');
    const user = act.run.state.user?.value;
    if (!options.has('--local-bin-path') && user !== undefined && !isRoot(user))
      return refuse('stack install puts the program into the home of another user than root: use --local-bin-path /out');
    const path = options.get('--local-bin-path') ?? '/root/.local/bin';
    return path.includes('$') || act.cwd === undefined
      ? refuse('the folder of stack install is not certain')
      : { folder: resolvePath(act.cwd, path), name: undefined };
  }
  if (!words.some((word) => /install$/.test(word)))
    return refuse('cabal build leaves the program deep in dist-newstyle: use cabal install --installdir=/out --install-method=copy');
  if (words.some((word) => word.startsWith('v1-'))) {
    const bindir = options.get('--bindir');
    return bindir === undefined || act.cwd === undefined
      ? refuse('where cabal v1-install puts the program is not certain')
      : { folder: resolvePath(act.cwd, bindir), name: undefined };
  }
  const folder = options.get('--installdir');
  if (folder === undefined || folder.includes('$') || act.cwd === undefined)
    return refuse('where cabal puts the program is not written: use --installdir=/usr/local/bin');
  if (options.get('--install-method') !== 'copy')
    return refuse('cabal install puts a link there and the program elsewhere: add --install-method=copy');
  return { folder: resolvePath(act.cwd, folder), name: undefined };
}

export function planHaskell(build: Build): RuntimePlan | Refusal {
  const steps = build.steps.filter(({ language }) => language === 'haskell');
  const acts = steps.map(({ command }) => actOf(build, command)).filter((act): act is Act => act !== undefined);
  const act = acts.filter(({ command }) => /^(?:stack|cabal)$/.test(command.name ?? '')).at(-1);
  if (!act) return refuse('neither stack nor cabal is seen to build');
  if (build.steps.length !== steps.length) return refuse('more than one language is built');
  const taken = takenOut(build);
  const output = taken === undefined ? haskellOutput(act) : { folder: folderOf(taken), name: baseName(taken) };
  if (isRefusal(output)) return output;
  const isOutput = (path: string): boolean =>
    taken === undefined ? folderOf(path) === output.folder : path === taken || path.includes('$(');
  const program = locateStart(build, act, isOutput, ['/root/.cabal/bin', '/root/.local/bin']);
  if (isRefusal(program)) return program;
  if (!program) return refuse(`what starts is not in "${output.folder}", where the program is installed`);
  const isStatic = act.command.args.some((word) => /optl-static|-static\b|enable-executable-static/.test(textOf(word)));
  const libc = build.facts?.libc === 'musl' ? 'musl' : 'glibc';
  return nativePlan(build, {
    linked: isStatic ? 'static' : 'c',
    libc,
    program,
    packages: isStatic ? { apt: [], apk: [] } : OF_GHC,
    // Without one, output that is not ASCII ends the program. The image for building sets it.
    environment: !build.stage.endState.env.has('LANG') && build.facts?.role === 'sdk' ? ['ENV LANG=C.UTF-8'] : [],
    isBuildVariable: (name) => /^(?:STACK_\w+|CABAL_\w+|GHC\w*|PATH|DEBIAN_FRONTEND)$/.test(name),
    isPartOfBuild: (other) =>
      /^(?:stack|cabal|ghc)$/.test(other.command.name ?? '') ||
      (taken !== undefined && /^(?:cp|mv|install)$/.test(other.command.name ?? '')) ||
      isMoveOf(other, (path) => isAt(path, output.folder)),
    ignored: /^(?:ghc|cabal-install|stack|haskell-stack|python3|bash)$/,
  });
}
