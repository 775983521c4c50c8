// Commands that turn sources into programs or bundles, and whether a stage leaves the tools for it in its image.
import type { Instruction, Stage } from '../model/dockerfile/types.js';
import type { ShellCommand, ShellWord } from '../model/shell/types.js';
import { factsOfUse } from './base-images.js';
import { alongChain } from './stage-chain.js';
import { isBuildTool, isCompilerPackage, packageCommandOf, packagesLeftBy } from './packages.js';

export interface CompileStep {
  /** compile: makes a program from sources; bundle: gathers or packs what an interpreter runs. */
  readonly kind: 'compile' | 'bundle';
  readonly language: string;
  /** "go build", "npm run build". */
  readonly name: string;
  readonly command: ShellCommand;
  readonly at: Instruction;
  /** From the command word to the word that says what it does. */
  readonly span: { readonly start: number; readonly end: number };
}

type Verdict = { readonly kind: CompileStep['kind']; readonly language: string; readonly verb?: ShellWord | undefined } | undefined;

const valueAt = (words: readonly ShellWord[], index: number): string => words[index]?.value ?? '';
const verbOf = (command: ShellCommand, pattern: RegExp): ShellWord | undefined =>
  command.args.find((word) => {
    // `gradlew ":$MODULE:bootJar"` says what it makes all the same.
    const text = word.value ?? word.raw.replace(/^"(.*)"$/, '$1');
    return !text.startsWith('-') && pattern.test(text);
  });

/** Tools whose mere call with arguments compiles. */
const COMPILERS: Readonly<Record<string, string>> = {
  gcc: 'c',
  'g++': 'c',
  cc: 'c',
  'c++': 'c',
  clang: 'c',
  'clang++': 'c',
  rustc: 'rust',
  javac: 'java',
  ghc: 'haskell',
};
/** Tools that build when one of their words says so. */
const VERBS: Readonly<Record<string, readonly [RegExp, string]>> = {
  go: [/^(?:build|install)$/, 'go'],
  cargo: [/^(?:build|install|b|zigbuild|auditable)$/, 'rust'],
  mvn: [/^(?:package|install|verify|compile|deploy)$/, 'java'],
  mvnw: [/^(?:package|install|verify|compile|deploy)$/, 'java'],
  gradle: [/(?:^|:)(?:build|assemble|jar|bootJar|shadowJar|installDist|distTar|war|bootWar)$/, 'java'],
  gradlew: [/(?:^|:)(?:build|assemble|jar|bootJar|shadowJar|installDist|distTar|war|bootWar)$/, 'java'],
  ant: [/./, 'java'],
  sbt: [/assembly|package|stage|dist|compile/, 'java'],
  lein: [/^(?:uberjar|jar|compile)$/, 'java'],
  dotnet: [/^(?:publish|build|pack|msbuild)$/, 'dotnet'],
  stack: [/^(?:build|install)$/, 'haskell'],
  cabal: [/^(?:build|install|v2-build|new-build|v2-install)$/, 'haskell'],
  swift: [/^build$/, 'swift'],
  mix: [/^(?:release|compile|escript\.build)$/, 'elixir'],
  rebar3: [/^(?:release|compile|escriptize|as)$/, 'erlang'],
  zig: [/^(?:build|build-exe)$/, 'zig'],
  dart: [/^compile$/, 'dart'],
  crystal: [/^build$/, 'crystal'],
  nim: [/^(?:c|compile|cpp)$/, 'nim'],
  bazel: [/^build$/, 'bazel'],
  bazelisk: [/^build$/, 'bazel'],
  dune: [/^build$/, 'ocaml'],
};
const MAKERS = new Set(['make', 'gmake', 'ninja', 'cmake', 'meson', 'scons']);
const SCRIPT_RUNNERS = new Set(['npm', 'yarn', 'pnpm', 'bun']);
const BUNDLERS: Readonly<Record<string, RegExp>> = {
  tsc: /./,
  ng: /^build$/,
  next: /^build$/,
  nuxt: /^(?:build|generate)$/,
  vite: /^build$/,
  webpack: /./,
  gatsby: /^build$/,
  'react-scripts': /^build$/,
  'vue-cli-service': /^build$/,
  nest: /^build$/,
  astro: /^build$/,
  parcel: /^build$/,
  turbo: /^build$/,
  nx: /^(?:build|run-many)$/,
  rollup: /./,
  esbuild: /./,
  tsup: /./,
};

