import { defineRule } from '../../engine/rule.js';
import { replaceWord } from '../../fix/dockerfile.js';
import { commandToExec, isEffective } from '../../knowledge/start-command.js';

export default defineRule({
  id: 'dockerfile/shell-wrapper-without-exec',
  category: 'maintainability',
  on: 'dockerfile.instruction',
  scope: { keywords: ['CMD', 'ENTRYPOINT'] },
  summary: 'A start command runs its program below sh -c without exec',
  severity: 'info',
  confidence: 'medium',
  profile: 'strict',
  since: '0.1.0',
  fix: 'safe',
  messages: {
    wrapped: '"{program}" runs below a shell that may stay PID 1 and pass no signals on: put exec in front of it',
  },
  docs: {
    description:
      'The CMD or ENTRYPOINT that a shipped image starts with is an array that runs a shell with -c, and the text ends with a simple command that is not run by exec. Pipes, blocks, builtins, background jobs, traps and wait at the end of the text need the shell and are left alone.',
    rationale:
      'The shell is process 1 and does not pass signals on, so docker stop and the end of a pod kill the program after their time-out. exec puts the program in its place.',
    impact: 'None: the last command runs as before, only the shell is gone.',
    audit: 'docker top CONTAINER shows sh -c as the first process and the program below it.',
    remediation: 'Write exec in front of the last command of the text.',
    defaultValue: 'Whether a shell replaces itself by a lone last command depends on the shell.',
    references: ['POSIX: exec', 'Dockerfile reference: Shell form ENTRYPOINT example'],
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nCMD ["sh", "-c", "server --port $PORT"]\n',
      good: 'FROM debian:trixie-slim\nCMD ["sh", "-c", "exec server --port $PORT"]\n',
      byFix: true,
    },
  ],
  *check(instruction, ctx) {
    const { keyword, json } = instruction;
    if ((keyword !== 'CMD' && keyword !== 'ENTRYPOINT') || !json || !isEffective(ctx.model, instruction)) return;
    const script = instruction.scripts()[0];
    const command = script?.form === 'exec-c' ? commandToExec(script) : undefined;
    const first = command?.words[0];
    if (!command || !first) return;
    const { start } = first.span;
    const change = replaceWord(ctx.model, instruction, { start, end: start }, 'exec ');
    yield ctx.problem('wrapped', {
      at: first.span,
      data: { program: command.name ?? first.raw },
      fixes: [change && { title: 'Put exec in front of the program', safety: 'safe', ...change }],
    });
  },
});
