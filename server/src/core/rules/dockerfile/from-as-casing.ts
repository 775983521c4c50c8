import { defineRule } from '../../engine/rule.js';
import { replaceWord } from '../../fix/dockerfile.js';

export default defineRule({
  id: 'dockerfile/from-as-casing',
  category: 'maintainability',
  on: 'dockerfile.instruction',
  scope: { keywords: ['FROM'] },
  summary: 'AS is not in the case of its FROM',
  severity: 'hint',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'safe',
  messages: { casing: 'AS is not in the case of its FROM, though both are one instruction: write {wanted}' },
  docs: {
    description: 'AS is not written in the case of its FROM. A FROM in mixed case is left to dockerfile/instruction-casing.',
    rationale: 'Both are keywords of one instruction; written alike they are seen as such.',
    impact: 'None: the builder does not tell upper from lower case here.',
    audit: 'docker build --check . warns of FromAsCasing.',
    remediation: 'Write FROM with AS, or from with as.',
    defaultValue: 'Not applicable.',
    references: ['Dockerfile reference: FROM', 'BuildKit: build checks, FromAsCasing'],
  },
  equivalents: ['buildkit:FromAsCasing', '~sonar:S6476'],
  examples: [{ bad: 'FROM alpine:3.24 as base\n', good: 'FROM alpine:3.24 AS base\n', byFix: true }],
  *check(instruction, ctx) {
    if (instruction.keyword !== 'FROM') return;
    const as = instruction.words[1];
    if (instruction.words.length < 3 || as?.value.toUpperCase() !== 'AS') return;
    const from = ctx.text.slice(instruction.keywordSpan.start, instruction.keywordSpan.end);
    const wanted = from === 'FROM' ? 'AS' : from === 'from' ? 'as' : as.value;
    if (as.value === wanted) return;
    const change = replaceWord(ctx.model, instruction, as.span, wanted);
    yield ctx.problem('casing', {
      at: as.span,
      data: { wanted },
      standsFor: ['buildkit:FromAsCasing', ...(wanted === 'AS' ? ['sonar:S6476'] : [])],
      fixes: [change && { title: `Write ${wanted}`, safety: 'safe', ...change }],
    });
  },
});
