import { defineRule } from '../../engine/rule.js';
import { createIgnoreFile } from '../../fix/ignore-file.js';
import { wholeContextCopy } from '../../knowledge/context-copy.js';
import { ignoreGroups, needlessNames } from '../../knowledge/needless-files.js';

export default defineRule({
  id: 'dockerfile/missing-dockerignore',
  category: 'security',
  on: 'dockerfile.file',
  summary: 'The whole context is copied and no .dockerignore says what to leave out',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    none: 'Everything here is copied, .git and secrets too, as no .dockerignore keeps them out: add one beside this file',
    reveals: '"{name}" is copied into the image with everything else, as no .dockerignore keeps it out: add one',
  },
  docs: {
    description:
      'A stage copies the whole build context (., ./, /, *) and neither a .dockerignore nor one for this Dockerfile exists. Where the context is not known (no folder, a Dockerfile whose sources stand elsewhere) nothing is said.',
    rationale:
      'Version history, local settings, keys and build output go into the image or the build cache, and every change to any file makes the build start anew. What is in .git can be read by whoever pulls the image.',
    impact:
      'What the new file lists is no longer sent: a file that the build needs must not be on it. The fix lists history, settings, keys and the build output of what stands in the context, never what this Dockerfile or another one beside it copies, mounts or reads by name, and no output that no RUN makes.',
    audit: 'docker run --rm --entrypoint ls IMAGE -la /app shows .git, .env or node_modules.',
    remediation:
      'Add a .dockerignore beside the Dockerfile (or at the top of the context) with .git, .env*, node_modules, target, dist and what else the build makes; or start with * and list what may be sent with !.',
    defaultValue: 'Without an ignore file everything in the context is sent to the builder.',
    references: ['Docker: Build context, .dockerignore files', 'CIS Docker Benchmark 4.10'],
    limits:
      'The context is the folder that holds what is copied, or the one named by contextRoot. A file that only a program inside the build reads (settings read by a bundler, history read by a version plugin) is not seen. The fix is not offered where a source hangs on a variable without a value, or where more than eight other Dockerfiles share the context.',
  },
  equivalents: ['~sonar:S6470'],
  examples: [
    {
      bad: 'FROM golang:1.27\nWORKDIR /src\nCOPY . .\n',
      good: 'FROM golang:1.27\nWORKDIR /src\nCOPY go.mod go.sum main.go ./\n',
      byFix: false,
      files: { 'go.mod': '', 'main.go': '' },
    },
  ],
  *check(file, ctx) {
    const { files } = ctx;
    // One that is there and cannot be read is no missing one.
    if (!files || files.ignoreFile || files.list('')?.includes('.dockerignore')) return;
    const found = file.stages
      .filter((stage) => stage.reachable)
      .map(wholeContextCopy)
      .find((one) => one !== undefined);
    if (!found) return;
    // What is surely there is worth more than what might be.
    const [worst] = needlessNames(ctx.model, files);
    const groups = ignoreGroups(ctx.model, files);
    const change = groups && createIgnoreFile(files, groups);
    const fixes = [change && { title: 'Create .dockerignore', safety: 'unsafe' as const, ...change }];
    const at = found.source.word.span;
    const standsFor = found.at.stage?.ships ? ['sonar:S6470'] : [];
    if (worst === undefined) yield ctx.problem('none', { at, standsFor, fixes });
    else yield ctx.problem('reveals', { at, standsFor, fixes, data: { name: worst } });
  },
});
