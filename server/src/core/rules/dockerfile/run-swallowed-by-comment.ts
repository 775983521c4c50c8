import { defineRule } from '../../engine/rule.js';
import { freeComments } from '../../fix/comments.js';

export default defineRule({
  id: 'dockerfile/run-swallowed-by-comment',
  category: 'shell',
  on: 'dockerfile.instruction',
  scope: { keywords: ['RUN'] },
  summary: 'A comment inside a continued RUN hides the rest of it from the shell',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    hidden: 'The lines of a RUN are joined, so the shell ignores all that follows this comment: move it to a line of its own',
  },
  docs: {
    description:
      'A # comment follows code on a line of a shell-form RUN that ends with the escape character. Comment lines between continued lines are fine, since BuildKit takes them out; so are heredocs, quotes, ${#x} and $#. PowerShell and cmd are not read.',
    rationale:
      'BuildKit joins continued lines before the shell sees them. To the shell everything behind the # is one long comment: packages are not installed, accounts are not made, clean-up does not run, and the step succeeds all the same.',
    impact: 'Commands that never ran before run, and may fail.',
    audit: 'docker history --no-trunc IMAGE shows the joined line with the # in it.',
    remediation: 'Put the comment on a line of its own above the command.',
    defaultValue: 'Not applicable.',
    references: ['Dockerfile reference: Format', 'ShellCheck wiki: SC1143'],
  },
  equivalents: ['~shellcheck:SC1143'],
  examples: [
    {
      bad: 'FROM alpine:3.24\nRUN apk add --no-cache curl \\ \n && echo done # note \\\n && adduser -D app\n',
      good: 'FROM alpine:3.24\nRUN apk add --no-cache curl \\ \n # note\n && echo done \\\n && adduser -D app\n',
      byFix: true,
    },
  ],
  *check(instruction, ctx) {
    if (instruction.keyword !== 'RUN') return;
    const [first] = instruction.hidingComments;
    const dialect = first && instruction.scripts()[0]?.dialect;
    if (!first || (dialect !== 'posix' && dialect !== 'bash')) return;
    const change = freeComments(ctx.model, instruction, instruction.hidingComments);
    yield ctx.problem('hidden', {
      at: first,
      standsFor: [],
      fixes: [change && { title: 'Move comments to lines of their own', safety: 'unsafe', ...change }],
    });
  },
});
