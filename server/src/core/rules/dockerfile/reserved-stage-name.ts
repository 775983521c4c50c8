import { defineRule } from '../../engine/rule.js';
import { renameStage } from '../../fix/stages.js';

const RESERVED: ReadonlySet<string> = new Set(['scratch', 'context']);

export default defineRule({
  id: 'dockerfile/reserved-stage-name',
  category: 'syntax',
  on: 'dockerfile.stage',
  summary: 'A stage is named scratch or context',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    scratch: '"{name}" is also the name of the empty image, so later references may mean either: rename the stage',
    context: '"{name}" is what BuildKit calls the build context, so references may mean either: rename the stage',
  },
  docs: {
    description: 'A stage is named scratch or context, in any case.',
    rationale:
      'Both names mean something to BuildKit: scratch is the empty image, context the files that are sent to the builder. Whoever reads FROM scratch or --from=context expects that, and gets the stage.',
    impact: 'Builds that choose the stage with --target or replace it with --build-context have to use the new name.',
    audit: 'docker build --check . reports ReservedStageName.',
    remediation: 'Give the stage another name and correct the references to it.',
    defaultValue: 'A stage without AS has no name, only a number.',
    references: ['BuildKit build checks: ReservedStageName'],
  },
  equivalents: ['hadolint:DL3063', 'buildkit:ReservedStageName'],
  examples: [
    {
      bad: 'FROM alpine:3.24 AS scratch\nRUN apk add --no-cache curl\nFROM alpine:3.24\nCOPY --from=scratch /usr/bin/curl /usr/bin/\n',
      good: 'FROM alpine:3.24 AS scratch-stage\nRUN apk add --no-cache curl\nFROM alpine:3.24\nCOPY --from=scratch-stage /usr/bin/curl /usr/bin/\n',
      byFix: true,
    },
  ],
  *check(stage, ctx) {
    const { name } = stage;
    const reserved = name?.value.toLowerCase() ?? '';
    if (!name || !RESERVED.has(reserved)) return;
    const wanted = `${reserved}-stage`;
    const change = renameStage(ctx.model, stage, wanted);
    yield ctx.problem(reserved === 'scratch' ? 'scratch' : 'context', {
      at: name.span,
      data: { name: name.value },
      fixes: [change && { title: `Rename to ${wanted}`, safety: 'unsafe', ...change }],
    });
  },
});
