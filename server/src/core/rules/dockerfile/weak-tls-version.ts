import { defineRule } from '../../engine/rule.js';
import { downloadOf } from '../../knowledge/downloads.js';
import { writtenText } from '../../knowledge/shell-text.js';
import type { ShellWord } from '../../model/shell/types.js';

const CURL = /^(?:-2|-3|--sslv2|--sslv3|--tlsv1\.0|--tlsv1\.1)$/;
const WGET = /^(?:SSLv2|SSLv3|TLSv1|TLSv1_0|TLSv1_1)$/i;
const OPENSSL = /^-(?:ssl2|ssl3|tls1|tls1_1)$/;

export default defineRule({
  id: 'dockerfile/weak-tls-version',
  category: 'security',
  on: 'dockerfile.command',
  scope: { commands: new Set(['openssl', 'curl', 'wget', 'wget2']) },
  summary: 'An outdated version of TLS is asked for',
  severity: 'info',
  confidence: 'high',
  profile: 'strict',
  since: '0.1.0',
  fix: 'none',
  messages: {
    weak: '"{option}" allows a version of TLS that is broken and retired: ask for TLS 1.2 or later',
  },
  docs: {
    description:
      'curl (-2, -3, --sslv2, --sslv3, --tlsv1.0, --tlsv1.1, --tls-max 1.0 or 1.1), wget (--secure-protocol with SSLv2, SSLv3, TLSv1, TLSv1_1) or openssl (-ssl3, -tls1, -tls1_1) in a RUN asks for SSL or TLS before 1.2.',
    rationale:
      'SSL 3, TLS 1.0 and TLS 1.1 have known attacks and were retired (RFC 8996). Who can answer in place of the server then reads and replaces what is fetched.',
    impact: 'Servers that speak nothing newer are refused.',
    audit: 'docker history --no-trunc IMAGE | grep -E "sslv3|tlsv1[.][01]" lists such layers.',
    remediation: 'Remove the option, or ask for --tlsv1.2 and --secure-protocol=TLSv1_2.',
    defaultValue: 'Current programs speak TLS 1.2 and 1.3.',
    references: ['RFC 8996', 'RFC 7568', 'CWE-327'],
    limits: 'Configuration files of OpenSSL and of other programs are not read.',
  },
  equivalents: ['sonar:S4423'],
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nRUN curl --tlsv1.0 -fsSLO https://example.com/a\n',
      good: 'FROM debian:trixie-slim\nRUN curl --tlsv1.2 -fsSLO https://example.com/a\n',
      byFix: false,
    },
  ],
  *check({ command, instruction }, ctx) {
    const { name } = command;
    if (name === 'openssl') {
      for (const word of command.args)
        if (OPENSSL.test(word.value ?? '')) yield ctx.problem('weak', { at: word.span, data: { option: writtenText(word) } });
      return;
    }
    if (name !== 'curl' && name !== 'wget' && name !== 'wget2') return;
    for (const option of downloadOf(command, instruction.state)?.options ?? []) {
      const isWeak =
        name === 'curl'
          ? CURL.test(option.name) || (option.name === '--tls-max' && /^1\.[01]$/.test(option.value ?? ''))
          : option.name === '--secure-protocol' && WGET.test(option.value ?? '');
      if (!isWeak) continue;
      const last: ShellWord = option.valueWord ?? option.word;
      const written = option.value === undefined ? option.name : `${option.name} ${option.value}`;
      yield ctx.problem('weak', { at: { start: option.word.span.start, end: last.span.end }, data: { option: written } });
    }
  },
});
