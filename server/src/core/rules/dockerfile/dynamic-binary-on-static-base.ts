import type { Fix } from '../../engine/rule.js';
import { defineRule } from '../../engine/rule.js';
import { replaceWord } from '../../fix/dockerfile.js';
import { factsOfUse, shortName } from '../../knowledge/base-images.js';
import { commandsOf } from '../../knowledge/compile-steps.js';
import type { DynamicProgram } from '../../knowledge/linking.js';
import { dynamicProgramOf } from '../../knowledge/linking.js';
import { packageCommandOf } from '../../knowledge/packages.js';
import { baseName, startOf } from '../../knowledge/start-command.js';
import type { DockerfileModel, Instruction, Stage } from '../../model/dockerfile/types.js';

const STATIC = /(?:^|\/)(?:distroless\/static(?:-debian\d+)?|chainguard\/static)(?::|@|$)/;

/** What a program finds at the end of the chain; absent when that is not known. */
function libcOf(stage: Stage): 'none' | 'glibc' | 'musl' | undefined {
  const { resolved = '' } = stage.rootImage;
  if (resolved.toLowerCase() === 'scratch' || STATIC.test(resolved)) return 'none';
  const libc = factsOfUse(stage.rootImage)?.libc;
  return libc === 'none' ? undefined : libc;
}

const pathsOf = (instruction: Instruction): readonly string[] => (instruction.json?.items ?? instruction.words).map(({ value }) => value);

/** The stage that the program which is started is copied from. */
function builderOf(stage: Stage): { readonly stage: Stage; readonly at: Instruction } | undefined {
  const program = baseName(startOf(stage)?.words[0] ?? '');
  if (program === '') return undefined;
  for (const link of stage.chain) {
    for (const use of link.uses) {
      if (use.at.keyword !== 'COPY' || !use.stage) continue;
      const paths = pathsOf(use.at).map((path) => baseName(path.replace(/\/$/, '')));
      if (paths.includes(program)) return { stage: use.stage, at: use.at };
    }
  }
  return undefined;
}

/** Shared libraries, a loader or a compatibility package come along. */
function bringsLibraries(stage: Stage): boolean {
  return stage.chain.some((link) =>
    link.instructions.some((instruction) => {
      if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD')
        return pathsOf(instruction).some((path) =>
          /(?:^|\/)lib(?:32|64|x32)?(?:\/|$)|\.so(?:\.|$|\*)|ld-(?:linux|musl)|\.tar|root-?fs|^\/$/.test(path),
        );
      if (instruction.keyword !== 'RUN') return false;
      return commandsOf(instruction).some((command) => {
        const found = packageCommandOf(command);
        return (
          found?.action === 'install' &&
          (found.isOpen || found.packages.some(({ name }) => /^(?:gcompat|libc6-compat|glibc|musl|musl-tools)/.test(name)))
        );
      });
    }),
  );
}

function withoutCgo(file: DockerfileModel, { step }: DynamicProgram): Fix | undefined {
  const { command, at } = step;
  const { start } = command.word.span;
  if (step.language !== 'go' || at.json || command.wrappers.length > 0 || command.assignments.length > 0) return undefined;
  if (file.text.slice(start, start + 3) !== 'go ') return undefined;
  const change = replaceWord(file, at, { start, end: start }, 'CGO_ENABLED=0 ');
  return change && { title: 'Build with CGO_ENABLED=0', safety: 'unsafe', ...change };
}

export default defineRule({
  id: 'dockerfile/dynamic-binary-on-static-base',
  category: 'size',
  on: 'dockerfile.finalStage',
  summary: 'A program that needs a C library is copied into an image that has none, or another one',
  severity: 'warning',
  confidence: 'medium',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    maybe: 'Go may need {libc} to start this, which "{image}" lacks: set CGO_ENABLED=0',
    none: '"{step}" needs {libc} to run, "{image}" has none: link statically',
    other: '"{step}" needs {libc}, not what "{image}" has: build on the same',
  },
  docs: {
    description:
      'The program that the final stage starts is copied from a stage that links it against its C library, and the final stage is scratch or a static image without one, or has the other of glibc and musl. That is: cargo build on a glibc image without a musl target or crt-static; gcc, g++ or clang without -static; go build with CGO_ENABLED=1. go build without CGO_ENABLED on an image that has a compiler is an info, as it depends on the packages. Stages that copy libraries or install a compatibility package are left alone.',
    rationale:
      'The kernel looks for the loader that the program names, does not find it, and reports "no such file or directory" for a file that is plainly there. It shows when the container starts, not when it is built.',
    impact: 'Without cgo the resolver and the user look-up of Go are its own, and packages that wrap C libraries no longer compile.',
    audit: 'ldd PROGRAM in the stage that builds lists what it needs; "not a dynamic executable" is what a static image wants.',
    remediation:
      'Link statically (CGO_ENABLED=0, --target x86_64-unknown-linux-musl, -static), or build the final stage on an image with the same C library (distroless base or cc for glibc, Alpine for musl).',
    defaultValue: 'gcc and cargo link dynamically; go does when a package uses C, as net and os/user do where a compiler is there.',
    references: ['Go: cmd/cgo', 'The rustc book: target features, crt-static', 'Distroless: base images'],
    limits: 'What a makefile or a build script does is not seen, nor are flags in variables without a value.',
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /app ./cmd\nFROM scratch\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n',
      good: 'FROM golang:1.27 AS build\nWORKDIR /src\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /app ./cmd\nFROM scratch\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n',
      byFix: true,
    },
  ],
  *check({ stage, file }, ctx) {
    const has = libcOf(stage);
    if (has === undefined) return;
    const builder = builderOf(stage);
    if (!builder || stage.chain.includes(builder.stage)) return;
    const found = dynamicProgramOf(builder.stage);
    if (!found || found.libc === has || bringsLibraries(stage)) return;
    const { step, libc, isGuess } = found;
    // On an image with a C library a guess would be one too many.
    if (isGuess && has === 'glibc') return;
    const image = shortName(stage.rootImage.raw);
    const at = step.span;
    const related = [{ at: stage.image.shortSpan, message: 'The image it is copied into' }];
    const fixes = isGuess ? [withoutCgo(file, found)] : [];
    if (isGuess) yield ctx.problem('maybe', { at, severity: 'info', data: { libc, image }, related, fixes });
    else if (has === 'none') yield ctx.problem('none', { at, data: { step: step.name, libc, image }, related });
    else yield ctx.problem('other', { at, data: { step: step.name, libc, image }, related });
  },
});
