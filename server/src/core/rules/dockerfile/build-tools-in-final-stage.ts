import { defineRule } from '../../engine/rule.js';
import { choice, stringList } from '../../engine/options.js';
import { factsOfUse } from '../../knowledge/base-images.js';
import { commandsOf, compileStepsOf } from '../../knowledge/compile-steps.js';
import { IMAGE_KINDS, imageKindOf } from '../../knowledge/image-kind.js';
import { isBuildTool, packagesLeftBy } from '../../knowledge/packages.js';
import { baseName, startOf, wordsOf } from '../../knowledge/start-command.js';
import type { Stage } from '../../model/dockerfile/types.js';

const HEADERS = /-(?:dev|devel)$/;
const CUDA = /^(?:cuda-(?:toolkit|compiler|nvcc|libraries-dev|command-line-tools)|nvidia-cuda-toolkit)/;

/** Commands that compile against headers, in ways that need not be a build in view: extensions of a language, the steps of a source tree. */
const COMPILES =
  /^(?:pip[\d.]*|python[\d.]*|uv|poetry|gem|bundle|npm|yarn|pnpm|node-gyp|pecl|phpize|docker-php-ext-install|configure|autogen\.sh|qmake\d?|make|gmake|cmake|meson|ninja|gcc|g\+\+|cc|c\+\+|clang|opam|cpan|cpanm|luarocks|R|Rscript|go|cargo)$/;

/** Does the stage compile anything, here or later? */
const compilesFrom = (stage: Stage, index: number): boolean =>
  stage.chain.some((link) =>
    link.instructions.some(
      (run) => run.keyword === 'RUN' && run.index >= index && commandsOf(run).some(({ name }) => COMPILES.test(name ?? '')),
    ),
  );

/** git is a build tool where it only fetched sources during the build. */
function usesGitOnlyToClone(stage: Stage): boolean {
  const calls = stage.chain
    .flatMap((link) => link.instructions)
    .filter(({ keyword }) => keyword === 'RUN')
    .flatMap(commandsOf)
    .filter(({ name }) => name === 'git');
  const starts = [stage.entrypoint, stage.cmd].flatMap((part) => (part ? wordsOf(part) : []));
  return calls.some(({ args }) => args.some(({ value }) => value === 'clone')) && !starts.some((word) => baseName(word) === 'git');
}

export default defineRule({
  id: 'dockerfile/build-tools-in-final-stage',
  category: 'size',
  on: 'dockerfile.finalStage',
  summary: 'Compilers or headers stay in the image that ships',
  severity: 'info',
  confidence: 'medium',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    one: '"{tool}" ships, though only the build uses it: use it in one RUN and remove it, or in a build stage',
    some: 'Build tools ship ("{tool}" and {count} more): use them in one RUN and remove them, or in a build stage',
    headers: '"{tool}" holds headers, of no use to a program that is already built: install the library without them',
  },
  docs: {
    description:
      'A RUN of the final stage, or of a stage it is built on, installs compilers, headers or build systems with the package manager of the distribution and does not remove them in the same RUN. Silent where the stage builds in view (single-stage-build says it there), on images that are build kits themselves, and for images that others build on.',
    rationale:
      'Tools that are only there to build make the image larger and slower to pull, bring most of the findings of a scanner, and hand an intruder a compiler.',
    impact:
      'Programs that compile at run time (native extensions, just-in-time C) lose what they need; name such packages in the option allowed.',
    audit: 'docker run --rm --entrypoint sh IMAGE -c "command -v cc gcc make" prints paths.',
    remediation:
      'Build in a stage of its own and COPY --from it; or install and remove in one RUN: apk add --virtual .build gcc musl-dev, build, apk del .build. Replace NAME-dev by the run-time package NAME.',
    defaultValue: 'What a RUN installs stays, unless the same RUN removes it.',
    references: ['Docker: Multi-stage builds', 'CIS Docker Benchmark 4.3'],
    limits: 'Tools installed by scripts, by downloads or by language package managers are not seen.',
  },
  equivalents: ['cis-docker-1.6:4.3', 'tally:gpu/no-redundant-cuda-install'],
  options: {
    allowed: stringList([], 'Build packages that the program needs at run time'),
    buildPackages: stringList([], 'More packages that are only there to build'),
    imageKind: choice(
      ['auto', ...IMAGE_KINDS],
      'auto',
      'What the image is for; auto guesses it from names, ONBUILD and a missing start command',
    ),
  },
  examples: [
    {
      bad: 'FROM python:3.14-alpine\nRUN apk add --no-cache gcc musl-dev\nRUN pip install --no-cache-dir -r /req.txt\nCMD ["python", "/app.py"]\n',
      good: `FROM python:3.14-alpine
RUN apk add --no-cache --virtual .build gcc musl-dev \\
 && pip install --no-cache-dir -r /req.txt \\
 && apk del .build
CMD ["python", "/app.py"]
`,
      byFix: false,
    },
  ],
  *check({ stage }, ctx) {
    const facts = factsOfUse(stage.rootImage);
    const isCuda = facts?.language === 'cuda';
    if (imageKindOf(stage, ctx.path, ctx.options.imageKind) !== 'app' || startOf(stage)?.isPrompt) return;
    if (facts?.role === 'sdk' && !isCuda) return;
    if (compileStepsOf(stage).length > 0) return;
    const { allowed, buildPackages } = ctx.options;
    const isGitForBuild = usesGitOnlyToClone(stage);
    const isTool = (name: string): boolean =>
      !allowed.includes(name) &&
      (isBuildTool(name) || buildPackages.includes(name) || (isCuda && CUDA.test(name)) || (name === 'git' && isGitForBuild));
    for (const link of [...stage.chain].reverse()) {
      for (const run of link.instructions) {
        if (run.keyword !== 'RUN') continue;
        const tools = packagesLeftBy(commandsOf(run)).filter(({ name }) => isTool(name));
        const [first, ...others] = tools;
        if (!first) continue;
        const standsFor = [
          'cis-docker-1.6:4.3',
          ...(isCuda && tools.some(({ name }) => CUDA.test(name)) ? ['tally:gpu/no-redundant-cuda-install'] : []),
        ];
        const report = {
          at: first.word.span,
          standsFor,
          related: others.slice(0, 8).map(({ word, name }) => ({ at: word.span, message: `"${name}" stays as well` })),
        };
        if (others.length === 0 && HEADERS.test(first.name) && !compilesFrom(stage, run.index))
          yield ctx.problem('headers', { ...report, data: { tool: first.name } });
        else if (others.length === 0) yield ctx.problem('one', { ...report, data: { tool: first.name } });
        else yield ctx.problem('some', { ...report, data: { tool: first.name, count: String(others.length) } });
      }
    }
  },
});
