import { defineRule } from '../../engine/rule.js';
import { choice, stringList } from '../../engine/options.js';
import { compileStepsOf } from '../../knowledge/compile-steps.js';
import { IMAGE_KINDS, imageKindOf } from '../../knowledge/image-kind.js';
import { startOf } from '../../knowledge/start-command.js';

export default defineRule({
  id: 'dockerfile/single-stage-build',
  category: 'size',
  on: 'dockerfile.finalStage',
  summary: 'The program is built in the image that ships',
  severity: 'warning',
  confidence: 'medium',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    compiles: '"{command}" runs in the stage that ships, compilers and sources with it: build in a stage before it',
    bundles: '"{command}" runs in the stage that ships, its tools and sources with it: build in a stage before it',
  },
  docs: {
    description:
      'A RUN of the final stage, or of a stage it is built on, turns sources into a program: a compiler or a build system (a warning), or a bundler or packager of an interpreted language (an info). Images that others build on, images for development and tests, installs that only fetch packages, and build tools that the same RUN removes again are left alone.',
    rationale:
      'Everything the build needed ships with the program: compilers, headers, sources, caches. The image is many times larger, slower to pull, full of findings for every scanner, and hands an intruder the tools to build more.',
    impact: 'The new final stage must get everything the program reads at run time: assets, templates, shared libraries, certificates.',
    audit: 'docker history IMAGE shows the layers of the build; docker run --rm --entrypoint which IMAGE go cc npm prints paths.',
    remediation:
      'Name the stage that builds (FROM golang:1.27 AS build), start a second one on a small runtime image, and COPY --from=build what the build made. Where the file says what is built and what starts, the editor (Refactor) and seaworthy rewrite do it for Go, Rust, Java, Node, .NET, Python, C, PHP, Ruby, Elixir and Haskell.',
    defaultValue: 'Every layer of the final stage ships.',
    references: ['Docker: Multi-stage builds', 'CIS Docker Benchmark 4.3'],
    limits: 'Builds inside scripts that the Dockerfile only calls are not seen.',
  },
  equivalents: ['tally:prefer-multi-stage-build', '~cis-docker-1.6:4.3'],
  options: {
    languages: stringList([], 'Only for these languages: go, rust, java, dotnet, node, c ...; empty for all'),
    imageKind: choice(
      ['auto', ...IMAGE_KINDS],
      'auto',
      'What the image is for; auto guesses it from names, ONBUILD and a missing start command',
    ),
  },
  examples: [
    {
      bad: 'FROM golang:1.27\nWORKDIR /src\nCOPY . .\nRUN go build -o /app ./cmd\nCMD ["/app"]\n',
      good: `FROM golang:1.27 AS build
WORKDIR /src
COPY . .
RUN go build -o /app ./cmd
FROM gcr.io/distroless/base-debian13:nonroot
COPY --from=build /app /app
CMD ["/app"]
`,
      byFix: false,
    },
  ],
  *check({ stage }, ctx) {
    if (imageKindOf(stage, ctx.path, ctx.options.imageKind) !== 'app') return;
    const { languages } = ctx.options;
    const steps = compileStepsOf(stage).filter((step) => languages.length === 0 || languages.includes(step.language));
    const step = steps.find(({ kind }) => kind === 'compile') ?? steps[0];
    if (!step || startOf(stage)?.isPrompt) return;
    const others = steps.filter((other) => other !== step);
    yield ctx.problem(step.kind === 'compile' ? 'compiles' : 'bundles', {
      at: step.span,
      ...(step.kind === 'compile' ? {} : { severity: 'info' as const }),
      data: { command: step.name },
      related: others.slice(0, 5).map((other) => ({ at: other.span, message: `"${other.name}" runs in the stage that ships as well` })),
      standsFor: ['tally:prefer-multi-stage-build', 'cis-docker-1.6:4.3'],
    });
  },
});
