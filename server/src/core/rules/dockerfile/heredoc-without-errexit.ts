import { defineRule } from '../../engine/rule.js';
import { prependLine } from '../../fix/shell.js';
import { failingMember, statementCanFail } from '../../knowledge/shell-status.js';
import type { Heredoc, Instruction } from '../../model/dockerfile/types.js';
import type { ShellList, ShellScript } from '../../model/shell/types.js';

/** The list a heredoc is, with the heredoc: the body itself, or what `bash <<EOF` reads. */
function* heredocLists(script: ShellScript, instruction: Instruction): Generator<{ list: ShellList; heredoc: Heredoc }> {
  const [only] = instruction.heredocs;
  if (!only) return;
  for (const list of script.structure().lists) {
    if (list.kind === 'script' && script.form === 'heredoc') yield { list, heredoc: only };
    if (list.kind !== 'nested' || list.via?.stdin === undefined) continue;
    const heredoc = instruction.heredocs.find(({ bodySpan }) => bodySpan.start <= list.span.start && list.span.end <= bodySpan.end);
    if (heredoc) yield { list, heredoc };
  }
}

export default defineRule({
  id: 'dockerfile/heredoc-without-errexit',
  category: 'shell',
  on: 'dockerfile.runScript',
  summary: 'A heredoc of several commands goes on after a failure',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    ignored: 'A failure of "{command}" is ignored, as only the last command of a heredoc counts: begin with set -e',
  },
  docs: {
    description:
      'A heredoc that a shell runs has several commands, one of them in front of the last can fail, and errexit is off: no set -e, no shebang or SHELL with -e. Commands joined by &&, those in front of ||, tests and what does not fail (echo, export) do not count. Heredocs for other programs are left alone.',
    rationale:
      'The lines of a heredoc are a script, and a script goes on when a line fails. Only the status of the last line reaches the build, so half of an installation may be missing in an image that was built without complaint.',
    impact: 'The build stops at the first line that fails, also at one that failed until now without harm.',
    audit: 'docker build --no-cache --progress=plain . and read the output for errors in the middle of a step.',
    remediation: 'Write set -e (set -eu, set -euo pipefail in bash) as the first line, or join the commands with &&.',
    defaultValue: 'BuildKit hands the heredoc to the shell of SHELL as it is; errexit is off.',
    references: ['Dockerfile reference: Here-Documents', 'POSIX.1-2024: set, option -e'],
    limits: 'Functions and files that are sourced are not followed.',
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM alpine:3.24\nRUN <<EOF\nwget -q https://example.com/tool\nchmod +x tool\nEOF\n',
      good: 'FROM alpine:3.24\nRUN <<EOF\nset -e\nwget -q https://example.com/tool\nchmod +x tool\nEOF\n',
      byFix: true,
    },
  ],
  *check({ script, instruction }, ctx) {
    if (instruction.heredocs.length === 0 || script.hasErrors) return;
    for (const { list, heredoc } of heredocLists(script, instruction)) {
      const ignored = list.statements
        .slice(0, -1)
        .find((statement) => statementCanFail(statement) && statement.pipelines[0]?.options.errexit === false);
      if (!ignored) continue;
      const member = failingMember(ignored);
      const change = prependLine(ctx.model, instruction, heredoc, 'set -e');
      yield ctx.problem('ignored', {
        at: heredoc.openerSpan,
        data: { command: member?.command?.name ?? member?.kind ?? '' },
        related: [{ at: ignored.span, message: 'its failure is ignored' }],
        fixes: [change && { title: 'Stop at the first failure', safety: 'unsafe', ...change }],
      });
    }
  },
});
