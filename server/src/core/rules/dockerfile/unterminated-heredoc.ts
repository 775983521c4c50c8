import { defineRule } from '../../engine/rule.js';

export default defineRule({
  id: 'dockerfile/unterminated-heredoc',
  category: 'syntax',
  on: 'dockerfile.instruction',
  summary: 'A heredoc has no line that ends it',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  syntax: true,
  messages: {
    open: 'No line "{name}" ends this heredoc, so it takes the rest of the file: put it alone on a line',
    blanks: 'The line "{name}" has blanks around it and does not end this heredoc: put it alone on the line',
  },
  docs: {
    description:
      'RUN, COPY or ADD opens a heredoc (<<NAME, <<-NAME, quoted or not) and no line down to the end of the file is exactly NAME. Only <<- allows tabs in front of it; blanks are never allowed.',
    rationale: 'BuildKit refuses the file, and everything below the opener is text of the heredoc, not instructions.',
    impact: 'None: the file cannot be built as it is.',
    audit: 'docker build --check . stops with "unterminated heredoc".',
    remediation: 'Write the name alone on a line below the body, without blanks in front of or behind it.',
    defaultValue: 'Not applicable.',
    references: ['Dockerfile reference: Here-Documents'],
  },
  equivalents: ['sonar:S2260'],
  examples: [
    {
      bad: 'FROM alpine:3.24\nRUN <<EOF\napk add --no-cache curl\n',
      good: 'FROM alpine:3.24\nRUN <<EOF\napk add --no-cache curl\nEOF\n',
      byFix: false,
    },
  ],
  *check(instruction, ctx) {
    if (instruction.onbuild) return;
    // Behind the first open heredoc there is no text left for others.
    const open = instruction.heredocs.find(({ terminated }) => !terminated);
    if (!open) return;
    const lines = open.body.split(/\r*\n/);
    const key = lines.some((line) => line.trim() === open.name) ? 'blanks' : 'open';
    yield ctx.problem(key, { at: open.openerSpan, data: { name: open.name } });
  },
});
