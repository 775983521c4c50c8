import { defineRule } from '../../engine/rule.js';
import { replaceWord } from '../../fix/dockerfile.js';
import { readPortWord } from '../../knowledge/port-numbers.js';

export default defineRule({
  id: 'dockerfile/expose-protocol-casing',
  category: 'syntax',
  on: 'dockerfile.instruction',
  scope: { keywords: ['EXPOSE'] },
  summary: 'The protocol in EXPOSE is not in lower case',
  severity: 'hint',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'safe',
  messages: { casing: 'The image says {lower} whatever the case here: write {lower}' },
  docs: {
    description: 'The protocol of a word of EXPOSE has upper-case letters.',
    rationale: 'The image keeps protocols in lower case. Written alike, they are found by a search and shown by no check.',
    impact: 'None: the image stays the same.',
    audit: 'docker build --check . warns of ExposeProtoCasing.',
    remediation: 'Write tcp, udp or sctp.',
    defaultValue: 'Without a protocol EXPOSE means tcp.',
    references: ['Dockerfile reference: EXPOSE', 'BuildKit: build checks, ExposeProtoCasing'],
  },
  equivalents: ['buildkit:ExposeProtoCasing'],
  examples: [{ bad: 'FROM alpine:3.24\nEXPOSE 53/UDP\n', good: 'FROM alpine:3.24\nEXPOSE 53/udp\n', byFix: true }],
  *check(instruction, ctx) {
    if (instruction.keyword !== 'EXPOSE') return;
    for (const { value, span } of instruction.words) {
      const { protocol, problem } = readPortWord(value);
      const lower = protocol.toLowerCase();
      if (protocol === lower || problem === 'protocol' || !/^[A-Za-z]+$/.test(protocol)) continue;
      const isWhole = span.end - span.start === value.length;
      const at = isWhole ? { start: span.end - protocol.length, end: span.end } : span;
      const change = isWhole ? replaceWord(ctx.model, instruction, at, lower) : undefined;
      yield ctx.problem('casing', { at, data: { lower }, fixes: [change && { title: `Write ${lower}`, safety: 'safe', ...change }] });
    }
  },
});
