import { defineRule } from '../../engine/rule.js';
import { withoutQuotes } from '../../knowledge/key-values.js';
import { readSignal, SIGNAL_NAMES } from '../../knowledge/signals.js';
import { nearest } from '../../text/nearest.js';

/** The name that was meant, with or without SIG as it was written. */
function meant(word: string): string | undefined {
  const name = word.toUpperCase();
  return nearest(name.startsWith('SIG') ? name : `SIG${name}`, SIGNAL_NAMES, 1);
}

export default defineRule({
  id: 'dockerfile/invalid-stopsignal',
  category: 'syntax',
  on: 'dockerfile.instruction',
  scope: { keywords: ['STOPSIGNAL'] },
  summary: 'STOPSIGNAL names no signal',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  syntax: true,
  messages: {
    near: '"{signal}" is no signal, so the build stops here: write {name}',
    unknown: '"{signal}" is no signal, so the build stops here: use a name such as SIGTERM, or a number from 1 to 64',
  },
  docs: {
    description:
      'STOPSIGNAL is neither the name of a Linux signal, with or without SIG and in any case (SIGRTMIN+n and SIGRTMAX-n included), nor a number from 1 to 64. Variables are not judged.',
    rationale: 'The builder refuses other names, and a container whose signal is a number above 64 cannot be stopped in order.',
    impact: 'None: the file cannot be built, or the container not be stopped, as it is.',
    audit: 'docker build . stops with "invalid signal".',
    remediation: 'Write the name of the signal: SIGTERM, SIGQUIT, SIGINT, SIGRTMIN+3.',
    defaultValue: 'Without STOPSIGNAL a container is stopped with SIGTERM.',
    references: ['Dockerfile reference: STOPSIGNAL', 'Linux: signal(7)'],
  },
  equivalents: ['dockerfile-utils:INVALID_SIGNAL'],
  examples: [{ bad: 'FROM alpine:3.24\nSTOPSIGNAL SIGTEM\n', good: 'FROM alpine:3.24\nSTOPSIGNAL SIGTERM\n', byFix: false }],
  *check(instruction, ctx) {
    const [word] = instruction.words;
    // Two words are a finding of their own.
    if (instruction.keyword !== 'STOPSIGNAL' || !word || instruction.words.length > 1) return;
    const signal = withoutQuotes(word.value, ctx.model.escape);
    if (signal.includes('$') || readSignal(signal)) return;
    const name = meant(signal);
    if (name === undefined) yield ctx.problem('unknown', { at: word.span, data: { signal } });
    else yield ctx.problem('near', { at: word.span, data: { signal, name } });
  },
});
