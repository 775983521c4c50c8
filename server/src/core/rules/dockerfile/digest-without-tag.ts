import { defineRule } from '../../engine/rule.js';
import { shortName } from '../../knowledge/base-images.js';

export default defineRule({
  id: 'dockerfile/digest-without-tag',
  category: 'supply-chain',
  on: 'dockerfile.image',
  summary: 'An image is pinned by its digest alone',
  severity: 'hint',
  confidence: 'high',
  profile: 'all',
  since: '0.1.0',
  fix: 'none',
  messages: { bare: 'Nobody can tell which version of "{image}" the digest is: write the tag in front of it' },
  docs: {
    description:
      'An image in FROM, COPY --from or RUN --mount from= has a digest and no tag, after the defaults of its variables are put in.',
    rationale:
      'A digest alone is exact and says nothing. A reader cannot tell an old release from a new one, and update tools do not know which line of releases to follow, so the image grows old unseen.',
    impact:
      'There is no fix: which tag the digest belongs to has to be asked of the registry. Builders ignore the tag where a digest stands.',
    audit: 'grep -nE "^FROM [^: ]+@sha256" Dockerfile lists such lines.',
    remediation: 'Write name:tag@sha256:…',
    defaultValue: 'With a digest, the tag is for people and tools only.',
    references: ['Dockerfile reference: FROM', 'Renovate: Docker digest pinning'],
  },
  equivalents: ['~sonar:S8431'],
  examples: [
    {
      bad: `FROM alpine@sha256:${'0123456789abcdef'.repeat(4)}\nCMD ["top"]\n`,
      good: `FROM alpine:3.24@sha256:${'0123456789abcdef'.repeat(4)}\nCMD ["top"]\n`,
      byFix: false,
    },
  ],
  *check(use, ctx) {
    const { image } = use;
    if (use.stage || image?.digest === undefined || image.tag !== undefined) return;
    yield ctx.problem('bare', { at: use.shortSpan, data: { image: shortName(use.raw) }, standsFor: [] });
  },
});
