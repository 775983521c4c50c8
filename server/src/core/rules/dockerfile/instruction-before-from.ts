import { defineRule } from '../../engine/rule.js';
import { KEYWORDS } from '../../knowledge/instructions.js';

export default defineRule({
  id: 'dockerfile/instruction-before-from',
  category: 'syntax',
  on: 'dockerfile.file',
  summary: 'An instruction other than ARG stands above the first FROM, or there is no FROM',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  syntax: true,
  messages: {
    before: '{keyword} stands above the first FROM, where only ARG may stand: move it below a FROM',
    missing: 'No FROM in this file, so there is no image to build on: start with FROM and an image, or FROM scratch',
  },
  docs: {
    description:
      'An instruction other than ARG stands above the first FROM, or the file has instructions but no FROM. Comments, directives and blank lines may stand anywhere.',
    rationale: 'Every instruction changes an image; without a FROM above it there is none, and BuildKit refuses the file.',
    impact: 'None: the file cannot be built as it is.',
    audit: 'docker build --check . stops with "no build stage in current context".',
    remediation: 'Make FROM the first instruction; only ARG lines that FROM itself uses stay above it.',
    defaultValue: 'Not applicable.',
    references: ['Dockerfile reference: FROM', 'Dockerfile reference: Understand how ARG and FROM interact'],
    limits: 'A piece of a Dockerfile that another tool puts below a FROM is reported too.',
  },
  equivalents: [
    'hadolint:DL3061',
    'dockerfile-utils:NO_SOURCE_IMAGE',
    'dockerfilelint:from_first',
    'tally:require-stages',
    'datadog:52e2b1c6-56e4-5264-2fc6-523166b2c8f3',
    'datadog:19619060-f22e-094f-fda1-aacf37b69bba',
  ],
  examples: [
    { bad: 'ENV LANG=C.UTF-8\nFROM alpine:3.24\n', good: 'FROM alpine:3.24\nENV LANG=C.UTF-8\n', byFix: false },
    { bad: 'RUN apk add --no-cache curl\n', good: 'FROM alpine:3.24\nRUN apk add --no-cache curl\n', byFix: false },
  ],
  *check(file, ctx) {
    const firstFrom = file.stages[0]?.from.index ?? file.instructions.length;
    // An unknown word has its own finding, and may be the FROM that is missing.
    const above = file.instructions.slice(0, firstFrom).filter(({ keyword }) => keyword !== 'ARG');
    const known = above.filter(({ keyword }) => KEYWORDS.has(keyword));
    if (file.stages.length === 0) {
      const at = above[0] ?? file.instructions[0];
      if (!at || known.length < above.length) return;
      const isFirst = at === file.instructions[0];
      const peers = ['dockerfile-utils:NO_SOURCE_IMAGE', 'tally:require-stages', 'datadog:52e2b1c6-56e4-5264-2fc6-523166b2c8f3'];
      const order =
        isFirst && at.keyword !== 'ARG'
          ? ['hadolint:DL3061', 'dockerfilelint:from_first', 'datadog:19619060-f22e-094f-fda1-aacf37b69bba']
          : [];
      yield ctx.problem('missing', { at: at.keywordSpan, standsFor: [...order, ...peers] });
      return;
    }
    for (const { keyword, keywordSpan } of known) {
      const standsFor = [
        'hadolint:DL3061',
        'dockerfile-utils:NO_SOURCE_IMAGE',
        'dockerfilelint:from_first',
        'datadog:19619060-f22e-094f-fda1-aacf37b69bba',
      ];
      yield ctx.problem('before', { at: keywordSpan, data: { keyword }, standsFor });
    }
  },
});
