import type { Fix } from '../../engine/rule.js';
import { defineRule } from '../../engine/rule.js';
import { insertAfter, replaceInstruction } from '../../fix/dockerfile.js';
import { wholeContextCopy } from '../../knowledge/context-copy.js';
import type { DependencyInstall } from '../../knowledge/dependency-install.js';
import { dependencyInstallOf, manifestsIn, worksOnSources } from '../../knowledge/dependency-install.js';
import type { BuildContext } from '../../model/context/types.js';
import type { DockerfileModel, Instruction } from '../../model/dockerfile/types.js';
import type { ShellCommand } from '../../model/shell/types.js';

const commandsOf = (run: Instruction): readonly ShellCommand[] => run.scripts().flatMap((script) => script.commands);

/** Instructions that mean the same whether the sources are there or not. */
const INDIFFERENT = new Set(['ARG', 'ENV', 'LABEL', 'EXPOSE']);

function reorder(
  model: DockerfileModel,
  files: BuildContext | undefined,
  copy: Instruction,
  run: Instruction,
  found: DependencyInstall,
): Fix | undefined {
  const words = copy.words.map(({ value }) => value);
  const between = copy.stage?.instructions.filter(({ index }) => copy.index < index && index < run.index) ?? [];
  if (!files || copy.json || copy.onbuild || words.length !== 2 || !between.every(({ keyword }) => INDIFFERENT.has(keyword)))
    return undefined;
  const manifests = manifestsIn(found, files);
  const written = model.text.slice(copy.span.start, copy.span.end);
  if (!manifests || written.includes('\n')) return undefined;
  const to = (words[1] ?? '').replace(/\/?$/, '/');
  const flags = copy.flags.map(({ span }) => `${model.text.slice(span.start, span.end)} `).join('');
  const first = replaceInstruction(model, copy, `COPY ${flags}${manifests.join(' ')} ${to}`);
  const second = insertAfter(model, run, [written]);
  if (first?.effect.kind !== 'dockerfile' || second?.effect.kind !== 'dockerfile') return undefined;
  return {
    title: `Copy ${manifests.join(', ')} first, the rest after the installation`,
    safety: 'unsafe',
    edits: [...first.edits, ...second.edits],
    effect: { kind: 'dockerfile', ops: [...first.effect.ops, ...second.effect.ops] },
  };
}

export default defineRule({
  id: 'dockerfile/context-copy-before-install',
  category: 'reproducibility',
  on: 'dockerfile.stage',
  summary: 'All sources are copied before the dependencies are installed',
  severity: 'info',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    before: 'Every change to any file runs "{command}" anew, since all is copied before it: copy the manifests first',
  },
  docs: {
    description:
      'A stage copies the whole build context, and a later RUN installs what a manifest lists (npm ci, yarn, pnpm, bun, pip install -r, poetry, uv sync, bundle, composer install, go mod download, dotnet restore, cargo fetch, mvn dependency:go-offline). Fine where the same RUN goes on to build the sources with that tool, where the manifests are mounted, and where the dependencies were installed once before.',
    rationale:
      'A layer is taken from the cache until something in front of it changes. With all sources in front, each edit downloads all dependencies again; with the manifests alone, only a change of the dependencies does.',
    impact:
      'An installation that reads more than its manifests (scripts after installation, workspaces, local packages) needs those copied as well.',
    audit: 'docker build twice with one changed source file: the second run installs the dependencies again.',
    remediation: 'COPY the manifest and its lock file, install, then COPY the rest.',
    defaultValue: 'The builder keeps the order that is written.',
    references: ['Docker: Optimize cache usage in builds'],
    limits: 'Whether an installation needs the sources is read from its options, package.json and requirements files only.',
  },
  equivalents: ['~tally:ruby/prefer-gemfile-bind-mounts'],
  examples: [
    {
      bad: 'FROM node:24-slim\nWORKDIR /srv\nCOPY . .\nRUN npm ci\nCMD ["node", "server.js"]\n',
      good: 'FROM node:24-slim\nWORKDIR /srv\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .\nCMD ["node", "server.js"]\n',
      byFix: true,
      files: { 'package.json': '{"name": "app"}', 'package-lock.json': '{}', 'server.js': '' },
    },
  ],
  *check(stage, ctx) {
    const whole = wholeContextCopy(stage);
    if (!whole || whole.at.onbuild) return;
    const tools = new Set<string>();
    for (const run of stage.instructions) {
      if (run.keyword !== 'RUN') continue;
      const commands = commandsOf(run);
      for (const command of commands) {
        const found = dependencyInstallOf(command);
        if (!found) continue;
        if (run.index < whole.at.index) {
          tools.add(found.tool);
          continue;
        }
        const isMounted = run.flags.some(
          ({ name, options }) => name === 'mount' && options.some((option) => option.name === 'type' && option.value === 'bind'),
        );
        if (tools.has(found.tool) || isMounted || worksOnSources(commands, found.tool)) return;
        const at = { start: command.word.span.start, end: found.verb.span.end };
        const name = found.verb === command.word ? (command.name ?? '') : `${command.name ?? ''} ${found.verb.value ?? ''}`;
        yield ctx.problem('before', {
          at: whole.source.word.span,
          data: { command: name },
          standsFor: found.tool === 'bundle' ? ['tally:ruby/prefer-gemfile-bind-mounts'] : [],
          related: [{ at, message: 'Runs again after every change' }],
          fixes: [reorder(ctx.model, ctx.files, whole.at, run, found)],
        });
        return;
      }
    }
  },
});
