import { defineRule } from '../../engine/rule.js';
import { replaceWord } from '../../fix/dockerfile.js';
import { readSignal } from '../../knowledge/signals.js';

export default defineRule({
  id: 'dockerfile/non-canonical-stopsignal',
  category: 'maintainability',
  on: 'dockerfile.instruction',
  scope: { keywords: ['STOPSIGNAL'] },
  summary: 'STOPSIGNAL is a number, or a name without SIG or in lower case',
  severity: 'hint',
  confidence: 'high',
  profile: 'all',
  since: '0.1.0',
  fix: 'safe',
  messages: {
    number: 'A number may be another signal on another processor, and says little: write {name}',
    name: 'Logs and other tools spell "{signal}" {name}: write {name}',
  },
  docs: {
    description: 'STOPSIGNAL is a number, or a name without SIG or not in upper case. SIGKILL and SIGSTOP have a finding of their own.',
    rationale:
      'A reader has to look numbers up, and some of them differ between processors. The full name in upper case is what other tools print and what a search finds.',
    impact: 'None: the signal stays the same.',
    audit: 'docker image inspect --format "{{.Config.StopSignal}}" IMAGE prints it as it is written.',
    remediation: 'Write the full name: SIGTERM, SIGQUIT, SIGRTMIN+3.',
    defaultValue: 'Without STOPSIGNAL a container is stopped with SIGTERM.',
    references: ['Dockerfile reference: STOPSIGNAL', 'Linux: signal(7)'],
  },
  equivalents: ['tally:prefer-canonical-stopsignal'],
  examples: [{ bad: 'FROM alpine:3.24\nSTOPSIGNAL 15\n', good: 'FROM alpine:3.24\nSTOPSIGNAL SIGTERM\n', byFix: true }],
  *check(instruction, ctx) {
    const [word] = instruction.words;
    if (instruction.keyword !== 'STOPSIGNAL' || !word || instruction.words.length > 1) return;
    const written = word.value.replace(/["']/g, '');
    const signal = readSignal(written);
    if (signal?.name === undefined || signal.name === written || signal.number === 9 || signal.number === 19) return;
    const change = replaceWord(ctx.model, instruction, word.span, signal.name);
    const fixes = [change && { title: `Write ${signal.name}`, safety: 'safe' as const, ...change }];
    if (/^\d/.test(written)) yield ctx.problem('number', { at: word.span, data: { name: signal.name }, fixes });
    else yield ctx.problem('name', { at: word.span, data: { signal: written, name: signal.name }, fixes });
  },
});
