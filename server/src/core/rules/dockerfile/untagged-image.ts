import { defineRule } from '../../engine/rule.js';
import { factsOfUse, hasOnlyMovingTags, shortName } from '../../knowledge/base-images.js';
import type { ImageUse } from '../../model/dockerfile/types.js';

/** Peers look at FROM alone, and most of them at its text: a colon or a variable decides. */
function peersOf(use: ImageUse): string[] {
  if (use.place !== 'from') return [];
  const peers = ['sonar:S6596', 'dockle:DKL-DI-0006', 'scorecard:Pinned-Dependencies'];
  if (!use.raw.startsWith('$'))
    peers.push('hadolint:DL3006', 'dockerfilelint:missing_tag', 'dockerfile_lint:no_tag', 'semgrep:missing-image-version');
  if (!use.raw.includes(':')) {
    peers.push('checkov:CKV_DOCKER_7', 'kics:9efb0b2d-89c9-41a3-91ca-dcc0aec911fd');
    if (!use.raw.startsWith('$')) peers.push('trivy:DS-0001');
  }
  return peers;
}

export default defineRule({
  id: 'dockerfile/untagged-image',
  category: 'supply-chain',
  on: 'dockerfile.image',
  summary: 'An image is named without tag and digest',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    untagged: '"{image}" has no tag, so it is whatever latest is at the next build: name a version, or pin the digest',
    onlyDigest: '"{image}" is offered without version tags and moves with every release: pin its digest',
  },
  docs: {
    description:
      'An image in FROM, COPY --from or RUN --mount from= has neither tag nor digest, after the defaults of its variables are put in. scratch and the names of stages need none. Images whose publisher offers no version tags (distroless, Chainguard) get a hint.',
    rationale:
      'Without a tag the builder takes latest. Two builds of the same file can then give two different programs, and a broken or hostile release reaches production without any change in the repository.',
    impact: 'Someone has to raise the version from time to time; tools such as Renovate and Dependabot do that for a written version.',
    audit: 'grep -nE "^FROM [^:@]+$" Dockerfile lists such lines.',
    remediation: 'Name the version the program was tested with (alpine:3.24), or pin the digest (alpine:3.24@sha256:...).',
    defaultValue: 'An image without tag and digest means the tag latest.',
    references: ['Dockerfile reference: FROM', 'CIS Docker Benchmark 4.2'],
    limits: 'Names of build contexts (--build-context NAME=...) look like images and are reported; suppress them with that reason.',
  },
  equivalents: [
    'hadolint:DL3006',
    'trivy:DS-0001',
    'checkov:CKV_DOCKER_7',
    'kics:9efb0b2d-89c9-41a3-91ca-dcc0aec911fd',
    'semgrep:missing-image-version',
    'sonar:S6596',
    'dockle:DKL-DI-0006',
    'dockerfilelint:missing_tag',
    'dockerfile_lint:no_tag',
    'scorecard:Pinned-Dependencies',
  ],
  examples: [
    { bad: 'FROM alpine\nCMD ["top"]\n', good: 'FROM alpine:3.24\nCMD ["top"]\n', byFix: false },
    {
      bad: 'FROM debian:trixie-slim\nCOPY --from=nginx /etc/nginx/mime.types /etc/\n',
      good: 'FROM debian:trixie-slim\nCOPY --from=nginx:1.30 /etc/nginx/mime.types /etc/\n',
      byFix: false,
    },
  ],
  *check(use, ctx) {
    const { image } = use;
    if (use.stage || !image || image.tag !== undefined || image.digest !== undefined || use.resolved === 'scratch') return;
    // A bare word behind --from is a stage that does not exist before it is an image: copy-from-unknown-stage says so.
    if (use.place !== 'from' && !/[:@/.]/.test(use.raw) && !factsOfUse(use)) return;
    const standsFor = peersOf(use);
    if (hasOnlyMovingTags(image))
      yield ctx.problem('onlyDigest', { at: use.shortSpan, severity: 'hint', data: { image: shortName(use.raw) }, standsFor });
    else yield ctx.problem('untagged', { at: use.shortSpan, data: { image: shortName(use.raw) }, standsFor });
  },
});
