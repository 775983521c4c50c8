import { defineRule } from '../../engine/rule.js';
import { splitPairs } from '../../fix/dockerfile.js';
import { originOf } from '../../knowledge/variable-origin.js';
import type { Pair } from '../../model/dockerfile/types.js';
import { firstBehind } from '../../text/in-order.js';
import type { Span } from '../../text/span.js';

const holds = (outer: Span, inner: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;

/** The instruction is read anew for each fix; with the first of them applied the next ones have theirs. */
const MOST_FIXES = 20;

export default defineRule({
  id: 'dockerfile/env-self-reference',
  category: 'syntax',
  on: 'dockerfile.instruction',
  scope: { keywords: ['ENV'] },
  summary: 'An ENV uses a variable that the same ENV sets',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    beside: '"{name}" is set by this very ENV and not yet known to it, so nothing stands here: split the ENV in two',
  },
  docs: {
    description:
      'A pair of an ENV uses a variable that another pair of the same ENV sets, and that nothing sets before. A variable that is added to itself (PATH=/x:$PATH), one that an earlier ARG or ENV sets and one the base image is known to set are fine.',
    rationale:
      'All values of one ENV are worked out with the environment as it was before it. The variable is empty, and the path or version that is put together from it is wrong.',
    impact: 'Split in two the second ENV gets the value that was meant, so that the image changes.',
    audit: 'docker image inspect --format "{{.Config.Env}}" IMAGE',
    remediation: 'Set the variable in an ENV of its own above.',
    defaultValue: 'Not applicable.',
    references: ['Dockerfile reference: Environment replacement', 'hadolint: DL3044'],
  },
  equivalents: ['hadolint:DL3044', 'datadog:be8aab51-94cb-cc12-c40e-f6928d9b544a'],
  examples: [
    {
      bad: 'FROM alpine:3.24\nENV VERSION=1.2 ARCHIVE=app-$VERSION.tgz\n',
      good: 'FROM alpine:3.24\nENV VERSION=1.2\nENV ARCHIVE=app-$VERSION.tgz\n',
      byFix: true,
    },
  ],
  *check(instruction, ctx) {
    const { keyword, pairs } = instruction;
    if (keyword !== 'ENV' || pairs.length < 2) return;
    const names = new Map<string, Pair>();
    let fixes = 0;
    for (const pair of pairs) if (!names.has(pair.name.value)) names.set(pair.name.value, pair);
    for (const { uses } of instruction.expandedTexts) {
      for (const { name, span: at } of uses) {
        const setter = names.get(name);
        const user = setter && pairs[firstBehind(pairs, at.start, ({ span }) => span.start) - 1];
        if (!user || !holds(user.span, at) || user.name.value === name) continue;
        const origin = originOf(name, instruction, ctx.model);
        if (origin === 'set' || origin === 'image') continue;
        const isBefore = setter.span.start < user.span.start;
        const change = isBefore && fixes++ < MOST_FIXES ? splitPairs(ctx.model, instruction, user) : undefined;
        yield ctx.problem('beside', {
          at,
          data: { name },
          related: [{ at: setter.span, message: 'set here' }],
          fixes: [change && { title: 'Split the ENV here', safety: 'unsafe', ...change }],
        });
      }
    }
  },
});
