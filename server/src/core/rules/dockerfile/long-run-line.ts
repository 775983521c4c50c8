import type { Fix } from '../../engine/rule.js';
import { defineRule } from '../../engine/rule.js';
import { count } from '../../engine/options.js';
import { replaceWords } from '../../fix/dockerfile.js';
import type { DockerfileModel, Instruction } from '../../model/dockerfile/types.js';
import type { Span } from '../../text/span.js';

const LEAST_WORDS = 7;
const MOST_MARKED = 20;

/** A longer RUN is read again for each fix. In UTF-16 code units. */
const LONGEST_FIXED = 20_000;

/** Where the `&&` of the list stand that the script is, with the blanks around them. */
function operatorsOf(run: Instruction, text: string): readonly Span[] {
  const found: Span[] = [];
  for (const { form, commands } of run.scripts()) {
    if (form !== 'shell') continue;
    let end = -1;
    for (const command of commands) {
      // What stands inside another command is no part of the list.
      if (command.span.start < end) continue;
      const gap = end < 0 ? '' : text.slice(end, command.span.start);
      if (/^[ \t]*&&[ \t]*$/.test(gap)) found.push({ start: end, end: command.span.start });
      end = Math.max(end, command.span.end);
    }
  }
  return found;
}

function brokenAt(operators: readonly Span[], run: Instruction, file: DockerfileModel): Fix | undefined {
  if (operators.length === 0 || run.onbuild || run.headSpan.end - run.headSpan.start > LONGEST_FIXED) return undefined;
  // As the other lines of this RUN begin.
  const indent = /\n([ \t]+)&&/.exec(file.text.slice(run.headSpan.start, run.headSpan.end))?.[1] ?? ' ';
  const change = replaceWords(
    file,
    operators.map((at) => ({ instruction: run, at, text: ` ${file.escape}\n${indent}&& ` })),
  );
  return change && { title: 'Break the line at &&', safety: 'unsafe', ...change };
}

export default defineRule({
  id: 'dockerfile/long-run-line',
  category: 'maintainability',
  on: 'dockerfile.instruction',
  scope: { keywords: ['RUN'] },
  summary: 'A line of a RUN is too long to be read',
  severity: 'hint',
  confidence: 'high',
  profile: 'all',
  since: '0.1.0',
  fix: 'unsafe',
  messages: { long: 'This line has {count} characters, so a change in it is hard to see: break it at && or between words' },
  docs: {
    description: 'A line of a RUN is longer than maxLength, has at least seven words and no URL. Bodies of heredocs are not looked at.',
    rationale:
      'A review shows lines. Where one holds five commands, a change in the third of them is easily missed, and so is a merge that went wrong.',
    impact: 'None: the builder joins continued lines again. The layer is built anew, as its text is another.',
    audit: 'awk "length > 120" Dockerfile lists long lines.',
    remediation: 'End the line with the escape character in front of && and go on below.',
    defaultValue: 'Lines may have any length.',
    references: ['Docker: Building best practices, sort multi-line arguments'],
  },
  equivalents: ['sonar:S7020', 'tally:newline-per-chained-call'],
  options: { maxLength: count(120, 'Characters that a line may have') },
  examples: [
    {
      bad: `FROM alpine:3.24\nRUN apk add --no-cache ca-certificates curl git jq openssl tzdata && adduser -D -u 10001 -h /srv app && mkdir -p /srv/data/cache\n`,
      good: `FROM alpine:3.24\nRUN apk add --no-cache ca-certificates curl git jq openssl tzdata \\\n && adduser -D -u 10001 -h /srv app \\\n && mkdir -p /srv/data/cache\n`,
      byFix: true,
    },
  ],
  *check(run, ctx) {
    if (run.keyword !== 'RUN') return;
    const { maxLength } = ctx.options;
    const { start, end } = run.headSpan;
    let all: readonly Span[] | undefined;
    for (let at = start; at < end;) {
      const lineStart = at === start ? run.lines.start : at;
      let lineEnd = ctx.text.indexOf('\n', at);
      if (lineEnd < 0 || lineEnd > end) lineEnd = end;
      at = lineEnd + 1;
      const whole = lineEnd - lineStart - (ctx.text[lineEnd - 1] === '\r' ? 1 : 0);
      // Mounts and the like are no part of the script.
      const own = run.flags.filter(({ span }) => span.start >= lineStart && span.end <= lineEnd);
      const flags = own.reduce((sum, { span }) => sum + span.end - span.start + 1, 0);
      const length = whole - flags;
      if (length <= maxLength) continue;
      const line = ctx.text.slice(lineStart, lineEnd).trim();
      if (line.startsWith('#') || /\w:\/\//.test(line) || line.split(/\s+/).length < LEAST_WORDS) continue;
      all ??= operatorsOf(run, ctx.text);
      const operators = all.filter((at) => at.start >= lineStart && at.end <= lineEnd);
      const from = lineStart + flags + maxLength;
      yield ctx.problem('long', {
        at: { start: from, end: Math.min(lineStart + whole, from + MOST_MARKED) },
        data: { count: String(length) },
        standsFor: ['sonar:S7020', ...(operators.length > 0 ? ['tally:newline-per-chained-call'] : [])],
        fixes: [brokenAt(operators, run, ctx.model)],
      });
    }
  },
});
