import { defineRule } from '../../engine/rule.js';
import type { Fix } from '../../engine/rule.js';
import { stringList } from '../../engine/options.js';
import { replaceWord } from '../../fix/dockerfile.js';
import { PROOF_FILE, fetchesOf, hostOf, isLocalHost, spanOfSource, verifies } from '../../knowledge/downloads.js';
import type { Source } from '../../knowledge/downloads.js';
import { INDEX_VARIABLE, indexesOf } from '../../knowledge/index-urls.js';
import { spanOfPart } from '../../knowledge/shell-text.js';

const CLEAR = /^(?:http|ftp):\/\//i;
/** Distribution mirrors serve packages that are signed on their own. */
const MIRROR =
  /(?:^|\.)(?:(?:deb|security|snapshot|ftp)\.debian\.org|(?:archive|security|ports|old-releases)\.ubuntu\.com|dl-cdn\.alpinelinux\.org|mirrorlist\.centos\.org|mirror\.centos\.org|vault\.centos\.org)$/;

export default defineRule({
  id: 'dockerfile/cleartext-http',
  category: 'security',
  on: 'dockerfile.instruction',
  scope: { keywords: ['RUN', 'ADD', 'ENV', 'ARG'] },
  summary: 'Something is downloaded without encryption',
  severity: 'info',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    clear: 'Anyone on the way can read and replace what comes from "{host}" by {scheme}: use https',
  },
  docs: {
    description:
      'A source of ADD, a URL that curl, wget, aria2c or git clone fetches, or a package index in an option, a setting or a variable, begins with http:// or ftp://. Loopback and internal names, the mirrors of distributions, whose packages are signed, proxies, and text that is only written or printed are left alone. Where the RUN verifies a checksum or signature it is a hint.',
    rationale:
      'Without TLS whoever is on the path, from the router of the office to the mirror, can hand out another file, and the build takes it. Many servers redirect to https, but the first request can already be answered by somebody else.',
    impact: 'A server that does not speak TLS cannot be used this way; then verify a checksum or a signature of what comes.',
    audit: 'docker history --no-trunc IMAGE | grep -E "(http|ftp)://" lists such layers.',
    remediation: 'Write https:// in place of http://, and try whether the server answers.',
    defaultValue: 'curl takes a URL without a scheme for http.',
    references: ['OWASP: Transport Layer Security Cheat Sheet', 'CWE-319'],
    limits: 'Commands that are not known to download, and URLs in scripts, are not read.',
  },
  equivalents: [
    'sonar:S5332',
    'dockerfile_lint:no_add_without_https',
    'dockerfile_lint:no_run_without_https',
    'datadog:d5b3c9a1-7e8f-4c2a-9d6e-3f1a8b4c7e9d',
  ],
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nRUN curl -fsSLO http://example.com/tool-1.4.tar.gz\n',
      good: 'FROM debian:trixie-slim\nRUN curl -fsSLO https://example.com/tool-1.4.tar.gz\n',
      byFix: true,
    },
  ],
  options: { allowedHttpHosts: stringList([], 'Hosts that may be spoken to without TLS') },
  *check(instruction, ctx) {
    const { keyword } = instruction;
    const sources: Source[] = [...fetchesOf(instruction)];
    let isVerified = false;
    if (keyword === 'RUN') {
      const commands = instruction.scripts().flatMap((script) => script.commands);
      for (const command of commands) sources.push(...indexesOf(command, instruction));
      isVerified = sources.length > 0 && commands.some((command) => verifies(command) && !/^(?:md5|sha1)sum$/.test(command.name ?? ''));
    } else if (keyword === 'ENV' || keyword === 'ARG') {
      for (const { name, value } of instruction.pairs) {
        if (value && INDEX_VARIABLE.test(name.value)) {
          const { start, end } = value.span;
          sources.push({ url: value.value, word: { raw: ctx.text.slice(start, end), value: value.value, span: value.span } });
        }
      }
    }
    for (const source of sources) {
      const scheme = CLEAR.exec(source.url)?.[0];
      const host = hostOf(source.url);
      if (scheme === undefined || host === undefined || isLocalHost(host) || MIRROR.test(host)) continue;
      if (ctx.options.allowedHttpHosts.includes(host)) continue;
      const at = spanOfPart(source.word, scheme);
      const isHere = at !== source.word.span;
      const change = isHere && /^http:/i.test(scheme) ? replaceWord(ctx.model, instruction, at, 'https://') : undefined;
      const fix: Fix | undefined = change && { title: 'Use https', safety: 'unsafe', ...change };
      const standsFor = [
        'sonar:S5332',
        'datadog:d5b3c9a1-7e8f-4c2a-9d6e-3f1a8b4c7e9d',
        ...(keyword === 'ADD' ? ['dockerfile_lint:no_add_without_https'] : []),
        ...(keyword === 'RUN' ? ['dockerfile_lint:no_run_without_https'] : []),
      ];
      yield ctx.problem('clear', {
        at: isHere ? at : spanOfSource(source),
        data: { host, scheme: scheme.slice(0, -3) },
        fixes: [fix],
        standsFor,
        ...(isVerified || PROOF_FILE.test(source.url) ? { severity: isVerified ? 'hint' : 'info' } : {}),
      });
    }
  },
});
