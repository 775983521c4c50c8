// Which C library a program needs that a build step makes, as far as the step and its stage tell.
import type { Stage } from '../model/dockerfile/types.js';
import type { ShellCommand } from '../model/shell/types.js';
import { factsOfUse } from './base-images.js';
import type { CompileStep } from './compile-steps.js';
import { commandsOf, compileStepsOf } from './compile-steps.js';
import { packageCommandOf } from './packages.js';

export interface DynamicProgram {
  readonly step: CompileStep;
  readonly libc: 'glibc' | 'musl';
  /** Go links against the C library only where a package asks for it: nobody turned that on, and nobody turned it off. */
  readonly isGuess: boolean;
}

const text = (command: ShellCommand): string => command.words.map(({ value, raw }) => value ?? raw).join(' ');

/** Value of a variable for one command: in front of it, exported before it in the same RUN, or in force by ENV and ARG. */
function variableFor({ command, at }: CompileStep, name: string): string | undefined {
  const inFront = command.assignments.find((assignment) => assignment.name === name);
  if (inFront) return inFront.value?.value ?? '$';
  // `env NAME=value go build`, and whatever the same RUN says before: close enough to be believed.
  for (const other of commandsOf(at)) {
    for (const { value } of other.words) if (value?.startsWith(`${name}=`)) return value.slice(name.length + 1);
    if (other === command) break;
  }
  return at.state.env.get(name) ?? at.state.args.get(name);
}

/** `go env -w CGO_ENABLED=0` in an earlier RUN of the stage. */
const setsForGood = (stage: Stage, setting: string): boolean =>
  stage.chain.some((link) =>
    link.instructions.some(
      (run) => run.keyword === 'RUN' && commandsOf(run).some((command) => command.name === 'go' && text(command).includes(setting)),
    ),
  );

function hasCompiler(stage: Stage): boolean {
  return stage.chain.some((link) =>
    link.instructions.some(
      (run) =>
        run.keyword === 'RUN' &&
        commandsOf(run).some((command) => {
          const found = packageCommandOf(command);
          return (
            found?.action === 'install' &&
            (found.isOpen || found.packages.some(({ name }) => /^(?:gcc|build-base|clang|alpine-sdk|g\+\+)$/.test(name)))
          );
        }),
    ),
  );
}

/** "static", "dynamic", "guess", or absent where it cannot be told. */
function linkingOf(step: CompileStep, stage: Stage, libc: 'glibc' | 'musl'): 'dynamic' | 'guess' | undefined {
  const words = text(step.command);
  if (/static/.test(words)) return undefined;
  switch (step.language) {
    case 'go': {
      if (/\$\{?(?:GO)?(?:LD)?FLAGS|-buildmode[= ]/i.test(words)) return undefined;
      const cgo = variableFor(step, 'CGO_ENABLED');
      if (cgo === '0' || cgo?.includes('$') || setsForGood(stage, 'CGO_ENABLED=0')) return undefined;
      if (cgo === '1') return 'dynamic';
      if (/netgo/.test(words) && /osusergo/.test(words)) return undefined;
      // Cross-compiling turns cgo off; without a compiler it is off as well.
      const isCross = ['GOARCH', 'GOOS'].some((name) => variableFor(step, name) !== undefined);
      return isCross || (libc === 'musl' && !hasCompiler(stage)) ? undefined : 'guess';
    }
    case 'rust': {
      // Alpine's own target links statically.
      if (libc === 'musl' || !/^cargo (?:build|install|b)\b/.test(words)) return undefined;
      const target = /--target[= ](\S+)/.exec(words)?.[1] ?? variableFor(step, 'CARGO_BUILD_TARGET') ?? '';
      if (/musl|wasm|none|\$/.test(target) || /crt-static|\$/.test(variableFor(step, 'RUSTFLAGS') ?? '')) return undefined;
      return stage.chain.some((link) =>
        link.instructions.some(({ keyword, logical }) => keyword === 'RUN' && /-musl\b|crt-static/.test(logical)),
      )
        ? undefined
        : 'dynamic';
    }
    case 'c':
      return /^(?:gcc|g\+\+|cc|c\+\+|clang|clang\+\+) /.test(words) &&
        / -o\b/.test(words) &&
        !/(?:^| )-(?:c|S|E|shared|nostdlib|ffreestanding)\b|\$/.test(words)
        ? 'dynamic'
        : undefined;
    default:
      return undefined;
  }
}

/** The last program a stage builds that needs the C library of the stage. */
export function dynamicProgramOf(stage: Stage): DynamicProgram | undefined {
  const libc = factsOfUse(stage.rootImage)?.libc;
  if (libc !== 'glibc' && libc !== 'musl') return undefined;
  for (const step of [...compileStepsOf(stage)].reverse()) {
    const linking = linkingOf(step, stage, libc);
    if (linking) return { step, libc, isGuess: linking === 'guess' };
  }
  return undefined;
}
