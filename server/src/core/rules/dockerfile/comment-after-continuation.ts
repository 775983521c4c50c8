import { defineRule } from '../../engine/rule.js';
import { freeContinuation } from '../../fix/comments.js';
import { KEYWORDS } from '../../knowledge/instructions.js';

export default defineRule({
  id: 'dockerfile/comment-after-continuation',
  category: 'syntax',
  on: 'dockerfile.instruction',
  summary: 'A comment behind the escape character ends the instruction',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'safe',
  syntax: true,
  messages: {
    broken: 'Behind {escape} stands a comment, so the line ends and the build stops below: move the comment up',
    ended: 'Behind {escape} stands a comment, so the instruction ends here: move the comment up',
  },
  docs: {
    description:
      'The last line of an instruction ends in the escape character, blanks and a # comment. It is an error when the line below is no instruction. Text inside quotes and a # that is part of a word are left alone.',
    rationale:
      'Only an escape character at the very end of a line continues it. Here the line ends, the comment becomes part of the arguments, and what was meant as the rest is read as an instruction of its own.',
    impact: 'The rest of the instruction, which was cut off, belongs to it again.',
    audit: 'docker build --check . stops with "unknown instruction" one line below.',
    remediation: 'Put the comment on a line of its own; comment lines between continued lines are fine.',
    defaultValue: 'Not applicable.',
    references: ['Dockerfile reference: Format', 'ShellCheck wiki: SC1143'],
  },
  equivalents: ['~shellcheck:SC1143'],
  examples: [
    {
      bad: 'FROM alpine:3.24\nRUN apk add --no-cache \\\n    curl \\ # for the check\n    jq\n',
      good: 'FROM alpine:3.24\nRUN apk add --no-cache \\\n    # for the check\n    curl \\\n    jq\n',
      byFix: true,
    },
  ],
  *check(instruction, ctx) {
    if (instruction.onbuild) return;
    const escape = instruction.brokenContinuation;
    if (!escape) return;
    const next = ctx.model.instructions[instruction.index + 1];
    const isBroken = next !== undefined && !KEYWORDS.has(next.keyword);
    const change = freeContinuation(ctx.model, escape, KEYWORDS);
    // What follows is no instruction by itself: the file cannot be built, and nobody can mean anything else.
    const safety = isBroken ? ('safe' as const) : ('unsafe' as const);
    const end = ctx.text.indexOf('\n', escape.end);
    yield ctx.problem(isBroken ? 'broken' : 'ended', {
      at: { start: escape.start, end: Math.min(escape.end + 1, end < 0 ? ctx.text.length : end) },
      severity: isBroken ? 'error' : 'warning',
      data: { escape: ctx.model.escape },
      standsFor: instruction.keyword === 'RUN' ? ['shellcheck:SC1143'] : [],
      fixes: [
        next && next.lines.start === instruction.lines.end && change ? { title: 'Move the comment up', safety, ...change } : undefined,
      ],
    });
  },
});