/** `hasCompiler`: a compiler is known to be there, so that make and friends compile. */
function judge(command: ShellCommand, hasCompiler: boolean): Verdict {
  const name = command.name ?? '';
  const { args } = command;
  const isAsked =
    args.length > 0 && !args.some((word) => word.value === '--version' || word.value === '-version' || word.value === '--help');
  if (!isAsked && name !== 'make' && name !== 'tsc' && name !== 'webpack' && name !== 'ninja') return undefined;
  if (Object.hasOwn(COMPILERS, name)) return { kind: 'compile', language: COMPILERS[name] ?? '' };
  const verbs = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  if (verbs) {
    const verb = verbOf(command, verbs[0]);
    return verb && { kind: 'compile', language: verbs[1], verb };
  }
  if (MAKERS.has(name)) {
    if (!hasCompiler || args.some((word) => /^(?:clean|distclean|test|check)$/.test(word.value ?? ''))) return undefined;
    if (name === 'cmake' && !args.some((word) => word.value === '--build' || word.value === '--install')) return undefined;
    if (name === 'meson' && !/^(?:compile|install)$/.test(valueAt(args, 0))) return undefined;
    return { kind: 'compile', language: 'c' };
  }
  if (SCRIPT_RUNNERS.has(name)) {
    const runs = valueAt(args, 0) === 'run' || valueAt(args, 0) === 'run-script';
    const script = args.slice(runs ? 1 : 0).find((word) => !word.value?.startsWith('-'));
    if (!runs && name !== 'yarn' && name !== 'pnpm') return undefined;
    return /^(?:build|compile|bundle|generate)(?:$|[:\-_.])|:build$/.test(script?.value ?? '')
      ? { kind: 'bundle', language: 'node', verb: script }
      : undefined;
  }
  if (name === 'npx' || name === 'bunx') {
    const [tool, ...rest] = args.filter((word) => !word.value?.startsWith('-'));
    const pattern = Object.hasOwn(BUNDLERS, tool?.value ?? '') ? BUNDLERS[tool?.value ?? ''] : undefined;
    const verb = pattern?.source === '.' ? tool : pattern && rest.find((word) => pattern.test(word.value ?? ''));
    return verb && { kind: 'bundle', language: 'node', verb };
  }
  const bundler = Object.hasOwn(BUNDLERS, name) ? BUNDLERS[name] : undefined;
  if (bundler) {
    if (bundler.source === '.') return { kind: 'bundle', language: 'node' };
    const verb = verbOf(command, bundler);
    return verb && { kind: 'bundle', language: 'node', verb };
  }
  if (name === 'composer' && valueAt(args, 0) === 'install') return { kind: 'bundle', language: 'php', verb: args[0] };
  if (!hasCompiler) return undefined;
  if (name === 'bundle' && valueAt(args, 0) === 'install') return { kind: 'bundle', language: 'ruby', verb: args[0] };
  if (/^pip[\d.]*$/.test(name) && valueAt(args, 0) === 'wheel') return { kind: 'bundle', language: 'python', verb: args[0] };
  if (/^python[\d.]*$/.test(name) && valueAt(args, 0) === 'setup.py' && /^(?:build|build_ext|bdist_wheel|install)$/.test(valueAt(args, 1)))
    return { kind: 'bundle', language: 'python', verb: args[1] };
  return undefined;
}

/** The commands of a RUN. */
export function commandsOf(run: Instruction): readonly ShellCommand[] {
  const scripts = run.scripts();
  const [only] = scripts;
  return only && scripts.length === 1 ? only.commands : scripts.flatMap((script) => script.commands);
}

