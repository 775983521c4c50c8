import { defineRule } from '../../engine/rule.js';
import type { ShellScript } from '../../model/shell/types.js';
import { contextFileOf, entryProgramOf } from '../../knowledge/entrypoint-script.js';
import { baseName } from '../../knowledge/start-command.js';

/** Ends with `exec`, or waits for its children and passes signals on. */
function handsOver({ commands }: ShellScript): boolean {
  if (commands.some(({ words }) => words.length > 1 && words[0]?.value === 'exec')) return true;
  return commands.some(({ name }) => name === 'trap') && commands.some(({ name }) => name === 'wait');
}

/** Commands that leave nothing running: what they end with is no program of the container. */
const ENDS = new Set(['exit', 'return', 'echo', 'true', 'set', 'cd', 'export', 'printf', 'chmod', 'chown', 'mkdir', ':']);

export default defineRule({
  id: 'dockerfile/entrypoint-script-without-exec',
  category: 'maintainability',
  on: 'dockerfile.finalStage',
  scope: { keywords: ['ENTRYPOINT'] },
  summary: 'The entry point script starts the program as its child',
  severity: 'info',
  confidence: 'medium',
  profile: 'strict',
  since: '0.1.0',
  fix: 'none',
  messages: {
    child: '"{script}" stays in front of its program and swallows SIGTERM, so it gets killed: end it with exec "$@"',
  },
  docs: {
    description:
      'ENTRYPOINT names a shell script that is copied from the build context, and nothing in it is started by exec, nor does it trap signals and wait for its children.',
    rationale:
      'The shell is process 1. It gets the signal that stops the container and does not pass it on, so the program is killed after the grace period, in the middle of what it does.',
    impact: 'Commands behind the exec do not run any more: clean-up at the end needs a trap.',
    audit: 'docker stop CONTAINER takes ten seconds; docker top CONTAINER shows sh as process 1.',
    remediation: 'End the script with exec "$@", or with exec and the program.',
    defaultValue: 'A shell waits for the command it started and keeps its signals.',
    references: ['Dockerfile reference: ENTRYPOINT', 'Docker: Stop a container'],
    limits: 'Functions are not followed: an exec anywhere in the script is believed.',
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM alpine:3.24\nCOPY --chmod=755 run.sh /run.sh\nENTRYPOINT ["/run.sh"]\n',
      good: 'FROM alpine:3.24\nCOPY app /app\nENTRYPOINT ["/app"]\n',
      byFix: false,
      files: { 'run.sh': '#!/bin/sh\nset -e\nmkdir -p /data\n/app --data /data\n' },
    },
  ],
  *check({ stage }, ctx) {
    if (!ctx.files) return;
    const word = entryProgramOf(stage);
    const source = word && contextFileOf(stage, word.value);
    const script = source === undefined ? undefined : ctx.files.script(source);
    if (!word || source === undefined || !script || script.hasErrors || handsOver(script)) return;
    const last = script.commands.at(-1);
    if (!last || (last.name !== undefined && ENDS.has(last.name))) return;
    yield ctx.problem('child', { at: word.span, data: { script: baseName(source) } });
  },
});
