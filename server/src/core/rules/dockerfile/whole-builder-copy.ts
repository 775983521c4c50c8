import { defineRule } from '../../engine/rule.js';
import { compileStepsOf } from '../../knowledge/compile-steps.js';
import { wholeContextCopy } from '../../knowledge/context-copy.js';
import { copyWordsOf } from '../../knowledge/copy-target.js';
import { firstUseBy } from '../../knowledge/stage-graph.js';
import type { Stage } from '../../model/dockerfile/types.js';

/** The path in a stage, from its root, without a slash or a dot at the end; absent when a variable is in it. */
function absolute(path: string, workdir: string | undefined): string | undefined {
  const whole = path.startsWith('/') ? path : `${workdir ?? '/'}/${path}`;
  if (whole.includes('$') || /^[A-Za-z]:|\\/.test(whole)) return undefined;
  const names: string[] = [];
  for (const name of whole.split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.' && name !== '*') names.push(name);
  }
  return `/${names.join('/')}`;
}

/** Where the whole build context lies in the stage, or in one that it is built on. */
function sourcesFolder(stage: Stage): string | undefined {
  for (const link of stage.chain) {
    const found = wholeContextCopy(link);
    const target = found && copyWordsOf(found.at)?.target.value;
    if (target !== undefined) return absolute(target, found?.at.state.workdir);
  }
  return undefined;
}

/** Words of a build step that say where its result goes. */
const OUTPUTS = /^(?:-o|--output|--out-dir|--outdir|--outDir)$/;
const JOINED = /^(?:-o|--output|--out-dir|--outdir|--outDir)=(.+)$/;
/** Where tools put their result when nobody says otherwise. */
const DEFAULTS: readonly (readonly [RegExp, string])[] = [
  [/^cargo (?:build|b)$/, 'target/release'],
  [/^mvnw? (?:package|install|verify)$/, 'target'],
  [/^gradlew? (?:.*:)?installDist$/, 'build/install'],
  [/^gradlew? (?:.*:)?dist(?:Tar|Zip)$/, 'build/distributions'],
  [/^gradlew? /, 'build/libs'],
];

/** The folder or file below `root` that a build step of the stage writes. */
function outputBelow(stage: Stage, root: string): string | undefined {
  for (const { command, at, name } of [...compileStepsOf(stage)].reverse()) {
    const words = command.args.map(({ value, raw }) => value ?? raw);
    const position = words.findIndex((word) => OUTPUTS.test(word));
    const written = words.map((word) => JOINED.exec(word)?.[1]).find(Boolean) ?? (position < 0 ? undefined : words[position + 1]);
    const output = written ?? DEFAULTS.find(([pattern]) => pattern.test(name))?.[1];
    // Maven and Gradle are called by a path where they come with the project; a directory that `cd` went to is that of the sources.
    const path = output === undefined ? undefined : absolute(output, written === undefined ? root : at.state.workdir);
    if (path !== undefined && path !== root && path.startsWith(root === '/' ? '/' : `${root}/`)) return path;
  }
  return undefined;
}

interface Built {
  /** Where the sources lie; absent where that is not known. */
  readonly root: string | undefined;
  readonly output: string | undefined;
}

const builtIn = new WeakMap<Stage, Built>();

function builtBy(builder: Stage): Built {
  const known = builtIn.get(builder);
  if (known) return known;
  const root = sourcesFolder(builder);
  const built = { root, output: root === undefined ? undefined : outputBelow(builder, root) };
  builtIn.set(builder, built);
  return built;
}

export default defineRule({
  id: 'dockerfile/whole-builder-copy',
  category: 'size',
  on: 'dockerfile.instruction',
  scope: { keywords: ['COPY'] },
  summary: 'The image gets all sources and build files of the stage that built its program',
  severity: 'hint',
  confidence: 'medium',
  profile: 'strict',
  since: '0.1.0',
  fix: 'none',
  messages: { whole: '"{source}" brings all sources, while the result is in "{output}": copy only that' },
  docs: {
    description:
      'A COPY --from= of a stage that ships takes the folder that the builder put the whole build context into, although a build step of that stage is known to write its result below it: what -o or --output names, target/release of cargo, target of Maven, build/libs or build/install of Gradle.',
    rationale:
      'The point of a second stage is to leave behind what only the build needs. A copy of the whole folder brings the sources, tests, caches and perhaps secrets of the context into the image.',
    impact: 'There is no fix: files beside the result (configuration, templates) may be needed as well.',
    audit: 'docker run --rm --entrypoint ls IMAGE -la FOLDER shows what came along.',
    remediation: 'Copy the result, and by name what else the program reads.',
    defaultValue: 'COPY takes a folder with all that is in it.',
    references: ['Docker: Multi-stage builds'],
    limits: 'Where npm scripts and makefiles write is not known.',
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM rust:1.98 AS build\nWORKDIR /src\nCOPY . .\nRUN cargo build --release\nFROM debian:13\nCOPY --from=build /src /app\nCMD ["/app/target/release/server"]\n',
      good: 'FROM rust:1.98 AS build\nWORKDIR /src\nCOPY . .\nRUN cargo build --release\nFROM debian:13\nCOPY --from=build /src/target/release/server /app/server\nCMD ["/app/server"]\n',
      byFix: false,
    },
  ],
  *check(copy, ctx) {
    if (copy.keyword !== 'COPY' || !copy.stage?.ships || copy.onbuild) return;
    const builder = firstUseBy(copy)?.stage;
    if (!builder || builder.ships) return;
    const { root, output } = builtBy(builder);
    if (root === undefined || output === undefined) return;
    for (const { value, span } of copyWordsOf(copy)?.sources ?? []) {
      if (absolute(value, '/') === root) yield ctx.problem('whole', { at: span, data: { source: value, output } });
    }
  },
});