/** Does this RUN install build tools and take them away again? */
function cleansUp(commands: readonly ShellCommand[]): boolean {
  const found = commands.map(packageCommandOf).filter((item) => item !== undefined);
  const installs = found.some(
    (item) => item.action === 'install' && (item.group !== undefined || item.isOpen || item.packages.some(({ name }) => isBuildTool(name))),
  );
  const removes = found.some((item) => item.action === 'remove' || item.action === 'autoremove');
  return (
    installs &&
    removes &&
    !packagesLeftBy(commands).some(({ name }) => isCompilerPackage(name) || /^(?:go|golang|cargo|rust|maven|gradle)\b/.test(name))
  );
}

/** The first RUN that builds, and takes its build tools away again. */
export function cleanedBuildOf(stage: Stage): Instruction | undefined {
  return stage.instructions.find((run) => {
    const commands = run.keyword === 'RUN' ? commandsOf(run) : [];
    const isInstall = ({ name, args }: ShellCommand): boolean =>
      /^(?:pip[\d.]*|gem|npm)$/.test(name ?? '') && valueAt(args, 0) === 'install';
    return cleansUp(commands) && commands.some((command) => judge(command, true) !== undefined || isInstall(command));
  });
}

/** Build steps in the layers that ship with this stage: its own and those of the stages it is built on. */
export const compileStepsOf = (stage: Stage): readonly CompileStep[] => alongChain(stepsOfStage, stage, readSteps).steps;

interface Steps {
  readonly steps: readonly CompileStep[];
  /** A compiler is there at the end of the stage. */
  readonly hasCompiler: boolean;
}

/** Several rules ask for the same stage. */
const stepsOfStage = new WeakMap<Stage, Steps>();

function compilesAtFirst(stage: Stage): boolean {
  const root = factsOfUse(stage.rootImage);
  return root?.role === 'sdk' && root.language !== 'node';
}

/** Words without which the name of a step is no command: "run" of "npm run build", the tool that npx calls. */
function between(command: ShellCommand, verb: ShellWord | undefined): readonly string[] {
  const name = command.name ?? '';
  const [first] = name === 'npx' || name === 'bunx' ? command.args.filter((word) => !word.value?.startsWith('-')) : command.args;
  const isPart = name === 'npx' || name === 'bunx' || (SCRIPT_RUNNERS.has(name) && /^run(?:-script)?$/.test(first?.value ?? ''));
  return isPart && verb && first && first !== verb ? [first.value ?? first.raw] : [];
}

function readSteps(below: Steps | undefined, stage: Stage): Steps {
  let hasCompiler = below?.hasCompiler ?? compilesAtFirst(stage);
  const steps: CompileStep[] = [];
  for (const run of stage.instructions) {
    if (run.keyword !== 'RUN') continue;
    const commands = commandsOf(run);
    const installed = commands.flatMap((command) => {
      const found = packageCommandOf(command);
      return found?.action === 'install' ? found.packages : [];
    });
    const isCleaned = cleansUp(commands);
    // A configure script looks for a compiler, so make has one.
    const hasHere =
      hasCompiler ||
      installed.some(({ name }) => isCompilerPackage(name)) ||
      commands.some(({ name }) => name === 'configure' || name === 'phpize');
    if (!isCleaned) hasCompiler = hasHere;
    for (const command of commands) {
      const verdict = isCleaned ? undefined : judge(command, hasHere);
      if (!verdict) continue;
      const word = command.word.value ?? command.word.raw;
      const verb = verdict.verb;
      const name = [
        command.name ?? word,
        ...between(command, verb),
        ...(verb && verb !== command.word ? [verb.value ?? verb.raw] : []),
      ].join(' ');
      steps.push({
        kind: verdict.kind,
        language: verdict.language,
        name,
        command,
        at: run,
        span: { start: command.word.span.start, end: (verb ?? command.word).span.end },
      });
    }
  }
  return { steps: below && steps.length === 0 ? below.steps : [...(below?.steps ?? []), ...steps], hasCompiler };
}
