import type { Fix } from '../../engine/rule.js';
import { defineRule } from '../../engine/rule.js';
import { replaceShellWord } from '../../fix/shell.js';
import { shellOf } from '../../knowledge/run-shell.js';
import type { DockerfileModel, Instruction } from '../../model/dockerfile/types.js';
import type { ShellCommand, ShellScript, ShellWord } from '../../model/shell/types.js';

/** Only what is nothing but an expansion in quotes can be told from a format. */
function withFormat(
  model: DockerfileModel,
  instruction: Instruction,
  script: ShellScript,
  command: ShellCommand,
  format: ShellWord,
): Fix | undefined {
  if (command.args.length !== 1 || !/^"\$(?:\w+|\{\w+\})"$/.test(format.raw)) return undefined;
  const change = replaceShellWord(model, instruction, script, format, `'%s' ${format.raw}`);
  return change && { title: "Print by '%s'", safety: 'unsafe', ...change };
}

const clip = ({ span }: ShellWord) => ({ start: span.start, end: Math.min(span.end, span.start + 60) });

export default defineRule({
  id: 'dockerfile/unsafe-printf-or-echo',
  category: 'shell',
  on: 'dockerfile.command',
  scope: { commands: new Set(['printf', 'echo']) },
  summary: 'printf takes a variable as its format, or echo is given escapes that it prints as they are',
  severity: 'hint',
  confidence: 'medium',
  profile: 'all',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    format: 'printf takes this as its format, so that % and \\ of the value are read as orders: print the value by %s',
    escape: 'this echo prints "{escape}" as it is written: use printf',
  },
  docs: {
    description:
      'The format of printf holds an expansion, or echo without -e gets \\n, \\t or \\r where it prints them as they are (bash, and the sh of Alpine and of Red Hat and its kin). The echo of dash reads them and is left alone.',
    rationale:
      'A value with a percent sign makes printf fail or print something else. What echo does with a backslash differs from shell to shell, so that a file gets one line where two were meant.',
    impact: 'A value that was used as a format on purpose is printed as it is.',
    audit: 'docker run --rm IMAGE cat FILE shows what was written.',
    remediation: "printf '%s' \"$X\"; printf 'a\\nb\\n'",
    defaultValue: 'POSIX leaves backslashes in echo to the shell.',
    references: ['POSIX.1-2024: printf', 'POSIX.1-2024: echo, Application usage'],
  },
  equivalents: ['~shellcheck:SC2059', '~shellcheck:SC2028'],
  examples: [
    {
      bad: 'FROM alpine:3.24\nARG TEXT\nRUN printf "$TEXT" > /text\n',
      good: 'FROM alpine:3.24\nARG TEXT\nRUN printf \'%s\' "$TEXT" > /text\n',
      byFix: true,
    },
  ],
  *check({ command, script, instruction }, ctx) {
    const { name, args } = command;
    const [first] = args;
    if (!first || script.form === 'exec') return;
    if (name === 'printf') {
      if (first.value !== undefined || !/\$[\w{(]|`/.test(first.raw) || first.raw.startsWith('-')) return;
      const fixes = [withFormat(ctx.model, instruction, script, command, first)];
      yield ctx.problem('format', { at: clip(first), standsFor: ['shellcheck:SC2059'], fixes });
    } else if (name === 'echo') {
      if (/^-[neE]*[eE]/.test(first.raw)) return;
      const shell = shellOf(script, instruction);
      if (shell === undefined || shell === 'dash') return;
      for (const word of args) {
        if (!/["']/.test(word.raw)) continue;
        const escape = /(?:^|[^\\])(\\[ntr])/.exec(word.value ?? word.raw)?.[1];
        // Code of another language, where the escape is for that.
        if (escape === undefined || /printf|print\(|\becho\b|sed\b|\bPS1\b/.test(word.raw)) continue;
        yield ctx.problem('escape', { at: clip(word), data: { escape }, standsFor: ['shellcheck:SC2028'] });
        return;
      }
    }
  },
});
