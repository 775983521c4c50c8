import { defineRule } from '../../engine/rule.js';
import { replaceWord } from '../../fix/dockerfile.js';
import { factsOfUse, shortName } from '../../knowledge/base-images.js';

export default defineRule({
  id: 'dockerfile/unqualified-image',
  category: 'supply-chain',
  on: 'dockerfile.image',
  summary: 'An image is named without its registry',
  severity: 'hint',
  confidence: 'high',
  profile: 'all',
  since: '0.1.0',
  fix: 'safe',
  messages: { short: '"{image}" is a short name, which Podman and CRI-O may look up elsewhere than Docker: write its registry' },
  docs: {
    description:
      'An external image in FROM, COPY --from or RUN --mount from= is written without the host of its registry, after the defaults of its variables are put in. scratch and the names of stages are no images.',
    rationale:
      'Docker takes short names for docker.io. Podman, Buildah and CRI-O go through a list of registries that differs between machines, so the same file can pull an image of the same name from somebody else.',
    impact: 'None with Docker, which means the same by both. A name that a build passes with --build-context is no longer replaced by it.',
    audit: 'podman info --format "{{.Registries}}" shows where short names are looked up.',
    remediation: 'Write docker.io/library/alpine:3.24 for official images, docker.io/acme/app:1 for others.',
    defaultValue: 'docker.io with Docker; what registries.conf says with the others.',
    references: ['Podman: short names', 'CRI-O: unqualified-search-registries'],
    limits: 'Build contexts that are given by name look like images.',
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM alpine:3.24\nCMD ["top"]\n',
      good: 'FROM docker.io/library/alpine:3.24\nCMD ["top"]\n',
      byFix: true,
    },
  ],
  *check(use, ctx) {
    const { image, raw } = use;
    if (use.stage || !image || image.registry !== undefined || use.resolved?.toLowerCase() === 'scratch') return;
    // A bare name that no known image has is rather a stage that is misspelled, which has a finding of its own.
    if (use.place !== 'from' && !/[:@/.$]/.test(raw) && !factsOfUse(use)) return;
    const isWritten = !raw.startsWith('$') && image.path.includes('/') === raw.replace(/[@:].*$/, '').includes('/');
    const change = isWritten
      ? replaceWord(
          ctx.model,
          use.at,
          { start: use.span.start, end: use.span.start },
          image.path.includes('/') ? 'docker.io/' : 'docker.io/library/',
        )
      : undefined;
    const isQuoted = /^["']/.test(ctx.text.slice(use.span.start, use.span.end));
    yield ctx.problem('short', {
      at: use.shortSpan,
      data: { image: shortName(raw) },
      // Podman finds an image built on this machine by its short name alone.
      fixes: [change && !isQuoted ? { title: 'Write the registry', safety: factsOfUse(use) ? 'safe' : 'unsafe', ...change } : undefined],
    });
  },
});
