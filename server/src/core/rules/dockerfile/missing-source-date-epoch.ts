import { defineRule } from '../../engine/rule.js';
import type { Fix } from '../../engine/rule.js';
import { insertAfter } from '../../fix/dockerfile.js';
import { compileStepsOf } from '../../knowledge/compile-steps.js';
import { languageCommandOf } from '../../knowledge/language-packages.js';
import { packageCommandOf } from '../../knowledge/packages.js';
import { writtenText } from '../../knowledge/shell-text.js';
import type { Instruction } from '../../model/dockerfile/types.js';
import type { ShellCommand } from '../../model/shell/types.js';

const PACKERS = /^(?:zip|gzip|jar|mksquashfs|mkfs(?:\.\w+)?|cpio|genisoimage|xorriso|dpkg-deb|rpmbuild|fpm)$/;

/** Records the time somewhere: in an archive, a database of packages, a compiled file. */
function recordsTime(command: ShellCommand, at: Instruction): boolean {
  if (packageCommandOf(command)?.action === 'install') return true;
  if (command.name === 'tar') return /^-?[a-zA-Z]*c[a-zA-Z]*$|^--create$/.test(command.args[0] ? writtenText(command.args[0]) : '');
  if (PACKERS.test(command.name ?? '')) return true;
  return languageCommandOf(command, at.state) !== undefined;
}

export default defineRule({
  id: 'dockerfile/missing-source-date-epoch',
  category: 'reproducibility',
  on: 'dockerfile.stage',
  summary: 'A stage that builds does not declare SOURCE_DATE_EPOCH',
  severity: 'hint',
  confidence: 'low',
  profile: 'all',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    missing: 'SOURCE_DATE_EPOCH is not declared, so what builds and packs here reads the clock: add ARG SOURCE_DATE_EPOCH',
  },
  docs: {
    description:
      'A stage that is used for the final image compiles, packs archives or installs packages, and neither it nor its parents declare ARG or ENV SOURCE_DATE_EPOCH.',
    rationale:
      'Compilers, archivers and documentation tools write the time into what they make. Those that follow the convention take it from SOURCE_DATE_EPOCH; BuildKit hands the build argument only to stages that declare it.',
    impact: 'Tools that honor it stamp the given time in place of the present.',
    audit: 'Build twice with --no-cache --build-arg SOURCE_DATE_EPOCH=0 and compare the digests.',
    remediation:
      'ARG SOURCE_DATE_EPOCH below FROM, and docker buildx build --build-arg SOURCE_DATE_EPOCH=$(git log -1 --format=%ct) --output type=image,rewrite-timestamp=true.',
    defaultValue: 'Tools read the clock.',
    references: ['Reproducible Builds: SOURCE_DATE_EPOCH', 'BuildKit: Build reproducibility'],
    limits: 'Whether the tools of the stage honor it is not known.',
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM golang:1.27\nRUN go build -o /app ./cmd\n',
      good: 'FROM golang:1.27\nARG SOURCE_DATE_EPOCH\nRUN go build -o /app ./cmd\n',
      byFix: true,
    },
  ],
  *check(stage, ctx) {
    const name = 'SOURCE_DATE_EPOCH';
    if (!stage.reachable || stage.endState.args.has(name) || stage.endState.env.has(name)) return;
    const isBuilding =
      compileStepsOf(stage).some(({ at }) => at.stage === stage) ||
      stage.instructions.some(
        (at) => at.keyword === 'RUN' && at.scripts().some(({ commands }) => commands.some((command) => recordsTime(command, at))),
      );
    if (!isBuilding) return;
    const change = insertAfter(ctx.model, stage.from, [`ARG ${name}`]);
    const fix: Fix | undefined = change && { title: `Declare ${name}`, safety: 'unsafe', ...change };
    yield ctx.problem('missing', { at: stage.from.keywordSpan, fixes: [fix] });
  },
});
