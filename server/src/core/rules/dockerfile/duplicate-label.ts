import { defineRule } from '../../engine/rule.js';
import { removePair } from '../../fix/pairs.js';
import type { Instruction, Pair } from '../../model/dockerfile/types.js';

export default defineRule({
  id: 'dockerfile/duplicate-label',
  category: 'metadata',
  on: 'dockerfile.stage',
  scope: { keywords: ['LABEL'] },
  summary: 'A stage sets the same label twice',
  severity: 'info',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'safe',
  messages: {
    same: 'Label "{key}" is set again below to the same value: delete one of the two',
    overwritten: 'Label "{key}" is set again below, so this value never counts: delete one of the two',
  },
  docs: {
    description: 'A stage sets the same key of a label more than once, in one LABEL or in several. The last one counts.',
    rationale:
      'A reader who finds the first value takes it for the one of the image, and who changes it wonders why nothing happens. Often one of the two was meant to have another key.',
    impact: 'None: nothing can read a label while the image is built, so the earlier value is never seen.',
    audit: 'docker image inspect --format "{{json .Config.Labels}}" IMAGE prints the labels that count.',
    remediation: 'Delete the earlier pair, or give it the key that was meant.',
    defaultValue: 'The last value of a key wins.',
    references: ['Dockerfile reference: LABEL'],
  },
  equivalents: ['tally:labels/no-duplicate-keys'],
  examples: [
    {
      bad: 'FROM alpine:3.24\nLABEL version=1.3\nLABEL vendor=Acme \\\n      version=1.4\n',
      good: 'FROM alpine:3.24\nLABEL vendor=Acme \\\n      version=1.4\n',
      byFix: true,
    },
  ],
  *check(stage, ctx) {
    const last = new Map<string, { readonly pair: Pair; readonly at: Instruction }>();
    for (const at of stage.instructions) {
      if (at.keyword !== 'LABEL') continue;
      for (const pair of at.pairs) {
        const key = pair.name.value;
        const earlier = last.get(key);
        last.set(key, { pair, at });
        if (!earlier || key.includes('$')) continue;
        const change = removePair(ctx.model, earlier.at, earlier.pair);
        // A variable may have changed between the two.
        const isSame = earlier.pair.value?.value === pair.value?.value && !pair.value?.value.includes('$');
        yield ctx.problem(isSame ? 'same' : 'overwritten', {
          at: earlier.pair.name.span,
          data: { key },
          tags: ['unnecessary'],
          related: [{ at: pair.name.span, message: 'The value that counts' }],
          fixes: [change && { title: 'Delete the value that does not count', safety: 'safe', ...change }],
        });
      }
    }
  },
});
