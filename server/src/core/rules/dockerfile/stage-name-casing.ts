import { defineRule } from '../../engine/rule.js';
import { replaceWords } from '../../fix/dockerfile.js';

export default defineRule({
  id: 'dockerfile/stage-name-casing',
  category: 'maintainability',
  on: 'dockerfile.stage',
  summary: 'A stage name has upper-case letters',
  severity: 'hint',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'safe',
  messages: { casing: 'The builder reads this name in lower case, however it is written: write "{lower}"' },
  docs: {
    description: 'The name behind AS has upper-case letters.',
    rationale:
      'Stage names are lower-cased by the builder: Build and build are one stage. A name in lower case says what is compared, and is what progress output and other tools show.',
    impact: 'None: references match in any case, and those of this file are changed along.',
    audit: 'docker build --check . warns of StageNameCasing.',
    remediation: 'Write the name, and what refers to it, in lower case.',
    defaultValue: 'Not applicable.',
    references: ['Dockerfile reference: FROM', 'BuildKit: build checks, StageNameCasing'],
  },
  equivalents: ['buildkit:StageNameCasing'],
  examples: [
    {
      bad: 'FROM golang:1.27 AS Build\nRUN go build -o /app .\nFROM scratch\nCOPY --from=Build /app /app\n',
      good: 'FROM golang:1.27 AS build\nRUN go build -o /app .\nFROM scratch\nCOPY --from=build /app /app\n',
      byFix: true,
    },
  ],
  *check(stage, ctx) {
    const { name, from } = stage;
    if (!name || name.value === name.value.toLowerCase() || name.value.includes('$')) return;
    const lower = name.value.toLowerCase();
    const uses = ctx.model.images.filter((use) => use.stage === stage && use.raw !== lower && use.raw.toLowerCase() === lower);
    const change = replaceWords(ctx.model, [
      { instruction: from, at: name.span, text: lower },
      ...uses.map((use) => ({ instruction: use.at, at: use.span, text: lower })),
    ]);
    yield ctx.problem('casing', {
      at: name.span,
      data: { lower },
      fixes: [change && { title: 'Write it in lower case', safety: 'safe', ...change }],
    });
  },
});
