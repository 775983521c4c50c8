import { defineRule } from '../../engine/rule.js';
import { removeFlag } from '../../fix/dockerfile.js';

export default defineRule({
  id: 'dockerfile/redundant-target-platform',
  category: 'syntax',
  on: 'dockerfile.instruction',
  scope: { keywords: ['FROM'] },
  summary: 'FROM asks for the platform that it takes anyway',
  severity: 'hint',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'safe',
  messages: { redundant: 'FROM takes the platform that is built for by itself: remove --platform' },
  docs: {
    description:
      'FROM has --platform=$TARGETPLATFORM, with or without braces. A TARGETPLATFORM that the file gives a default above the first FROM is left alone.',
    rationale: 'It is the default, so that the flag says nothing; a reader looks for a reason that is not there.',
    impact: 'None with BuildKit. Builders without automatic platform arguments refuse the flag as it is.',
    audit: 'docker build --check . warns of RedundantTargetPlatform.',
    remediation: 'Remove the flag.',
    defaultValue: 'Without --platform FROM takes the platform that is built for.',
    references: ['Dockerfile reference: FROM', 'BuildKit: build checks, RedundantTargetPlatform'],
  },
  equivalents: ['hadolint:DL3065', 'buildkit:RedundantTargetPlatform'],
  examples: [{ bad: 'FROM --platform=$TARGETPLATFORM alpine:3.24\n', good: 'FROM alpine:3.24\n', byFix: true }],
  *check(instruction, ctx) {
    if (instruction.keyword !== 'FROM') return;
    const flag = instruction.flags.find(({ name }) => name === 'platform');
    if (flag?.value !== '$TARGETPLATFORM' && flag?.value !== '${TARGETPLATFORM}') return;
    if (instruction.state.args.get('TARGETPLATFORM') !== undefined) return;
    const change = removeFlag(ctx.model, instruction, 'platform');
    yield ctx.problem('redundant', {
      at: flag.span,
      fixes: [change && { title: 'Remove --platform', safety: 'safe', ...change }],
      tags: ['unnecessary'],
    });
  },
});
