import { defineRule } from '../../engine/rule.js';
import { FETCHERS, PROOF_FILE, fetchesOf, spanOfSource } from '../../knowledge/downloads.js';
import type { Fetch } from '../../knowledge/downloads.js';
import { spanOfPart } from '../../knowledge/shell-text.js';
import type { Span } from '../../text/span.js';

const BRANCH = '(?:main|master|HEAD|develop|trunk)';
/** The first group is what moves. */
const MOVING: readonly RegExp[] = [
  /\/(releases\/latest)(?=[/?]|$)/,
  /[/._-](latest)(?=[/._-]|$)/i,
  new RegExp(`^https?://raw\\.githubusercontent\\.com/[^/]+/[^/]+/(?:refs/heads/)?(${BRANCH})/`),
  new RegExp(`^https?://[^/]+/.+/(?:raw|blob|plain)/(?:refs/heads/|branch/)?(${BRANCH})/`),
  new RegExp(`^https?://[^/]+/.+/(?:archive|tarball|zipball)/(?:refs/heads/)?(${BRANCH})(?=[./]|$)`),
  new RegExp(`^https?://codeload\\.github\\.com/[^/]+/[^/]+/[\\w.]+/(?:refs/heads/)?(${BRANCH})$`),
  /\/(lastSuccessfulBuild)\//,
];

/** What of the path moves; the query and the host do not count. */
function movingPart(url: string): string | undefined {
  if (!/^(?:https?|ftp):\/\//i.test(url)) return undefined;
  const plain = url.replace(/[?#].*$/, '');
  const pathAt = plain.indexOf('/', plain.indexOf('://') + 3);
  if (pathAt < 0) return undefined;
  // Keys are replaced where they stand, so that what they sign can still be verified.
  if (PROOF_FILE.test(plain)) return undefined;
  for (const pattern of MOVING) {
    const text = pattern.source.startsWith('^') ? plain : plain.slice(pathAt);
    const found = pattern.exec(text)?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}

const place = (source: Fetch, part: string): Span => {
  const at = spanOfPart(source.word, part);
  return at === source.word.span ? spanOfSource(source) : at;
};

export default defineRule({
  id: 'dockerfile/latest-download-url',
  category: 'supply-chain',
  on: 'dockerfile.instruction',
  scope: { keywords: ['RUN', 'ADD'], commands: FETCHERS },
  summary: 'A URL is downloaded whose content changes',
  severity: 'info',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    moving: '"{part}" in this URL is whatever was published last, so builds differ: name a version or commit',
  },
  docs: {
    description:
      'A URL in ADD, or one that curl, wget or aria2c fetches in a RUN, has latest in its path (releases/latest, tool-latest.tar.gz), or points to a branch: raw, blob, archive or tarball paths with main, master, develop, trunk or HEAD. Signing keys and checksums, which are replaced where they stand, are left alone. Clones of git repositories are judged by dockerfile/unpinned-git-ref.',
    rationale:
      'The same Dockerfile gives another image each time upstream publishes, without a change that anybody reviewed, and a checksum cannot be written down for it. When something breaks, the version that worked is not known.',
    impact: 'Somebody has to raise the version; Renovate can do so when it stands in an ARG.',
    audit: 'docker history --no-trunc IMAGE | grep -E "latest|/(main|master)/" lists such layers.',
    remediation: 'Name the release or the commit in the URL, keep it in an ARG, and verify the checksum of what comes.',
    defaultValue: 'Publishers keep such addresses for people, not for builds.',
    references: ['OpenSSF Scorecard: Pinned-Dependencies', 'SLSA: hermetic and reproducible builds'],
    limits: 'Addresses that move without saying so are not seen.',
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM debian:trixie-slim\nRUN curl -fsSLO https://github.com/example/tool/releases/latest/download/tool\n',
      good: 'FROM debian:trixie-slim\nRUN curl -fsSLO https://github.com/example/tool/releases/download/v1.4.0/tool\n',
      byFix: false,
    },
  ],
  *check(instruction, ctx) {
    for (const source of fetchesOf(instruction)) {
      if (source.command && !source.download) continue;
      const part = movingPart(source.url);
      if (part !== undefined) yield ctx.problem('moving', { at: place(source, part), data: { part } });
    }
  },
});
