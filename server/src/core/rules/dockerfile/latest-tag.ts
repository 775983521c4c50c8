import { defineRule } from '../../engine/rule.js';
import { stringList } from '../../engine/options.js';
import { hasOnlyMovingTags, shortName } from '../../knowledge/base-images.js';
import type { ImageUse } from '../../model/dockerfile/types.js';

/** Peers look at the text of FROM alone. */
function peersOf(use: ImageUse): string[] {
  if (use.place !== 'from') return [];
  const peers = ['sonar:S6596', 'dockle:DKL-DI-0006'];
  if (!/:latest$/.test(use.raw)) return peers;
  peers.push('hadolint:DL3007', 'checkov:CKV_DOCKER_7', 'kics:f45ea400-6bbe-4501-9fc7-1c3d75c32067', 'semgrep:avoid-latest-version');
  peers.push('dockerfilelint:latest_tag', 'dockerfile_lint:is_latest_tag');
  if (use.raw.split(':').length === 2) peers.push('trivy:DS-0001');
  return peers;
}

/** Tags that name a variant and no version mean the latest of it: node:alpine, golang:alpine, php:fpm-alpine. */
const VARIANTS = /^(?:alpine|slim|fpm|apache|cli|zts|perl|jre|jdk|musl|glibc|management)(?:-(?:alpine|slim|fpm|cli|zts|perl|jre|jdk))*$/;

/** "latest-gpu" and "edge-slim" move as much as the word in front; digits may name a release. */
const firstWord = (tag: string): string =>
  /^latest(?:-[a-z]+)+$/.test(tag) || VARIANTS.test(tag)
    ? 'latest'
    : tag.replace(/-(?:alpine|slim|debian|ubuntu|bookworm|trixie|bullseye|perl|dev)$/, '');

export default defineRule({
  id: 'dockerfile/latest-tag',
  category: 'supply-chain',
  on: 'dockerfile.image',
  summary: 'An image is named by the tag latest or another tag that moves',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    latest: '"{image}" can be another image at the next build: name a version, or pin the digest',
    moving: '"{image}" follows development, so the next build may differ: name a release, or pin the digest',
    onlyDigest: '"{image}" is offered without version tags and moves with every release: pin its digest',
  },
  docs: {
    description:
      'An image in FROM, COPY --from or RUN --mount from= has the tag latest and no digest, after the defaults of its variables are put in. Its variants (latest-alpine, or alpine alone) and other tags that move by design (edge, nightly, dev, main and the like) get an info, images whose publisher offers no version tags (distroless, Chainguard) a hint.',
    rationale:
      'latest is not the newest version but whatever was pushed last under that name. Two builds of the same file can give two different programs, and nobody can tell from the file which one is running.',
    impact: 'Someone has to raise the version from time to time; tools such as Renovate and Dependabot do that for a written version.',
    audit: 'grep -nE "^FROM .*:latest( |$)" Dockerfile lists such lines.',
    remediation: 'Name the version the program was tested with (alpine:3.24), or pin the digest (alpine:3.24@sha256:...).',
    defaultValue: 'An image without tag and digest means the tag latest as well.',
    references: ['Dockerfile reference: FROM', 'CIS Docker Benchmark 4.2'],
  },
  equivalents: [
    'hadolint:DL3007',
    'trivy:DS-0001',
    'checkov:CKV_DOCKER_7',
    'kics:f45ea400-6bbe-4501-9fc7-1c3d75c32067',
    'semgrep:avoid-latest-version',
    'sonar:S6596',
    'dockle:DKL-DI-0006',
    'dockerfilelint:latest_tag',
    'dockerfile_lint:is_latest_tag',
  ],
  options: {
    movingTags: stringList(
      ['edge', 'rolling', 'nightly', 'dev', 'main', 'master', 'unstable', 'rawhide', 'sid', 'canary'],
      'Tags beside latest that are made to move',
    ),
  },
  examples: [
    { bad: 'FROM alpine:latest\nCMD ["top"]\n', good: 'FROM alpine:3.24\nCMD ["top"]\n', byFix: false },
    {
      bad: 'ARG TAG=latest\nFROM alpine:${TAG}\nCMD ["top"]\n',
      good: 'ARG TAG=3.24\nFROM alpine:${TAG}\nCMD ["top"]\n',
      byFix: false,
    },
  ],
  *check(use, ctx) {
    const { image } = use;
    if (use.stage || image?.tag === undefined || image.digest !== undefined) return;
    const word = firstWord(image.tag);
    const isLatest = image.tag === 'latest';
    const isOnlyMoving = word === 'latest' && hasOnlyMovingTags(image);
    if (!isLatest && word !== 'latest' && !ctx.options.movingTags.includes(word)) return;
    const data = { image: shortName(use.raw) };
    const at = use.shortSpan;
    if (isOnlyMoving) yield ctx.problem('onlyDigest', { at, severity: 'hint', data, standsFor: isLatest ? peersOf(use) : [] });
    else if (!isLatest && word === 'latest') yield ctx.problem('latest', { at, severity: 'info', data, standsFor: [] });
    else if (!isLatest) yield ctx.problem('moving', { at, severity: 'info', data, standsFor: [] });
    else yield ctx.problem('latest', { at, data, standsFor: peersOf(use) });
  },
});
