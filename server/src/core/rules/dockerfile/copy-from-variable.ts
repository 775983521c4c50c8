import { defineRule } from '../../engine/rule.js';
import { copyFromNewStage } from '../../fix/stages.js';
import { PLATFORM_ARGS } from '../../knowledge/predefined-args.js';
import { globalArgsOf } from '../../knowledge/variable-origin.js';
import type { ImageUse } from '../../model/dockerfile/types.js';

/** "tools" of "ghcr.io/acme/tools:$VERSION", else the name of the variable. */
function stageName({ raw }: ImageUse): string {
  const path = raw.replace(/[:@].*$/, '').replace(/^.*\//, '');
  const plain = /^\$\{?([A-Za-z_]\w*)/.exec(path)?.[1] ?? path;
  const name = plain.toLowerCase().replace(/[^a-z0-9-]+/g, '-');
  return /^[a-z]/.test(name) ? name : 'source';
}

/** The ARG of the stage above the use, as it would stand above the first FROM. */
function stageArg(text: string, { at: { stage, index } }: ImageUse, name: string): string | undefined {
  const argument = stage?.instructions
    .filter((other) => other.index < index && other.keyword === 'ARG' && other.pairs.some((pair) => pair.name.value === name))
    .at(-1);
  const pair = argument?.pairs.find((other) => other.name.value === name);
  if (!argument || !pair || argument.expandedTexts.some(({ uses }) => uses.length > 0)) return undefined;
  return `ARG ${text.slice(pair.span.start, pair.span.end)}`;
}

export default defineRule({
  id: 'dockerfile/copy-from-variable',
  category: 'syntax',
  on: 'dockerfile.image',
  summary: 'COPY --from or RUN --mount from= holds a variable',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  syntax: true,
  messages: {
    variable: 'Variables are not replaced here, so the build stops: write FROM {image} AS name and copy from that',
  },
  docs: {
    description: 'The value of COPY --from or of from= in a RUN --mount holds a variable.',
    rationale: 'These two are taken as they are written. The text with the dollar sign is no stage and no image, so the build stops.',
    impact: 'A new stage is added, which names the image; an ARG of the stage is repeated above the first FROM, where FROM sees it.',
    audit: 'docker build stops with "failed to parse stage name" or "doesn\'t support variable expansion".',
    remediation: 'Name the image in a FROM, which does take variables, and copy from that stage.',
    defaultValue: 'Not applicable.',
    references: ['Dockerfile reference: COPY --from', 'Dockerfile reference: Environment replacement'],
  },
  equivalents: ['dockerfile-utils:FLAG_INVALID_FROM_VALUE'],
  examples: [
    {
      bad: 'ARG UV=0.9\nFROM python:3.14-slim\nCOPY --from=ghcr.io/astral-sh/uv:$UV /uv /bin/\n',
      good: 'ARG UV=0.9\nFROM ghcr.io/astral-sh/uv:$UV AS uv\nFROM python:3.14-slim\nCOPY --from=uv /uv /bin/\n',
      byFix: true,
    },
  ],
  *check(use, ctx) {
    if (use.place === 'from' || !/\$[^\s$]/.test(use.raw)) return;
    const globals = globalArgsOf(ctx.model);
    const needed: string[] = [];
    const isKnown = use.variables.every((name) => {
      if (globals.has(name) || PLATFORM_ARGS.has(name)) return true;
      const argument = stageArg(ctx.text, use, name);
      if (argument !== undefined) needed.push(argument);
      return argument !== undefined;
    });
    const change = isKnown && use.variables.length > 0 ? copyFromNewStage(ctx.model, use, stageName(use), needed) : undefined;
    yield ctx.problem('variable', {
      at: use.shortSpan,
      data: { image: use.raw.length > 24 ? '$IMAGE' : use.raw },
      standsFor: use.place === 'copy-from' ? ['dockerfile-utils:FLAG_INVALID_FROM_VALUE'] : [],
      fixes: [change && { title: 'Copy from a stage of its own', safety: 'unsafe', ...change }],
    });
  },
});
