import { defineRule } from '../../engine/rule.js';
import { canFail, isQuestion } from '../../knowledge/shell-status.js';
import type { ShellPipeline } from '../../model/shell/types.js';

/** Ends or reports: nobody minds that it also runs when the second command fails. */
const CLOSING: ReadonlySet<string> = new Set(['true', ':', 'exit', 'return', 'echo', 'printf', 'false', 'break', 'continue']);

const mayFail = ({ members }: ShellPipeline): boolean => {
  const last = members[members.length - 1];
  return last?.command ? canFail(last.command) || isQuestion(last.command) : last !== undefined;
};

const isClosing = ({ members }: ShellPipeline): boolean => {
  const [member] = members;
  const { command, lists } = member ?? {};
  if (!command) {
    // `{ echo no; exit 1; }`
    const list = lists?.[0]?.statements ?? [];
    return list.length > 0 && list.every(({ pipelines }) => pipelines.every(isClosing));
  }
  return CLOSING.has(command.name ?? '') || command.word.raw === '';
};

const asks = ({ members, isNegated }: ShellPipeline): boolean =>
  isNegated || members.some(({ kind, command }) => kind === 'test' || (command !== undefined && isQuestion(command)));

export default defineRule({
  id: 'dockerfile/and-or-as-if',
  category: 'shell',
  on: 'dockerfile.runScript',
  summary: 'A && B || C is written for "if A then B else C"',
  severity: 'hint',
  confidence: 'medium',
  profile: 'strict',
  since: '0.1.0',
  fix: 'none',
  messages: {
    found: 'what follows this || also runs when "{command}" fails, not only when the test does: write if, then, else',
  },
  docs: {
    description:
      'A test ([ ], [[ ]], grep, command -v or a negation) is followed by && and a command that can fail, and that by || and another command. Where the second only assigns, prints or exits, or the third only prints, exits or is true, nothing is said.',
    rationale:
      '&& and || have equal weight: the command behind || runs when either of those in front of it fails. The "else" then runs on top of a "then" that failed halfway, and its success hides the failure.',
    impact: 'Nothing is changed by Seaworthy.',
    audit: 'Read the RUN; the build itself does not tell.',
    remediation: 'if A; then B; else C; fi',
    defaultValue: 'Lists are read from left to right.',
    references: ['POSIX.1-2024: AND-OR lists'],
  },
  equivalents: ['shellcheck:SC2015'],
  examples: [
    {
      bad: 'FROM alpine:3.24\nRUN [ -f /src/a ] && cp /src/a /a || touch /a\n',
      good: 'FROM alpine:3.24\nRUN if [ -f /src/a ]; then cp /src/a /a; else touch /a; fi\n',
      byFix: false,
    },
  ],
  *check({ script }, ctx) {
    if (script.hasErrors || !script.source.includes('||') || !script.source.includes('&&')) return;
    for (const { statements } of script.structure().lists) {
      for (const { pipelines, operators } of statements) {
        for (const [i, { operator, span }] of operators.entries()) {
          const [test, then, other] = [pipelines[i - 1], pipelines[i], pipelines[i + 1]];
          if (operator !== '||' || operators[i - 1]?.operator !== '&&' || !test || !then || !other) continue;
          if (!asks(test) || !mayFail(then) || isClosing(other)) continue;
          const last = then.members[then.members.length - 1];
          yield ctx.problem('found', { at: span, data: { command: last?.command?.name ?? last?.kind ?? '' } });
        }
      }
    }
  },
});
