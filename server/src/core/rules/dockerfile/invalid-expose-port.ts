import { defineRule } from '../../engine/rule.js';
import { readPortWord } from '../../knowledge/port-numbers.js';
import { withoutQuotes } from '../../knowledge/key-values.js';

const RANGE_PEERS = [
  'hadolint:DL3011',
  'trivy:DS-0008',
  'kics:71bf8cf8-f0a1-42fa-b9d2-d10525e0a38e',
  'semgrep:invalid-port',
  'dockerfilelint:invalid_port',
];

export default defineRule({
  id: 'dockerfile/invalid-expose-port',
  category: 'syntax',
  on: 'dockerfile.instruction',
  scope: { keywords: ['EXPOSE'] },
  summary: 'EXPOSE names something that is no port',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  syntax: true,
  messages: {
    range: '"{port}" is outside the range of ports, so the build stops here: use numbers from 0 to 65535',
    number: '"{port}" is no port, so the build stops here: write a number, or two with a dash between them',
    order: '"{port}" runs backwards, so the build stops here: put the lower port first',
    protocol: '"{protocol}" is no protocol of EXPOSE, so the build stops here: use tcp, udp or sctp',
  },
  docs: {
    description:
      'A word of EXPOSE is not a number from 0 to 65535 or a range of them, its range runs backwards, or its protocol is not tcp, udp or sctp. Words with variables are not judged.',
    rationale: 'The builder refuses the file. A comma between ports, a name of a service or a comment at the end of the line do not work.',
    impact: 'None: the file cannot be built as it is.',
    audit: 'docker build . stops with "invalid containerPort", "invalid port" or "invalid proto".',
    remediation: 'Write the ports as numbers with blanks between them: EXPOSE 80 443 5353/udp 8000-8010.',
    defaultValue: 'Without a protocol EXPOSE means tcp.',
    references: ['Dockerfile reference: EXPOSE'],
    limits: 'Values of variables are not looked at.',
  },
  equivalents: [...RANGE_PEERS, 'dockerfile-utils:INVALID_PORT', 'dockerfile-utils:INVALID_PROTO'],
  examples: [
    { bad: 'FROM alpine:3.24\nEXPOSE 80800\n', good: 'FROM alpine:3.24\nEXPOSE 8080\n', byFix: false },
    { bad: 'FROM alpine:3.24\nEXPOSE 80,443\n', good: 'FROM alpine:3.24\nEXPOSE 80 443\n', byFix: false },
  ],
  *check(instruction, ctx) {
    if (instruction.keyword !== 'EXPOSE') return;
    for (const { value, span: at } of instruction.words) {
      const { port, protocol, problem } = readPortWord(withoutQuotes(value, ctx.model.escape));
      if (problem === 'range') yield ctx.problem('range', { at, data: { port }, standsFor: RANGE_PEERS });
      else if (problem === 'number') {
        yield ctx.problem('number', { at, data: { port }, standsFor: ['dockerfile-utils:INVALID_PORT', 'dockerfilelint:invalid_port'] });
      } else if (problem === 'order') yield ctx.problem('order', { at, data: { port }, standsFor: [] });
      else if (problem === 'protocol')
        yield ctx.problem('protocol', { at, data: { protocol }, standsFor: ['dockerfile-utils:INVALID_PROTO'] });
      // One word behind a comment sign is enough.
      if (value.startsWith('#')) return;
    }
  },
});
