import { defineRule } from '../../engine/rule.js';
import { appendToIgnoreFile } from '../../fix/ignore-file.js';
import { wholeContextCopy } from '../../knowledge/context-copy.js';
import { knowsNeeds, needlessNames } from '../../knowledge/needless-files.js';

export default defineRule({
  id: 'dockerfile/incomplete-dockerignore',
  category: 'security',
  on: 'dockerfile.file',
  summary: 'The .dockerignore lets history, secrets or build output through',
  severity: 'info',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    one: '"{name}" passes {file} and is copied along: add it to that file',
    some: '{file} lets "{name}" and {count} more through to this COPY: add them to it',
  },
  docs: {
    description:
      'The whole build context is copied, and the ignore file does not keep out version history (.git, .hg, .svn), local settings and keys (.env, id_rsa, *.p12 ...) or the build output of the ecosystem (node_modules, target, .venv, bin and obj, vendor) although they stand in the context. What an exception (!) of that file sends, what a Dockerfile of this context copies, mounts or reads by name, and output that no RUN makes anew are not counted: the image is built from them on purpose.',
    rationale:
      'History and keys can be read by whoever pulls the image. Build output of the machine at hand hides that of the build, holds binaries for another system, and changes with every run, so that the cache never holds.',
    impact: 'Programs that ask git for their version at build time need it handed over as a build argument.',
    audit: 'docker run --rm --entrypoint ls IMAGE -la /app shows them.',
    remediation: 'Add the names to the ignore file.',
    defaultValue: 'What no pattern names is sent.',
    references: ['Docker: Build context, .dockerignore files', 'CIS Docker Benchmark 4.10'],
    limits:
      'Only names at the top of the context are looked at. A script or build tool that is run may make any output. A file that only a program inside the build reads is not seen.',
  },
  equivalents: ['dockle:DKL-LI-0003'],
  examples: [
    {
      bad: 'FROM node:24-slim\nWORKDIR /srv\nCOPY . .\n',
      good: 'FROM node:24-slim\nWORKDIR /srv\nCOPY package.json server.js ./\n',
      byFix: false,
      files: { '.dockerignore': 'node_modules\n', '.git/HEAD': '', 'package.json': '' },
    },
  ],
  *check(file, ctx) {
    const { files } = ctx;
    if (!files?.ignoreFile) return;
    const found = file.stages
      .filter((stage) => stage.reachable)
      .map(wholeContextCopy)
      .find((one) => one !== undefined);
    if (!found) return;
    const sent = needlessNames(ctx.model, files);
    const [name] = sent;
    if (name === undefined) return;
    const at = found.source.word.span;
    const where = files.ignoreFile.path;
    const change = knowsNeeds(ctx.model, files) ? appendToIgnoreFile(files, sent) : undefined;
    const more = sent.length > 1 ? ` and ${sent.length - 1} more` : '';
    const fixes = [change && { title: `Add "${name}"${more} to ${where}`, safety: 'unsafe' as const, ...change }];
    if (sent.length === 1) yield ctx.problem('one', { at, fixes, data: { name, file: where } });
    else yield ctx.problem('some', { at, fixes, data: { name, file: where, count: String(sent.length - 1) } });
  },
});
