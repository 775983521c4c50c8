// The packages of the distribution that the runtime stage needs: what the build installed, without what only a build needs.
import { isBuildTool, packageCommandOf, packagesLeftBy } from '../knowledge/packages.js';
import { isHeaderPackage, librariesOf, releaseOf } from '../knowledge/runtime-libraries.js';
import { baseName } from '../knowledge/start-command.js';
import type { Instruction } from '../model/dockerfile/types.js';
import type { ShellCommand } from '../model/shell/types.js';
import { startWithoutShell } from './build-reading.js';
import type { Build, Refusal } from './plan.js';
import { refuse, runsOf } from './plan.js';

export interface RuntimePackages {
  readonly names: readonly string[];
  /** Libraries among them, which the program is linked to. */
  readonly libraries: readonly string[];
}

/** Tools that a build fetches, unpacks and checks things with. They stay only where the build is not seen to use them. */
const FETCHERS: Readonly<Record<string, string>> = {
  curl: 'curl',
  wget: 'wget',
  unzip: 'unzip',
  zip: 'zip',
  file: 'file',
  jq: 'jq',
  xz: 'xz-utils',
  'openssh-client': 'ssh',
};
/** Of no use but to a build, or to the commands that install packages. */
const ONLY_FOR_BUILDS = new Set([
  ...[
    'git',
    'git-lfs',
    'mercurial',
    'subversion',
    'patch',
    'upx',
    'upx-ucl',
    'protobuf',
    'protobuf-compiler',
    'protoc',
    'xz-utils',
    'xz',
    'tar',
  ],
  ...[
    'gnupg',
    'gnupg2',
    'gpg',
    'dirmngr',
    'apt-transport-https',
    'software-properties-common',
    'lsb-release',
    'apt-utils',
    'musl',
    'ccache',
  ],
  ...[
    'libc6-compat',
    'gcompat',
    'openssl-libs-static',
    'zlib-static',
    'gettext',
    'intltool',
    'rpm',
    'mold',
    'lld',
    'musl-tools',
    'rustup',
    'autoconf-archive',
  ],
  ...[
    'python3-dev',
    'python-dev',
    'python3-setuptools',
    'python3-distutils',
    'ruby-dev',
    'erlang-dev',
    'libtool-bin',
    'bzip2',
    'rsync',
    'linux-headers',
  ],
  ...['re2c', 'gperf', 'texinfo', 'help2man', 'swig', 'doxygen', 'gdb', 'valgrind', 'strace'],
]);
const OWN_REPOSITORIES = /^(?:add-apt-repository|apt-key|yum-config-manager)$/;

/** An ENV or ARG that stands for build tools in PHP's images. */
const isPhpTools = (text: string): boolean => /^"?\$\{?PHPIZE_DEPS\}?"?$/.test(text);

const commandsIn = (run: Instruction): readonly ShellCommand[] => run.scripts().flatMap(({ commands }) => commands);

/**
 * `provided`: header packages whose libraries the runtime image brings. `ignored`: packages that the language takes care of. `at`: the
 * release of the runtime image, where it is another than that of the build.
 */
export function runtimePackages(
  build: Build,
  options: { readonly provided?: ReadonlySet<string>; readonly ignored?: RegExp; readonly at?: string } = {},
): RuntimePackages | Refusal {
  const manager = build.facts?.libc === 'musl' || build.facts?.packageManager === 'apk' ? 'apk' : 'apt';
  const release = releaseOf(build.stage.image);
  const used = new Set(build.acts.map(({ command }) => command.name));
  // vcpkg fetches and unpacks without being told.
  const callsByItself = build.acts.some(({ script }) => script.source.includes('vcpkg'));
  const names: string[] = [];
  const libraries: string[] = [];
  const add = (list: string[], name: string) => list.includes(name) || list.push(name);

  for (const run of runsOf(build.stage)) {
    const commands = commandsIn(run);
    for (const command of commands) {
      const found = packageCommandOf(command);
      if (found?.action !== 'install') continue;
      if (found.manager !== manager) return refuse(`"${command.name ?? ''}" installs packages, and no runtime image with it is known`);
      if (found.isOpen && !command.args.every((word) => word.value !== undefined || isPhpTools(word.raw)))
        return refuse('packages are installed by the name of a variable, so what the program needs of them is not certain');
    }
    for (const { name, word } of packagesLeftBy(commands)) {
      const written = word.value ?? word.raw;
      if (name === '' || isPhpTools(written)) continue;
      if (name.startsWith('.') || /[/$*]/.test(written)) return refuse(`what "${written}" brings is not certain`);
      if (options.ignored?.test(name)) continue;
      if (name === 'libboost-all-dev')
        return refuse('"libboost-all-dev" brings every library of Boost: install those that the program uses, as "libboost-thread-dev"');
      if (isHeaderPackage(name) && !/^(?:libc6?-dev|musl-dev|linux-libc-dev|libstdc\+\+-.*-dev|libgcc-.*-dev|libtool.*)$/.test(name)) {
        if (options.provided?.has(name)) continue;
        const found = librariesOf(name, manager, release, options.at);
        if (found === 'unknown-release')
          return refuse(
            `the library of "${name}" has another name in each release of Debian: name the release in the tag of the base image, as "-trixie"`,
          );
        if (found === 'foreign-release') return refuse(`the library of "${name}" in the release "${release ?? ''}" is not known`);
        if (!found) return refuse(`the package with the library of "${name}" is not known`);
        for (const library of found) {
          add(names, library);
          add(libraries, library);
        }
        continue;
      }
      if (isBuildTool(name) || ONLY_FOR_BUILDS.has(name) || /^linux-headers|^libc6?-dev|^musl-dev/.test(name)) continue;
      const tool = Object.hasOwn(FETCHERS, name) ? FETCHERS[name] : undefined;
      if (tool !== undefined && (used.has(tool) || callsByItself)) continue;
      // The name alone: a pinned version of another stage's index would not be found for long.
      add(names, /[=<>~]/.test(written) ? written : name);
    }
  }
  const repository = build.acts.find(
    ({ command, script }) =>
      OWN_REPOSITORIES.test(command.name ?? '') || /sources\.list|\/etc\/apk\/repositories|keyrings?\//.test(script.source),
  );
  const isPlain = names.every((name) => name === 'ca-certificates' || name === 'tzdata' || libraries.includes(name));
  if (repository && !isPlain) return refuse('packages come from a repository that the build adds, and the program may need them');
  return { names, libraries };
}

