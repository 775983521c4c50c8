import { defineRule } from '../../engine/rule.js';
import { joinNeighbors } from '../../fix/dockerfile.js';
import type { DockerfileModel, Instruction } from '../../model/dockerfile/types.js';

/** `LABEL key value` cannot stand beside other pairs. */
const isOldForm = ({ pairs }: Instruction, text: string): boolean => pairs.some(({ name }) => text[name.span.end] !== '=');

/** How far pairs are indented behind LABEL in this file: as the first that has several lines, else to stand below each other. */
function indentOf(labels: readonly Instruction[], file: DockerfileModel): string {
  for (const { span } of labels) {
    const found = /\n([ \t]+)\S/.exec(file.text.slice(span.start, span.end))?.[1];
    if (found !== undefined) return found;
  }
  return '      ';
}

export default defineRule({
  id: 'dockerfile/ungrouped-labels',
  category: 'maintainability',
  on: 'dockerfile.stage',
  scope: { keywords: ['LABEL'] },
  summary: 'Several LABEL instructions stand in a row',
  severity: 'hint',
  confidence: 'high',
  profile: 'all',
  since: '0.1.0',
  fix: 'safe',
  messages: { several: '{count} LABEL instructions in a row are harder to read than one: join them' },
  docs: {
    description: 'Two or more LABEL instructions follow one another in a stage with nothing but blank lines between.',
    rationale: 'One LABEL shows at a glance what the image says of itself; each instruction is also an entry of its own in the history.',
    impact: 'None: the labels of the image stay the same.',
    audit: 'docker history IMAGE lists an entry for each LABEL.',
    remediation: 'Write all pairs behind one LABEL, one on each line.',
    defaultValue: 'Builders take any number of LABEL instructions.',
    references: ['Dockerfile reference: LABEL', 'Docker: Building best practices, LABEL'],
    limits: 'Instructions with comments between them are left as they are.',
  },
  equivalents: ['tally:labels/prefer-grouped', 'tally:labels/prefer-stable-order'],
  examples: [
    {
      bad: 'FROM alpine:3.24\nLABEL vendor="Acme"\nLABEL version="1.4"\n',
      good: 'FROM alpine:3.24\nLABEL vendor="Acme" \\\n      version="1.4"\n',
      byFix: true,
    },
  ],
  *check(stage, ctx) {
    let group: Instruction[] = [];
    const groups: Instruction[][] = [];
    for (const instruction of stage.instructions) {
      const last = group[group.length - 1];
      const isNext = last && instruction.keyword === 'LABEL' && ctx.text.slice(last.span.end, instruction.span.start).trim() === '';
      if (isNext) group.push(instruction);
      else {
        if (group.length > 1) groups.push(group);
        group = instruction.keyword === 'LABEL' ? [instruction] : [];
      }
    }
    if (group.length > 1) groups.push(group);
    for (const labels of groups) {
      const [first, second] = labels;
      if (!first || !second) continue;
      const glue = ` \\\n${indentOf(labels, ctx.model)}`;
      const change = labels.some((label) => isOldForm(label, ctx.text))
        ? undefined
        : joinNeighbors(ctx.model, labels, ctx.model.escape === '`' ? glue.replace('\\', '`') : glue);
      yield ctx.problem('several', {
        at: first.keywordSpan,
        data: { count: String(labels.length) },
        standsFor: ['tally:labels/prefer-grouped'],
        related: labels.slice(1).map(({ keywordSpan }) => ({ at: keywordSpan, message: 'Goes into the same LABEL' })),
        fixes: [change && { title: 'Join them', safety: 'safe', ...change }],
      });
    }
  },
});
