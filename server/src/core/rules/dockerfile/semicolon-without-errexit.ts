import { defineRule } from '../../engine/rule.js';
import type { Change } from '../../engine/rule.js';
import { changeTogether, replaceWord } from '../../fix/dockerfile.js';
import { failingMember, isGuarded, statementCanFail } from '../../knowledge/shell-status.js';
import type { ShellStatement } from '../../model/shell/types.js';

/** Looks the next statement at the status, or does it end the script in success whatever came before? */
function isAnswered(next: ShellStatement, text: string): boolean {
  const [member] = next.pipelines[0]?.members ?? [];
  const name = member?.command?.name;
  if (name === 'true' || name === ':' || name === 'exit') return true;
  return /\$\?/.test(text.slice(next.span.start, next.span.end));
}

/** May `;` behind it become `&&`? Then what follows depends on it. */
const canJoin = (statement: ShellStatement): boolean =>
  statement.end?.operator === ';' && !statement.operators.some(({ operator }) => operator === '||') && !isGuarded(statement);

export default defineRule({
  id: 'dockerfile/semicolon-without-errexit',
  category: 'shell',
  on: 'dockerfile.runScript',
  summary: 'A RUN goes on behind ; after a failure',
  severity: 'info',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    ignored: 'A failure of "{command}" in front of this ; is ignored, and the layer kept: join by &&, or set -e first',
  },
  docs: {
    description:
      'A RUN in shell form has a command that can fail in front of a ; while errexit is off. Inside if, loops, case, subshells and functions ; is left alone, and so is it behind what cannot fail, behind tests and ||, and in front of true, exit and of what reads $?. One finding per RUN, at the first such place.',
    rationale:
      'The build sees only the status of the last command. With ; an installation that failed halfway becomes a layer, is cached, and breaks something else later.',
    impact: 'The build stops where it went on before, also for a command that failed until now without harm.',
    audit: 'docker build --no-cache --progress=plain . and read the output for errors in the middle of a step.',
    remediation: 'Join the commands by &&, or put set -e in front of the first.',
    defaultValue: 'errexit is off in the default shell, ["/bin/sh", "-c"].',
    references: ['POSIX.1-2024: Lists, and set, option -e', 'Docker: Building best practices, RUN'],
    limits: 'Whether a failure would matter is judged by the name of the command.',
  },
  equivalents: ['dockerfile_lint:no_ampersand_usage'],
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nRUN apt-get update; apt-get install -y curl\n',
      good: 'FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y curl\n',
      byFix: true,
    },
  ],
  *check({ script, instruction }, ctx) {
    if (script.form !== 'shell' || script.hasErrors || !script.source.includes(';')) return;
    const [list] = script.structure().lists;
    if (list?.kind !== 'script') return;
    const { statements } = list;
    const text = ctx.model.text;
    const at = statements.findIndex((statement, i) => {
      const next = statements[i + 1];
      if (!next || statement.end?.operator !== ';' || statement.pipelines[0]?.options.errexit !== false) return false;
      return statementCanFail(statement) && !isAnswered(next, text);
    });
    const first = statements[at];
    if (!first?.end) return;
    const changes: (Change | undefined)[] = [];
    statements.slice(0, -1).forEach((statement, i) => {
      const next = statements[i + 1];
      if (!statement.end || !next || !canJoin(statement) || isAnswered(next, text)) return;
      const before = text.charAt(statement.end.span.start - 1);
      changes.push(replaceWord(ctx.model, instruction, statement.end.span, /\s/.test(before) ? '&&' : ' &&'));
    });
    const member = failingMember(first);
    const change = instruction.heredocs.length > 0 ? undefined : changeTogether(ctx.model, instruction, changes);
    yield ctx.problem('ignored', {
      at: first.end.span,
      data: { command: member?.command?.name ?? member?.kind ?? '' },
      fixes: [change && { title: 'Join the commands by &&', safety: 'unsafe', ...change }],
    });
  },
});