// --- The health check.

const BUILTINS = new Set(['exit', 'true', 'false', 'test', '[', ':', 'echo', 'kill']);
const TOOL_PACKAGES: Readonly<Record<string, { readonly apt: string; readonly apk: string | undefined }>> = {
  curl: { apt: 'curl', apk: 'curl' },
  wget: { apt: 'wget', apk: undefined },
  nc: { apt: 'netcat-openbsd', apk: undefined },
  pgrep: { apt: 'procps', apk: undefined },
  ps: { apt: 'procps', apk: undefined },
  grep: { apt: 'grep', apk: undefined },
  cat: { apt: 'coreutils', apk: undefined },
};
/** Always there where a shell is. */
const BASIC = new Set(['grep', 'cat']);

export interface HealthNeeds {
  readonly shell: boolean;
  /** Names of the tools it calls. */
  readonly tools: readonly string[];
}

/** What the health check needs beside the program: `isOwn` names what the runtime stage has anyway. */
export function healthNeeds(build: Build, isOwn: (word: string) => boolean): HealthNeeds | Refusal {
  const health = build.stage.instructions.filter(({ keyword }) => keyword === 'HEALTHCHECK').at(-1);
  if (!health || /^none$/i.test(health.logical.trim())) return { shell: false, tools: [] };
  const plain = health.json ? undefined : startWithoutShell(health);
  // The program itself, which the exec form starts as well.
  if (plain?.[0] !== undefined && plain[0].includes('/') && isOwn(plain[0])) return { shell: false, tools: [] };
  const exec = health.json && startWithoutShell(health);
  const commands = health.scripts().flatMap((script) => script.commands);
  const words =
    exec && !health.scripts().some(({ form }) => form === 'exec-c') ? [exec[0] ?? ''] : commands.map(({ word }) => word.value ?? '');
  if (words.length === 0) return refuse('what the HEALTHCHECK runs cannot be read');
  const tools: string[] = [];
  for (const word of words) {
    const name = baseName(word);
    if (isOwn(word) || BUILTINS.has(name)) continue;
    if (!Object.hasOwn(TOOL_PACKAGES, name))
      return refuse(
        build.copied.some(({ source }) => baseName(source) === name) || /\.sh$/.test(name)
          ? `the HEALTHCHECK runs the script "${name}", and what that needs is not certain`
          : `the HEALTHCHECK runs "${name}", which the runtime stage does not have`,
      );
    tools.push(name);
  }
  return { shell: !health.json || tools.length > 0 || words.some((word) => BUILTINS.has(word)), tools };
}

/** Packages of these tools; `inside` are those the image has. */
export function packagesOfTools(
  tools: readonly string[],
  manager: 'apt' | 'apk',
  inside: ReadonlySet<string> = new Set(),
): readonly string[] {
  return tools
    .filter((tool) => !inside.has(tool) && !BASIC.has(tool))
    .map((tool) => TOOL_PACKAGES[tool]?.[manager])
    .filter((name): name is string => name !== undefined)
    .filter((name, i, all) => all.indexOf(name) === i);
}

export const union = (...lists: readonly (readonly string[])[]): readonly string[] =>
  lists.flat().filter((name, i, all) => all.indexOf(name) === i);
