import { defineRuleFamily } from '../../engine/rule.js';
import { insertBefore } from '../../fix/dockerfile.js';
import { environmentUses } from '../../knowledge/script-variables.js';
import { globalArgsOf, originOf } from '../../knowledge/variable-origin.js';
import type { DockerfileModel, Instruction } from '../../model/dockerfile/types.js';
import type { Span } from '../../text/span.js';

const shared = {
  category: 'syntax',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
} as const;

interface Use {
  readonly name: string;
  readonly at: Span;
  readonly instruction: Instruction;
  /** The builder puts it in, not the shell. */
  readonly isExpanded: boolean;
}

/** Variables an instruction asks the build for: in its words, and in the scripts of RUN that do not set them. */
function* usesOf(instruction: Instruction): Generator<Use> {
  for (const text of instruction.expandedTexts) {
    for (const { name, span } of text.uses) yield { name, at: span, instruction, isExpanded: true };
  }
  if (instruction.keyword !== 'RUN') return;
  for (const script of instruction.scripts()) {
    for (const { name, span } of environmentUses(script)) yield { name, at: span, instruction, isExpanded: false };
  }
}

/** First use of each name in each stage; triggers run in other builds. */
function* firstUses(file: DockerfileModel): Generator<Use> {
  for (const stage of file.stages) {
    const seen = new Set<string>();
    for (const instruction of stage.instructions) {
      for (const use of usesOf(instruction)) {
        if (seen.has(use.name)) continue;
        const origin = originOf(use.name, instruction, file);
        if (origin !== 'global' && origin !== 'platform') continue;
        seen.add(use.name);
        yield use;
      }
    }
  }
}

export default defineRuleFamily({
  on: 'dockerfile.file',
  rows: [
    {
      ...shared,
      id: 'dockerfile/arg-out-of-scope',
      origin: 'global',
      summary: 'A stage uses an ARG that is declared above the first FROM only',
      messages: {
        undeclared: 'The ARG of "{name}" stands above FROM, where no stage sees it, so it is empty: repeat it in the stage',
      },
      equivalents: ['sonar:S6579', '~buildkit:UndefinedVar'],
      docs: {
        description:
          'A variable that is declared only by an ARG above the first FROM is used inside a stage, in a RUN or elsewhere, and neither the stage nor one it is built on declares it again. Names that the script sets itself, or may set by reading a file, are left alone. Each name is told once for each stage.',
        rationale:
          'An ARG above the first FROM is outside of every stage: only FROM sees it. In a stage the name is empty, so that a label, a path or a download has nothing where the version was meant, and the build succeeds.',
        impact: 'With the ARG repeated the value takes effect: other files are fetched or labels written than before.',
        audit:
          'docker build --check . reports UndefinedVar for other instructions than RUN; docker history --no-trunc IMAGE shows empty values.',
        remediation: 'Write ARG NAME, without a value, in the stage: it takes the default from above.',
        defaultValue: 'A stage sees no ARG but its own and those of the stages it is built on.',
        references: ['Dockerfile reference: Understand how ARG and FROM interact', 'BuildKit build checks: UndefinedVar'],
        limits: 'Scripts in PowerShell and cmd are not read.',
      },
      examples: [
        {
          bad: 'ARG VERSION=1.2\nFROM alpine:3.24\nLABEL org.opencontainers.image.version=$VERSION\n',
          good: 'ARG VERSION=1.2\nFROM alpine:3.24\nARG VERSION\nLABEL org.opencontainers.image.version=$VERSION\n',
          byFix: true,
        },
      ],
    },
    {
      ...shared,
      id: 'dockerfile/undeclared-platform-arg',
      origin: 'platform',
      summary: 'A stage uses a platform argument without declaring it',
      messages: {
        undeclared: 'BuildKit sets "{name}" only in stages that have an ARG for it, so it is empty here: add the ARG',
      },
      equivalents: ['~buildkit:UndefinedVar', '~sonar:S6579'],
      docs: {
        description:
          'A stage uses TARGETARCH, TARGETOS, TARGETPLATFORM, TARGETVARIANT, BUILDPLATFORM or another of the platform arguments, in a RUN or elsewhere, and neither the stage nor one it is built on declares it with ARG. Names that the script sets itself, or may set by reading a file, are left alone. Each name is told once for each stage.',
        rationale:
          'The platform arguments are there for FROM without a word, but a stage gets them only on request. Undeclared they are empty: GOARCH= builds for the machine of the builder, a URL misses its last part, and a fallback like ${TARGETARCH:-amd64} is always taken.',
        impact: 'With the ARG declared the stage is built once for each platform, with the right value.',
        audit: 'docker buildx build --platform linux/arm64 . and look at what is fetched or compiled.',
        remediation: 'Write ARG TARGETARCH in the stage.',
        defaultValue: 'Not set inside stages.',
        references: ['Dockerfile reference: Automatic platform ARGs in the global scope', 'Docker: Multi-platform builds'],
        limits: 'Scripts in PowerShell and cmd are not read.',
      },
      examples: [
        {
          bad: 'FROM golang:1.27\nRUN GOARCH=$TARGETARCH go build -o /app\n',
          good: 'FROM golang:1.27\nARG TARGETARCH\nRUN GOARCH=$TARGETARCH go build -o /app\n',
          byFix: true,
        },
      ],
    },
  ],
  *check(file, ctx, row) {
    if (row.origin === 'global' && file.globalArgs.length === 0) return;
    for (const { name, at, instruction, isExpanded } of firstUses(file)) {
      if (originOf(name, instruction, file) !== row.origin) continue;
      const change = insertBefore(file, instruction, [`ARG ${name}`]);
      const declared = globalArgsOf(file).get(name);
      yield ctx.problem('undeclared', {
        at,
        data: { name },
        standsFor: [...(row.origin === 'global' ? ['sonar:S6579'] : []), ...(isExpanded ? ['buildkit:UndefinedVar'] : [])],
        related: declared ? [{ at: declared.span, message: 'declared here, outside of every stage' }] : [],
        fixes: [change && { title: `Add ARG ${name}`, safety: 'unsafe', ...change }],
      });
    }
  },
});
