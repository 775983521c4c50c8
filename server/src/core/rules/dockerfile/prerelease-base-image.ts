import { defineRule } from '../../engine/rule.js';
import { shortName } from '../../knowledge/base-images.js';

/** Pieces of a tag, in front of which a digit, a dot or a dash stands: "3.15.0b2", "1.2-rc.1", "beta3". */
const PRERELEASE = /(?:^|[-._\d])(?:alpha|beta|preview|rc|pre|ea|nightly|snapshot|canary|edge|milestone|insiders?)[.-]?\d*(?:$|[-._])/i;
/** Python writes 3.15.0a7 and 3.15.0b2. */
const SHORT = /^\d+(?:\.\d+)+[ab]\d+(?:$|-)/;
const DEVELOPMENT = /^(?:rawhide|sid|unstable|testing|experimental|devel|rolling-dev|rc-buggy)(?:$|-)/;

export default defineRule({
  id: 'dockerfile/prerelease-base-image',
  category: 'supply-chain',
  on: 'dockerfile.finalStage',
  summary: 'The image that ships is built on a pre-release',
  severity: 'info',
  confidence: 'high',
  profile: 'strict',
  since: '0.1.0',
  fix: 'none',
  messages: {
    prerelease: '"{image}" is a release that its makers do not support for production: ship on a final one',
  },
  docs: {
    description:
      'The tag of the image that the final stage is built on, at the end of its chain, is a release candidate, an alpha, beta, preview, early access, nightly, snapshot or edge build, or the development branch of a distribution (rawhide, sid, testing). Stages that do not ship may try what is new.',
    rationale:
      'Pre-releases get no security fixes of their own: the answer to a hole is the next pre-release. They may also change what a program relies on.',
    impact: 'There is no fix: the final release may not be out yet.',
    audit: 'docker run --rm --entrypoint cat IMAGE /etc/os-release, or the version command of the language.',
    remediation: 'Build on the newest final release; keep pre-releases to a test stage.',
    defaultValue: 'Registries offer pre-releases beside final releases.',
    references: ['Python: development cycle', 'Debian: releases'],
  },
  equivalents: [],
  examples: [{ bad: 'FROM python:3.15.0rc1-slim\nCMD ["python"]\n', good: 'FROM python:3.14-slim\nCMD ["python"]\n', byFix: false }],
  *check({ stage }, ctx) {
    const use = stage.rootImage;
    const tag = use.image?.tag;
    if (tag === undefined || !(PRERELEASE.test(tag) || SHORT.test(tag) || DEVELOPMENT.test(tag))) return;
    yield ctx.problem('prerelease', { at: use.shortSpan, data: { image: shortName(use.raw) } });
  },
});
