// Rust: where cargo puts the program, whether it is static, and the image that runs it.
import { releaseOf } from '../knowledge/runtime-libraries.js';
import { baseName } from '../knowledge/start-command.js';
import type { Act } from './build-reading.js';
import { actOf, filesBeside, isMoveOf, locateStart, readCall, settingOf } from './build-reading.js';
import { nativePlan } from './native-runtime.js';
import type { Build, Refusal, RuntimePlan } from './plan.js';
import { folderOf, isRefusal, refuse, resolvePath } from './plan.js';

const CARGO_HOME = '/usr/local/cargo';
const VALUED = new Set([
  ...['--bin', '--target', '--target-dir', '--profile', '--features', '-F', '-p', '--package', '--manifest-path', '--root', '--path', '-j'],
  ...[
    '--jobs',
    '--git',
    '--branch',
    '--tag',
    '--rev',
    '--version',
    '--config',
    '-Z',
    '--color',
    '--message-format',
    '--example',
    '--index',
    '--registry',
    '-C',
  ],
]);

interface Output {
  readonly folder: string;
  readonly name: string | undefined;
}

/** The folder that cargo leaves programs in, and the one name where it is written. */
function outputOf(act: Act, build: Build): Output | Refusal {
  const { options, operands } = readCall(act.command.args, VALUED);
  const words = operands.map(({ value }) => value ?? '$');
  const verb = words.find((word) => word !== 'auditable' && !word.startsWith('+')) ?? '';
  if (!/^(?:build|b|install|zigbuild)$/.test(verb))
    return refuse(`"cargo ${verb}" may make more than the program, and what that is the file does not say`);
  const bin = options.get('--bin');
  const name = bin === undefined || bin.includes('$') ? undefined : bin;
  if (act.cwd === undefined) return refuse('the directory that cargo runs in is not certain');
  const cwd = resolvePath(act.cwd, options.get('-C') ?? '.');
  if (verb === 'install') {
    const home = settingOf('CARGO_HOME', act);
    const official = build.facts?.role === 'sdk' ? CARGO_HOME : undefined;
    const root = options.get('--root') ?? settingOf('CARGO_INSTALL_ROOT', act)?.value ?? (home ? home.value : official);
    return root === undefined || root.includes('$')
      ? refuse('where cargo install puts the program is not certain')
      : { folder: resolvePath(cwd, `${root}/bin`), name };
  }
  const target = options.get('--target') ?? settingOf('CARGO_BUILD_TARGET', act)?.value ?? '';
  const setting = settingOf('CARGO_TARGET_DIR', act);
  const folder = options.get('--target-dir') ?? (setting ? setting.value : 'target');
  const profile = options.get('--profile');
  const built = options.has('--release') || options.has('-r') ? 'release' : profile === undefined || profile === 'dev' ? 'debug' : profile;
  const manifest = options.get('--manifest-path');
  if (folder === undefined || `${target}${folder}${profile ?? ''}${manifest ?? ''}`.includes('$'))
    return refuse('the folder that cargo builds into is named by a variable');
  const base = manifest === undefined ? cwd : folderOf(resolvePath(cwd, manifest));
  return { folder: resolvePath(base, `${folder}/${target === '' ? '' : `${target}/`}${built}`), name };
}

function isStatic(build: Build, act: Act): boolean {
  const flags = settingOf('RUSTFLAGS', act)?.value ?? '';
  if (/-crt-static/.test(flags)) return false;
  const { options } = readCall(act.command.args, VALUED);
  const target = options.get('--target') ?? settingOf('CARGO_BUILD_TARGET', act)?.value;
  if (target === undefined) return build.facts?.libc === 'musl' && build.facts.role === 'sdk';
  return /-musl/.test(target);
}

/** The full image brings the headers of OpenSSL, and before 1.70 they were those of another version. */
function hasOldOpenssl({ stage }: Build): boolean {
  const tag = stage.rootImage.image?.tag ?? '';
  if (/slim/.test(tag)) return false;
  const release = releaseOf(stage.image);
  if (release !== undefined) return /^(?:jessie|stretch|buster|bullseye)$/.test(release);
  const minor = /^1\.(\d+)/.exec(tag)?.[1];
  return minor !== undefined && Number(minor) < 70;
}

/** Libraries of crates whose headers the full image brings, as far as Cargo.toml can be read. */
function linkedCrates({ files }: Build): readonly string[] {
  const manifest = files?.read('Cargo.toml') ?? '';
  const crates: readonly (readonly [RegExp, string])[] = [
    [/^\s*(?:pq-sys\b|diesel\b.*"postgres")/m, 'libpq5'],
    [/^\s*(?:mysqlclient-sys\b|diesel\b.*"mysql")/m, 'libmariadb3'],
    [/^\s*(?:(?:libsqlite3-sys|rusqlite)\b(?!.*bundled)|diesel\b.*"sqlite")/m, 'libsqlite3-0'],
  ];
  return crates.filter(([pattern]) => pattern.test(manifest)).map(([, library]) => library);
}

export function planRust(build: Build): RuntimePlan | Refusal {
  const steps = build.steps.filter(({ language }) => language === 'rust');
  const acts = steps.map(({ command }) => actOf(build, command)).filter((act): act is Act => act !== undefined);
  const last = acts.at(-1);
  if (!last) return refuse('no cargo build is seen');
  if (acts.some(({ command }) => command.name === 'rustc')) return refuse('rustc is called by hand, so what it makes is not certain');
  // A first build with an empty main only fills the cache; the same folder is built into again.
  const seen: string[] = [];
  for (const act of [...acts].reverse()) {
    if (act.script.hasErrors) return refuse('the commands of the build cannot be read');
    const output = outputOf(act, build);
    if (isRefusal(output)) return output;
    seen.push(output.folder);
    const isOutput = (path: string): boolean =>
      folderOf(path) === output.folder && (output.name === undefined || baseName(path) === output.name);
    const program = locateStart(build, act, isOutput, [`${CARGO_HOME}/bin`]);
    if (isRefusal(program)) return program;
    if (!program) continue;
    const libc = build.facts?.libc === 'musl' ? 'musl' : 'glibc';
    if (libc === 'glibc' && !isStatic(build, act) && hasOldOpenssl(build))
      return refuse('the base image has OpenSSL 1.1, which no current runtime image has: take a newer release of it');
    return nativePlan(build, {
      linked: isStatic(build, act) ? 'static' : 'cxx',
      libc,
      program,
      packages: isStatic(build, act) ? { apt: [], apk: [] } : { apt: linkedCrates(build), apk: ['libgcc'] },
      isBuildVariable: (name) =>
        /^(?:CARGO_\w+|RUSTFLAGS|RUSTUP_\w+|RUSTC_\w+|SQLX_OFFLINE|CC|CXX|PATH|OPENSSL_\w+|PKG_CONFIG\w*|DEBIAN_FRONTEND)$/.test(name),
      copies: filesBeside(build, program, (path) => folderOf(path) === output.folder),
      isPartOfBuild: (other) => other.command.name === 'cargo' || isMoveOf(other, (path) => folderOf(path) === output.folder),
      ignored: /^(?:rustc|cargo|rustup|python3|perl|bash|nodejs|npm)$/,
    });
  }
  const [word = ''] = build.start.words;
  return refuse(`what starts ("${baseName(word)}") is not in ${seen.at(-1) ?? 'the folder of cargo'}, where cargo puts programs`);
}
