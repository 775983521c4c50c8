import { defineRule } from '../../engine/rule.js';
import { shortName } from '../../knowledge/base-images.js';
import { fits } from '../../knowledge/registries.js';

/** The peers look at FROM alone. */
const PEERS = ['sonar:S7023', 'semgrep:dockerfile-source-not-pinned', 'docker-ls:not_pinned_digest', 'scorecard:Pinned-Dependencies'];

export default defineRule({
  id: 'dockerfile/image-without-digest',
  category: 'supply-chain',
  on: 'dockerfile.image',
  summary: 'An image is named without its digest',
  severity: 'info',
  confidence: 'high',
  profile: 'strict',
  since: '0.1.0',
  fix: 'none',
  messages: {
    unpinned: '"{image}" can change under its tag, so builds are not repeatable: add its digest, @sha256:…',
    unknown: '"{image}" has no digest as written, so builds may not be repeatable: pass one that ends in @sha256:…',
  },
  docs: {
    description:
      'An external image in FROM, COPY --from or RUN --mount from= has no @sha256 digest, after the defaults of its variables are put in. Where a variable has no default it is a hint. scratch and the names of stages need none.',
    rationale:
      'A tag is a pointer that its owner can move, on purpose or not, and so can whoever gets hold of the account. A digest names the very bytes that were tested; the same file then builds the same image next year.',
    impact: 'Somebody has to raise the digest for each security fix; Renovate and Dependabot do so where the tag stands beside it.',
    audit: 'docker buildx imagetools inspect IMAGE prints the digest that a tag points to now.',
    remediation: 'Write name:tag@sha256:…, with the tag for people and the digest for the builder.',
    defaultValue: 'A builder asks the registry what the tag points to, or takes the copy it has.',
    references: [
      'Dockerfile reference: FROM',
      'OpenSSF Scorecard: Pinned-Dependencies',
      'Docker: Building best practices, pin base image versions',
    ],
    limits: 'There is no look-up of digests; that needs the registry.',
  },
  equivalents: PEERS,
  examples: [
    {
      bad: 'FROM alpine:3.24\nCMD ["top"]\n',
      good: `FROM alpine:3.24@sha256:${'0123456789abcdef'.repeat(4)}\nCMD ["top"]\n`,
      byFix: false,
    },
  ],
  *check(use, ctx) {
    if (use.stage || use.raw === '' || use.invalid || use.raw.includes('@sha256:')) return;
    const { image, resolved } = use;
    if (resolved?.toLowerCase() === 'scratch' || image?.digest !== undefined) return;
    // A variable may choose between stages: `FROM tools-${TARGETARCH}`.
    const pattern = image ? '' : use.raw.replace(/\$(?:\{[^}]*\}|\w+)/g, '*');
    if (pattern.replace(/\*/g, '') !== '' && ctx.model.stages.some(({ name }) => name && fits(pattern, name.value))) return;
    const standsFor = use.place === 'from' ? PEERS : [];
    const data = { image: shortName(use.raw) };
    if (image) yield ctx.problem('unpinned', { at: use.shortSpan, data, standsFor });
    else yield ctx.problem('unknown', { at: use.shortSpan, severity: 'hint', data, standsFor });
  },
});
