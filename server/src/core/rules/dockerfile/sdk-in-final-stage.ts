import type { Fix } from '../../engine/rule.js';
import { defineRule } from '../../engine/rule.js';
import { choice } from '../../engine/options.js';
import { replaceWord } from '../../fix/dockerfile.js';
import type { BaseImageFacts } from '../../knowledge/base-images.js';
import { factsOfUse, shortName } from '../../knowledge/base-images.js';
import { compileStepsOf } from '../../knowledge/compile-steps.js';
import { IMAGE_KINDS, imageKindOf } from '../../knowledge/image-kind.js';
import type { StartCommand } from '../../knowledge/start-command.js';
import { baseName, startOf } from '../../knowledge/start-command.js';
import type { DockerfileModel, Stage } from '../../model/dockerfile/types.js';

/** Programs of a build kit: who starts them wants the kit. */
const TOOLS = new Set([
  ...[
    'go',
    'cargo',
    'rustc',
    'mvn',
    'mvnw',
    'gradle',
    'gradlew',
    'dotnet-watch',
    'make',
    'gcc',
    'g++',
    'javac',
    'jshell',
    'composer',
    'stack',
    'cabal',
  ],
  ...['ghci', 'swift', 'mix', 'iex', 'air', 'reflex', 'CompileDaemon', 'entr', 'nodemon', 'jmap', 'jcmd', 'nvcc'],
]);
/** Interpreted languages ship in what the table calls an sdk; their full images are only too large. */
const INTERPRETED = new Set(['node', 'python', 'ruby']);
const STATIC_SERVERS = new Set(['serve', 'http-server', 'live-server']);

function isToolNeeded(facts: BaseImageFacts, start: StartCommand): boolean {
  const names = start.words.map((word) => baseName(word));
  if (names.some((name) => TOOLS.has(name))) return true;
  if (names[0] === 'dotnet') return ['run', 'watch', 'test', 'build', 'publish', 'ef'].includes(names[1] ?? '');
  // Whether a script needs the JDK cannot be seen; java itself does not.
  if (facts.language === 'java') return names[0] !== 'java';
  return false;
}

function onRuntime(stage: Stage, file: DockerfileModel, facts: BaseImageFacts): Fix | undefined {
  const wanted = facts.runtimeImage;
  const { image, variables } = stage.image;
  const copies = stage.uses.some(({ at }) => at.keyword === 'COPY');
  if (wanted === undefined || !copies || stage.chain.length > 1 || !image || image.digest !== undefined || variables.length > 0)
    return undefined;
  // Distroless has no shell: RUN and shell forms would fail there.
  const needsShell = stage.instructions.some(
    ({ keyword, json }) => keyword === 'RUN' || ((keyword === 'CMD' || keyword === 'ENTRYPOINT') && !json),
  );
  if (needsShell && /distroless/.test(wanted)) return undefined;
  const change = replaceWord(file, stage.from, stage.image.span, wanted);
  return change && { title: `Build the final stage on ${wanted}`, safety: 'unsafe', ...change };
}

export default defineRule({
  id: 'dockerfile/sdk-in-final-stage',
  category: 'size',
  on: 'dockerfile.finalStage',
  summary: 'The image that ships is a development kit',
  severity: 'info',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    kit: '"{image}" is a development kit that the program can run without: ship it on "{runtime}"',
    unnamed: '"{image}" is a development kit that the program can run without: ship it on a runtime image',
    files: '"{image}" ships a whole language with files that only get served: copy them into a web server image',
  },
  docs: {
    description:
      'The final stage stands on an image for building (golang, rust, maven, gradle, a JDK that only runs java, dotnet/sdk, gcc, nvidia/cuda devel and the like), although what it starts is not a tool of that kit and nothing is compiled in it. Also a Node image behind a server for static files.',
    rationale:
      'A development kit is several times larger than the runtime image of the same language, brings most of the findings of a scanner, and hands an intruder compilers and package managers.',
    impact: 'Tools called at run time (jmap, keytool, a shell) may be missing in the runtime image.',
    audit: 'docker image inspect --format "{{.Size}}" IMAGE, and docker history IMAGE to see the kit below the program.',
    remediation: 'Keep the kit for the stage that builds and start the final stage on the runtime image of the same version.',
    defaultValue: 'The image behind the last FROM ships as a whole.',
    references: ['Docker: Multi-stage builds', 'CIS Docker Benchmark 4.3'],
    limits: 'Knows the public images of the table of base images; a kit of your own is not recognized.',
  },
  equivalents: ['tally:gpu/prefer-runtime-final-stage', '~cis-docker-1.6:4.3'],
  options: {
    imageKind: choice(
      ['auto', ...IMAGE_KINDS],
      'auto',
      'What the image is for; auto guesses it from names, ONBUILD and a missing start command',
    ),
  },
  examples: [
    {
      bad: `FROM maven:3.9-eclipse-temurin-21 AS build
COPY . .
RUN mvn -B package
FROM eclipse-temurin:21-jdk
COPY --from=build /target/app.jar /app.jar
CMD ["java", "-jar", "/app.jar"]
`,
      good: `FROM maven:3.9-eclipse-temurin-21 AS build
COPY . .
RUN mvn -B package
FROM eclipse-temurin:21-jre
COPY --from=build /target/app.jar /app.jar
CMD ["java", "-jar", "/app.jar"]
`,
      byFix: true,
    },
  ],
  *check({ stage, file }, ctx) {
    const facts = factsOfUse(stage.rootImage);
    const start = startOf(stage);
    if (!start || start.isPrompt || facts?.role !== 'sdk') return;
    if (imageKindOf(stage, ctx.path, ctx.options.imageKind) !== 'app') return;
    if (compileStepsOf(stage).length > 0) return;
    const at = stage.image.shortSpan;
    const image = shortName(stage.rootImage.raw);
    const standsFor = ['cis-docker-1.6:4.3', ...(facts.language === 'cuda' ? ['tally:gpu/prefer-runtime-final-stage'] : [])];
    if (INTERPRETED.has(facts.language ?? '')) {
      if (facts.language === 'node' && start.words.some((word) => STATIC_SERVERS.has(baseName(word))))
        yield ctx.problem('files', { at, data: { image }, standsFor });
      return;
    }
    if (isToolNeeded(facts, start)) return;
    const runtime = facts.runtimeImage;
    if (runtime === undefined) yield ctx.problem('unnamed', { at, data: { image }, standsFor });
    else yield ctx.problem('kit', { at, data: { image, runtime: shortName(runtime) }, standsFor, fixes: [onRuntime(stage, file, facts)] });
  },
});
