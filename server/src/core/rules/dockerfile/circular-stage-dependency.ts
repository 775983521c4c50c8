import { defineRule } from '../../engine/rule.js';
import { cyclesOf } from '../../knowledge/stage-graph.js';
import type { Stage } from '../../model/dockerfile/types.js';

const nameOf = (stage: Stage): string => stage.name?.value ?? String(stage.index);

export default defineRule({
  id: 'dockerfile/circular-stage-dependency',
  category: 'syntax',
  on: 'dockerfile.file',
  summary: 'Stages need each other, so that none can be built first',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  syntax: true,
  messages: {
    cycle: '"{later}" itself needs "{stage}", so neither can be built: take one reference out',
  },
  docs: {
    description:
      'FROM, COPY --from and from= of RUN --mount lead from a stage through later ones back to it. Each such circle is told once, at the first reference to a later stage; a stage that copies from itself has a rule of its own.',
    rationale: 'No order exists in which the stages could be built. BuildKit stops before the first instruction.',
    impact: 'None: the file cannot be built as it is.',
    audit: 'docker build stops with "circular dependency detected on stage".',
    remediation: 'Move what both need into a stage of its own above.',
    defaultValue: 'Not applicable.',
    references: ['Docker: Multi-stage builds'],
  },
  equivalents: ['tally:circular-stage-deps'],
  examples: [
    {
      bad: 'FROM alpine:3.24 AS a\nCOPY --from=b /x /x\nFROM alpine:3.24 AS b\nCOPY --from=a /y /y\n',
      good: 'FROM alpine:3.24 AS a\nFROM alpine:3.24 AS b\nCOPY --from=a /y /y\n',
      byFix: false,
    },
  ],
  *check(file, ctx) {
    for (const { stages, references } of cyclesOf(file)) {
      const [first] = references;
      if (!first?.stage || !first.at.stage) continue;
      yield ctx.problem('cycle', {
        at: first.span,
        data: { later: nameOf(first.stage), stage: nameOf(first.at.stage) },
        related: stages.map((stage) => ({ at: (stage.name ?? stage.image).span, message: 'part of the circle' })),
      });
    }
  },
});
