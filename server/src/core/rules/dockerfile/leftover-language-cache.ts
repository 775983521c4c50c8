import { defineRule } from '../../engine/rule.js';
import { appendCommand } from '../../fix/shell.js';
import { factsOfUse } from '../../knowledge/base-images.js';
import { imageKindOf } from '../../knowledge/image-kind.js';
import { isCalledBelow } from '../../knowledge/last-run.js';
import { PACKAGE_CACHES, leftBehind } from '../../knowledge/package-caches.js';
import type { PackageCache } from '../../knowledge/package-caches.js';
import { baseName, startOf } from '../../knowledge/start-command.js';
import type { Instruction } from '../../model/dockerfile/types.js';
import type { ShellCommand } from '../../model/shell/types.js';

/** The caches that have no rule of their own, and what clears each; absent where no command does. */
const CACHES: readonly (readonly [PackageCache, string | undefined])[] = [
  [PACKAGE_CACHES.npm, 'npm cache clean --force'],
  [PACKAGE_CACHES.pnpm, undefined],
  [PACKAGE_CACHES.bun, 'bun pm cache rm'],
  [PACKAGE_CACHES.uv, 'uv cache clean'],
  [PACKAGE_CACHES.gem, undefined],
  [PACKAGE_CACHES.bundler, undefined],
  [PACKAGE_CACHES.rvm, 'rvm cleanup all'],
  [PACKAGE_CACHES.composer, 'composer clear-cache'],
  [PACKAGE_CACHES.go, 'go clean -cache -modcache'],
  [PACKAGE_CACHES.cargo, undefined],
  [PACKAGE_CACHES.maven, undefined],
  [PACKAGE_CACHES.gradle, undefined],
  [PACKAGE_CACHES.dotnet, 'dotnet nuget locals all --clear'],
  [PACKAGE_CACHES.conda, 'conda clean -afy'],
];
const IDS: Readonly<Record<string, readonly string[]>> = {
  bundler: ['tally:ruby/leftover-bundler-cache'],
  gem: ['dockerfile_lint:no_gem_clean_all'],
  rvm: ['dockerfile_lint:no_rvm_cleanup_all'],
};

/** Commands that do nothing but fill the cache, for another that reads it. */
const FETCHES = /^(?:dotnet restore|go mod download|cargo fetch|mvnw? .*(?:go-offline|dependency:resolve))/;

/** Does a later RUN of the stage live on what this one fetches? Cleared at once, it would be fetched for nothing. */
function isForLater(instruction: Instruction, command: ShellCommand): boolean {
  const text = [command.name ?? '', ...command.args.map(({ raw }) => raw)].join(' ');
  if (!FETCHES.test(text)) return false;
  return isCalledBelow(instruction, [command.name ?? '']);
}

export default defineRule({
  id: 'dockerfile/leftover-language-cache',
  category: 'size',
  on: 'dockerfile.runScript',
  summary: 'The cache of a package manager or compiler stays in a layer that ships',
  severity: 'hint',
  confidence: 'medium',
  profile: 'strict',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    fetched: '"{command}" fetches for a later RUN into a layer that ships: build in its own stage, or mount it',
    left: '"{command}" leaves its cache in the image: clear "{folder}" in this RUN, or mount it',
  },
  docs: {
    description:
      'A RUN of a stage that ships fills the cache of npm, pnpm, bun, uv, gem, bundler, rvm, composer, go, cargo, Maven, Gradle, NuGet or conda, and neither clears it in the same RUN nor has a cache or tmpfs mount there. Nothing is said where a variable moves the cache elsewhere, where the image starts that very tool, or in images for development.',
    rationale:
      'Downloads and build results weigh as much as what was made of them, often several times as much. A layer keeps what its RUN leaves, and nobody reads it when the image runs.',
    impact: 'A later RUN of the same tool downloads again. What is linked from the store (pnpm, uv with hard links) is not twice on disk.',
    audit: 'docker run --rm IMAGE du -sh FOLDER shows its size.',
    remediation: 'Build in a stage that does not ship, put a cache mount on the folder, or clear it at the end of the RUN.',
    defaultValue: 'All of these tools keep their cache.',
    references: ['Docker: Building best practices, multi-stage builds', 'Docker: Optimize cache usage in builds, cache mounts'],
    limits: 'Settings of the tools in files are not read.',
  },
  equivalents: Object.values(IDS).flat(),
  examples: [
    {
      bad: 'FROM node:24-slim\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci --omit=dev\nCMD ["node", "a.js"]\n',
      good: 'FROM node:24-slim\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci --omit=dev && npm cache clean --force\nCMD ["node", "a.js"]\n',
      byFix: true,
    },
  ],
  *check({ script, instruction }, ctx) {
    const final = ctx.model.finalStage;
    if (!instruction.stage?.ships || !final || script.commands.length === 0) return;
    for (const [cache, cleaning] of CACHES) {
      const left = leftBehind(instruction, script.commands, cache);
      const [first] = left;
      if (!first || cache.movedBy.some((name) => instruction.state.env.has(name) || instruction.state.args.has(name))) continue;
      const start = startOf(final);
      if (start?.words.some((word) => baseName(word).replace(/w$/, '') === (first.name ?? '').replace(/w$/, ''))) continue;
      if (imageKindOf(final, ctx.path, 'auto') === 'dev') continue;
      const verb = first.args.find(({ raw }) => !raw.startsWith('-'));
      const span = { start: first.word.span.start, end: verb?.span.end ?? first.word.span.end };
      const isNear = verb !== undefined && first.args[0] === verb && span.end - span.start <= 40;
      const at = isNear ? span : first.word.span;
      const name = isNear ? `${first.name ?? ''} ${verb.value ?? verb.raw}` : (first.name ?? '');
      const standsFor = IDS[cache.id] ?? [];
      if (isForLater(instruction, first)) {
        yield ctx.problem('fetched', { at, data: { command: name }, standsFor });
        continue;
      }
      const change = cleaning === undefined ? undefined : appendCommand(ctx.model, instruction, script, cleaningFor(cleaning, first.name));
      yield ctx.problem('left', {
        at,
        data: {
          command: name,
          folder: folderOf(cache, factsOfUse(instruction.stage.rootImage)?.language),
        },
        standsFor,
        fixes: [change && { title: `Append ${cleaningFor(cleaning ?? '', first.name)}`, safety: 'unsafe', ...change }],
      });
    }
  },
});

/** Where the cache lies: the images of a language keep it apart from the home. */
function folderOf(cache: PackageCache, language: string | undefined): string {
  if (cache === PACKAGE_CACHES.gem && language !== 'ruby') return '$(gem env gemdir)/cache';
  if (cache === PACKAGE_CACHES.cargo && language !== 'rust') return '~/.cargo/registry';
  if (cache === PACKAGE_CACHES.go && language !== 'go') return '~/go/pkg/mod';
  return cache.folders[0] ?? '';
}

/** mamba and micromamba clear what they fill. */
const cleaningFor = (cleaning: string, name: string | undefined): string =>
  /^(?:micro)?mamba$/.test(name ?? '') ? cleaning.replace(/^conda/, name ?? 'conda') : cleaning;
