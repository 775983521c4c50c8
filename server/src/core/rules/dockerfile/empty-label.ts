import { defineRule } from '../../engine/rule.js';
import { labelTypeOf } from '../../knowledge/label-values.js';

export default defineRule({
  id: 'dockerfile/empty-label',
  category: 'metadata',
  on: 'dockerfile.instruction',
  scope: { keywords: ['LABEL'] },
  summary: 'A label that tools read has an empty value',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    empty: 'Label "{key}" is empty, which hides that it is not known: give it a value or leave it out',
  },
  docs: {
    description:
      'A LABEL gives an empty value to a pre-defined key of the OCI image specification or to a key that labels.schema of the configuration names. A value with a variable is not empty, whatever the variable holds.',
    rationale:
      'Tools that look for the source or the version of an image take an empty value for an answer. It also covers the value that the base image set under the same key.',
    impact: 'There is no fix: only the author knows the value.',
    audit: 'docker image inspect --format "{{json .Config.Labels}}" IMAGE prints the labels.',
    remediation: 'Write the value, feed it from an ARG, or delete the label.',
    defaultValue: 'A label that is not written is inherited from the base image.',
    references: ['OCI Image Format Specification: Annotations, pre-defined keys', 'Dockerfile reference: LABEL'],
  },
  equivalents: ['hadolint:DL3051'],
  examples: [
    {
      bad: 'FROM alpine:3.24\nLABEL org.opencontainers.image.source=""\n',
      good: 'FROM alpine:3.24\nLABEL org.opencontainers.image.source="https://example.com/acme/app"\n',
      byFix: false,
    },
  ],
  *check(instruction, ctx) {
    if (instruction.keyword !== 'LABEL') return;
    for (const { name, value } of instruction.pairs) {
      if (value?.value.trim() !== '' || labelTypeOf(name.value, ctx.settings.labels.schema) === undefined) continue;
      yield ctx.problem('empty', { at: name.span, data: { key: name.value.replace(/^org\.opencontainers\.image\./, '') } });
    }
  },
});
