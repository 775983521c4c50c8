import { defineRule } from '../../engine/rule.js';
import { replaceWord } from '../../fix/dockerfile.js';
import { readSignal } from '../../knowledge/signals.js';

const KILL = 9;
const STOP = 19;

export default defineRule({
  id: 'dockerfile/kill-stopsignal',
  category: 'maintainability',
  on: 'dockerfile.instruction',
  scope: { keywords: ['STOPSIGNAL'] },
  summary: 'STOPSIGNAL is one that no program can handle',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    kill: 'SIGKILL ends the program at once, before it can finish requests or save data: use SIGTERM',
    stop: 'SIGSTOP freezes the program until the time-out kills it: use SIGTERM',
  },
  docs: {
    description: 'STOPSIGNAL is SIGKILL or SIGSTOP, by name or by number.',
    rationale:
      'No program can catch these two. Open requests are cut off, buffers are not written and locks stay behind. A container that does not react to the first signal is killed anyway when its time is over.',
    impact: 'A program that ignores SIGTERM is stopped only after the time-out, ten seconds in Docker and thirty in Kubernetes.',
    audit: 'docker image inspect --format "{{.Config.StopSignal}}" IMAGE prints SIGKILL or 9.',
    remediation: 'Use SIGTERM, or the signal by which the program shuts down in order.',
    defaultValue: 'Without STOPSIGNAL a container is stopped with SIGTERM.',
    references: ['Dockerfile reference: STOPSIGNAL', 'Linux: signal(7)'],
  },
  equivalents: ['tally:no-ungraceful-stopsignal'],
  examples: [{ bad: 'FROM alpine:3.24\nSTOPSIGNAL SIGKILL\n', good: 'FROM alpine:3.24\nSTOPSIGNAL SIGTERM\n', byFix: true }],
  *check(instruction, ctx) {
    const [word] = instruction.words;
    if (instruction.keyword !== 'STOPSIGNAL' || !word || instruction.words.length > 1) return;
    const number = readSignal(word.value.replace(/["']/g, ''))?.number;
    if (number !== KILL && number !== STOP) return;
    const change = replaceWord(ctx.model, instruction, word.span, 'SIGTERM');
    yield ctx.problem(number === KILL ? 'kill' : 'stop', {
      at: word.span,
      fixes: [change && { title: 'Use SIGTERM', safety: 'unsafe', ...change }],
    });
  },
});
