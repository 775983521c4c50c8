import { defineRule } from '../../engine/rule.js';
import { nearest } from '../../text/nearest.js';

export default defineRule({
  id: 'dockerfile/unknown-label',
  category: 'metadata',
  on: 'dockerfile.instruction',
  scope: { keywords: ['LABEL'] },
  summary: 'A label is not in the schema of the configuration',
  severity: 'info',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    unknown: 'Label "{key}" is not in labels.schema, so nothing is known to read it: take it out, or name it there',
    misspelled: 'Label "{key}" is not in labels.schema, so nothing reads it: write "{known}"',
  },
  docs: {
    description:
      'The configuration has labels.strict, and a LABEL sets a key that neither labels.schema nor labels.required names. Without labels.strict the rule is silent.',
    rationale:
      'Where labels feed an inventory or a policy, a key with a typing error is a label that is missing, and a key nobody agreed on is read by nobody.',
    impact: 'There is no fix: whether the key or the schema is wrong is for people to say.',
    audit: 'docker image inspect --format "{{json .Config.Labels}}" IMAGE prints the labels.',
    remediation: 'Write the key as the schema has it, or add it to labels.schema.',
    defaultValue: 'Any key may be set.',
    references: ['Seaworthy: labels.schema and labels.strict in the configuration', 'Dockerfile reference: LABEL'],
  },
  equivalents: ['hadolint:DL3050'],
  examples: [
    {
      bad: 'FROM alpine:3.24\nLABEL com.example.taem="web"\n',
      good: 'FROM alpine:3.24\nLABEL com.example.team="web"\n',
      byFix: false,
      given: {
        says: 'with `labels: { strict: true, schema: { com.example.team: text } }`',
        settings: { labels: { required: [], schema: { 'com.example.team': 'text' }, strict: true } },
      },
    },
  ],
  *check(instruction, ctx) {
    const { labels } = ctx.settings;
    if (instruction.keyword !== 'LABEL' || !labels.strict) return;
    for (const { name } of instruction.pairs) {
      const key = name.value;
      if (Object.hasOwn(labels.schema, key) || labels.required.includes(key) || key.includes('$')) continue;
      const known = nearest(key, [...Object.keys(labels.schema), ...labels.required], 2);
      if (known === undefined) yield ctx.problem('unknown', { at: name.span, data: { key } });
      else yield ctx.problem('misspelled', { at: name.span, data: { key, known } });
    }
  },
});
