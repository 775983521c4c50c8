import { defineRule } from '../../engine/rule.js';
import { relayInstructions } from '../../fix/dockerfile.js';
import { KEYWORDS } from '../../knowledge/instructions.js';
import type { Edit } from '../../text/span.js';

const EQUIVALENTS = ['buildkit:NoEmptyContinuation', 'dockerfile-utils:EMPTY_CONTINUATION_LINE'];

/** The keyword of an instruction that the line would be, were it not joined to the one above. */
function keywordAt(text: string, start: number): string | undefined {
  const word = /^[ \t]*([A-Z]+)[ \t]+\S/.exec(text.slice(start, start + 200))?.[1];
  return word !== undefined && KEYWORDS.has(word) ? word : undefined;
}

export default defineRule({
  id: 'dockerfile/empty-continuation-line',
  category: 'syntax',
  on: 'dockerfile.instruction',
  summary: 'An empty line stands inside a continued instruction',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'safe',
  syntax: true,
  messages: {
    empty: 'The {keyword} goes on below the empty line, which BuildKit will refuse one day: delete the empty line',
    joined: 'This {escape} makes {keyword} below the empty line part of this instruction: remove it',
  },
  docs: {
    description:
      'An empty line follows a line that ends with the escape character. Comment lines and the bodies of heredocs do not count. It is an error where the line below starts with a keyword in capitals, since that instruction is then swallowed.',
    rationale:
      'The builder skips the empty line and joins what follows, while a reader takes the empty line for the end. A forgotten backslash so makes the next instruction part of the one above: a CMD becomes arguments of a RUN. The Dockerfile reference announces that empty lines will be refused.',
    impact: 'None for deleted empty lines; without the backslash the instruction below is read as one.',
    audit: 'docker build --check . reports NoEmptyContinuation.',
    remediation: 'Delete the empty line, or the backslash in front of it.',
    defaultValue: 'Not applicable.',
    references: ['BuildKit build checks: NoEmptyContinuation', 'Dockerfile reference: Format'],
  },
  equivalents: EQUIVALENTS,
  examples: [
    {
      bad: 'FROM alpine:3.24\nRUN apk add --no-cache \\\n\n    curl\n',
      good: 'FROM alpine:3.24\nRUN apk add --no-cache \\\n    curl\n',
      byFix: true,
    },
  ],
  *check(instruction, ctx) {
    if (instruction.onbuild) return;
    for (const { escape, lines, next } of instruction.blankLines) {
      const swallowed = keywordAt(ctx.text, next);
      if (swallowed !== undefined) {
        const start = ctx.text.slice(0, escape.start).trimEnd().length;
        const change = relayInstructions(ctx.model, [{ span: { start, end: escape.end }, newText: '' }], KEYWORDS);
        yield ctx.problem('joined', {
          at: escape,
          severity: 'error',
          data: { escape: ctx.model.escape, keyword: swallowed },
          fixes: [change && { title: 'End the instruction here', safety: 'unsafe', ...change }],
        });
        continue;
      }
      const edits = lines.map((span): Edit => ({ span, newText: '' }));
      yield ctx.problem('empty', {
        at: escape,
        data: { keyword: instruction.keyword },
        fixes: [
          { title: lines.length > 1 ? 'Delete the empty lines' : 'Delete the empty line', safety: 'safe', edits, effect: { kind: 'none' } },
        ],
      });
    }
  },
});
