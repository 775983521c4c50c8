import { defineRule } from '../../engine/rule.js';
import { DOWNLOADERS, checksContent, downloadOf, isWeakCheck } from '../../knowledge/downloads.js';

export default defineRule({
  id: 'dockerfile/weak-hash',
  category: 'security',
  on: 'dockerfile.runScript',
  scope: { commands: DOWNLOADERS },
  summary: 'A download is verified by MD5 or SHA-1 alone',
  severity: 'info',
  confidence: 'high',
  profile: 'strict',
  since: '0.1.0',
  fix: 'none',
  messages: {
    weak: '"{command}" can be deceived, since two files of one {hash} sum can be made: use SHA-256',
  },
  docs: {
    description:
      'A RUN downloads something and compares it by md5sum, sha1sum, shasum without -a 224 or more, or openssl md5 or sha1, and by nothing stronger.',
    rationale:
      'Pairs of different files with the same MD5 or SHA-1 sum can be made at will, so that a harmless file is published and reviewed, and another is handed out.',
    impact: 'None; the SHA-256 sum has to be computed once.',
    audit: 'docker history --no-trunc IMAGE | grep -E "md5sum|sha1sum" lists such layers.',
    remediation: 'Download the file once, compare it with what its publisher signs, and write its sha256sum down.',
    defaultValue: 'shasum computes SHA-1 unless told otherwise.',
    references: ['RFC 6151', 'NIST: Transition away from SHA-1', 'CWE-328'],
  },
  equivalents: ['sonar:S4790'],
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nRUN curl -fsSLO https://example.com/a && echo "9e107d9d372bb6826bd81d3542a419d6  a" | md5sum -c -\n',
      good: 'FROM debian:trixie-slim\nRUN curl -fsSLO https://example.com/a && echo "24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d  a" | sha256sum -c -\n',
      byFix: false,
    },
  ],
  *check({ script, instruction }, ctx) {
    const weak = script.commands.filter(isWeakCheck);
    const [first] = weak;
    if (!first || !script.commands.some((command) => downloadOf(command, instruction.state))) return;
    if (script.commands.some((command) => checksContent(command) && !weak.includes(command))) return;
    const hash = first.name === 'md5sum' || first.args.some(({ value }) => /^-?md5$/.test(value ?? '')) ? 'MD5' : 'SHA-1';
    yield ctx.problem('weak', { at: first.word.span, data: { command: first.name ?? '', hash } });
  },
});
