import type { Fix } from '../../engine/rule.js';
import { defineRule } from '../../engine/rule.js';
import { replaceInstruction } from '../../fix/dockerfile.js';
import { frontendChannel } from '../../knowledge/frontend.js';
import type { DockerfileModel, Instruction } from '../../model/dockerfile/types.js';
import type { ShellCommand, ShellScript } from '../../model/shell/types.js';
import type { Span } from '../../text/span.js';

const LEAST_STEPS = 4;
const LEAST_LINES = 2;

/** Heredocs came with version 1.4, and with the labs channel of 1.3. */
function knowsHeredocs(file: DockerfileModel): boolean {
  if (!file.frontend) return true;
  const channel = frontendChannel(file);
  const [, major, minor] = /:(\d+)(?:\.(\d+))?/.exec(file.frontend.value) ?? [];
  return channel === 'labs' || (channel === 'stable' && (major !== '1' || minor === undefined || Number(minor) >= 4));
}

/** The steps of a plain list joined by &&, pipelines whole; absent for any other shape. */
function stepsOf({ commands }: ShellScript, text: string): readonly Span[] | undefined {
  const steps: { start: number; end: number }[] = [];
  let end = -1;
  for (const { span } of commands) {
    if (span.start < end) continue;
    const gap =
      end < 0
        ? ''
        : text
            .slice(end, span.start)
            .replace(/\n[ \t]*#[^\n]*/g, '')
            .replace(/[\\`][ \t]*\r?\n/g, '');
    const last = steps[steps.length - 1];
    if (end < 0 || /^\s*&&\s*$/.test(gap)) steps.push({ start: span.start, end: span.end });
    else if (last && /^\s*\|&?\s*$/.test(gap)) last.end = span.end;
    else return undefined;
    end = Math.max(end, span.end);
  }
  return steps;
}

/** echo, printf and cat that write into one file. */
function writesOf({ commands }: ShellScript): readonly ShellCommand[] {
  const targets = new Map<string, ShellCommand[]>();
  for (const command of commands) {
    if (!/^(?:echo|printf|cat)$/.test(command.name ?? '') || command.pipeline.length > 1) continue;
    const target = command.redirects.find(({ operator }) => operator === '>' || operator === '>>')?.target?.raw;
    if (target === undefined || target === '/dev/null' || target.startsWith('&')) continue;
    targets.set(target, [...(targets.get(target) ?? []), command]);
  }
  return [...targets.values()].find((found) => found.length >= LEAST_LINES) ?? [];
}

/** A line that goes on inside single quotes: there a shell would take the escape character for text. */
function goesOnInQuotes(step: string): boolean {
  let quote = '';
  for (let i = 0; i < step.length; i++) {
    const c = step.charAt(i);
    if (c === '\\' && quote !== "'") i++;
    else if (c === '\\' && step[i + 1] === '\n') return true;
    else if (quote === '' ? c === "'" || c === '"' : c === quote) quote = quote === '' ? c : '';
  }
  return false;
}

function asHeredoc(file: DockerfileModel, run: Instruction, script: ShellScript, steps: readonly Span[]): Fix | undefined {
  const { text } = file;
  const first = steps[0]?.start ?? 0;
  const last = steps[steps.length - 1]?.end ?? 0;
  // A carriage return would be part of the commands.
  if (run.onbuild || file.escape !== '\\' || text.includes('\r') || file.comments.some(({ inside }) => inside === run)) return undefined;
  if (script.span.start !== first || text.slice(last, script.span.end).trim() !== '') return undefined;
  const lines = steps.map(({ start, end }) => text.slice(start, end));
  if (lines.some((line) => line.includes('EOF') || line.includes('<<') || goesOnInQuotes(line))) return undefined;
  const head = text.slice(run.span.start, run.argumentsSpan.start).trimEnd();
  const change = replaceInstruction(file, run, [`${head} <<EOF`, 'set -e', ...lines, 'EOF'].join('\n'));
  return change && { title: 'Write it as a heredoc', safety: 'unsafe', ...change };
}

export default defineRule({
  id: 'dockerfile/heredoc-candidate',
  category: 'maintainability',
  on: 'dockerfile.instruction',
  scope: { keywords: ['RUN'] },
  summary: 'A RUN of many steps could be a heredoc',
  severity: 'hint',
  confidence: 'medium',
  profile: 'all',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    steps: '{count} steps behind && and continued lines are easily broken by a change: write them as RUN <<EOF',
    file: '{count} commands write one file line by line, which hides what is in it: write it as COPY <<EOF',
  },
  docs: {
    description:
      'A RUN is a list of four or more steps joined by &&, or two or more echo, printf or cat in it write into the same file, and the frontend of the file knows heredocs (docker/dockerfile 1.4 or newer, or none named). Other shapes of scripts, shells other than sh and bash, and JSON are left alone.',
    rationale:
      'In a heredoc a script looks as it does in a file: no escape characters to forget, comments where they belong, quotes as they are meant.',
    impact:
      'set -e does not end the script where && does in each case: a command that fails in front of || or in a condition goes on. The layer is built anew.',
    audit: 'docker build --progress=plain prints each step of the script.',
    remediation: 'Write RUN <<EOF, set -e, one command on each line, and EOF; for a file COPY <<EOF /etc/app.conf.',
    defaultValue: 'A RUN in shell form is one logical line.',
    references: ['Dockerfile reference: here-documents'],
  },
  equivalents: ['tally:prefer-run-heredoc', 'tally:prefer-copy-heredoc'],
  examples: [
    {
      bad: 'FROM alpine:3.24\nRUN apk add --no-cache curl && \\\n    adduser -D -u 10001 app && \\\n    mkdir /data && \\\n    chown app /data\n',
      good: 'FROM alpine:3.24\nRUN <<EOF\nset -e\napk add --no-cache curl\nadduser -D -u 10001 app\nmkdir /data\nchown app /data\nEOF\n',
      byFix: true,
    },
  ],
  *check(run, ctx) {
    if (run.keyword !== 'RUN' || run.json || run.heredocs.length > 0 || run.isDangling || !knowsHeredocs(ctx.model)) return;
    const scripts = run.scripts();
    const [script] = scripts;
    if (scripts.length !== 1 || script?.form !== 'shell' || script.hasErrors || !/^(?:posix|bash)$/.test(script.dialect)) return;
    const writes = writesOf(script);
    const [write] = writes;
    if (write) {
      yield ctx.problem('file', {
        at: write.word.span,
        data: { count: String(writes.length) },
        standsFor: ['tally:prefer-copy-heredoc'],
      });
      return;
    }
    const steps = stepsOf(script, ctx.text);
    if (!steps || steps.length < LEAST_STEPS) return;
    yield ctx.problem('steps', {
      at: run.keywordSpan,
      data: { count: String(steps.length) },
      standsFor: ['tally:prefer-run-heredoc'],
      fixes: [asHeredoc(ctx.model, run, script, steps)],
    });
  },
});
