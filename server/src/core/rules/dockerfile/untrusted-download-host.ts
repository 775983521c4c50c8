import { defineRule } from '../../engine/rule.js';
import { stringList } from '../../engine/options.js';
import { fetchesOf, hostOf, spanOfSource } from '../../knowledge/downloads.js';
import type { Source } from '../../knowledge/downloads.js';
import { indexesOf } from '../../knowledge/index-urls.js';
import { spanOfPart } from '../../knowledge/shell-text.js';
import type { Span } from '../../text/span.js';

/** "*.example.com" is every name below example.com; "example.com" is that name alone. */
const fits = (host: string, pattern: string): boolean =>
  pattern === '*' || (pattern.startsWith('*.') ? host.endsWith(pattern.slice(1).toLowerCase()) : host === pattern.toLowerCase());

function place(source: Source, host: string): Span {
  const written = new RegExp(host.replace(/[.+?^${}()|[\]\\]/g, '\\$&'), 'i').exec(source.word.raw)?.[0];
  const at = written === undefined ? source.word.span : spanOfPart(source.word, written);
  return at === source.word.span ? spanOfSource(source) : at;
}

export default defineRule({
  id: 'dockerfile/untrusted-download-host',
  category: 'supply-chain',
  on: 'dockerfile.instruction',
  scope: { keywords: ['RUN', 'ADD'] },
  summary: 'Something is downloaded from a host that is not allowed',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    host: '"{host}" is not among the hosts that downloads may come from: use one of those, or extend allowHosts',
  },
  docs: {
    description:
      'A URL in ADD, curl, wget, aria2c, git clone, or a package index in an option or setting of a package manager, points to a host that the option allowHosts does not list. The rule is silent until hosts are listed. An entry such as *.example.com stands for all names below it. Hosts in variables without a value are not judged.',
    rationale:
      'What is fetched during a build ends up in the image. A list of hosts that were looked at keeps a copied line from bringing in a stranger, and tells the firewall of the build machines what it has to let through.',
    impact: 'Downloads from elsewhere have to be mirrored, or their host added to the list.',
    audit: 'Run builds with docker build --network=none, or behind a proxy that logs, and compare the hosts.',
    remediation: 'Fetch from a mirror of your own, or extend allowHosts after a review.',
    defaultValue: 'No hosts are listed, and nothing is reported.',
    references: ['SLSA: provenance of dependencies', 'Seaworthy: option allowHosts of this rule'],
    limits: 'Downloads by scripts, redirects and the package sources of the distribution are not seen.',
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nRUN curl -fsSLO https://get.example.net/tool-1.4.tgz\n',
      good: 'FROM debian:trixie-slim\nRUN curl -fsSLO https://mirror.example.com/tool-1.4.tgz\n',
      byFix: false,
      given: { says: 'with `allowHosts: [mirror.example.com]`', options: { allowHosts: ['mirror.example.com'] } },
    },
  ],
  options: {
    allowHosts: stringList([], 'Hosts that may be downloaded from; *.example.com stands for all names below; empty = no judgment'),
  },
  *check(instruction, ctx) {
    const { allowHosts } = ctx.options;
    if (allowHosts.length === 0) return;
    const sources: Source[] = [...fetchesOf(instruction)];
    if (instruction.keyword === 'RUN') {
      for (const script of instruction.scripts()) for (const command of script.commands) sources.push(...indexesOf(command, instruction));
    }
    for (const source of sources) {
      const host = hostOf(source.url);
      if (host === undefined || allowHosts.some((pattern) => fits(host, pattern))) continue;
      yield ctx.problem('host', { at: place(source, host), data: { host } });
    }
  },
});
