import { defineRule } from '../../engine/rule.js';
import { shortName } from '../../knowledge/base-images.js';

/** The channel that Docker's own pages tell to use, and that missing-syntax-directive writes: its major version stays compatible. */
const OFFICIAL = /^(?:docker\.io\/)?docker\/dockerfile:1$/;

export default defineRule({
  id: 'dockerfile/unpinned-syntax-frontend',
  category: 'supply-chain',
  on: 'dockerfile.file',
  summary: 'The frontend in # syntax= is not pinned by digest',
  severity: 'hint',
  confidence: 'high',
  profile: 'all',
  since: '0.1.0',
  fix: 'none',
  syntax: true,
  messages: {
    tag: '"{image}" may be another program tomorrow, and it drives the build: add @sha256: and its digest',
    none: '"{image}" names no version, so each build takes the newest frontend: add a version and its digest',
  },
  docs: {
    description:
      '# syntax= names a tag without a digest, or no version at all. docker/dockerfile:1, which the pages of Docker tell to use, is left alone.',
    rationale:
      'The frontend is a program that reads the file and drives the build. A tag like docker/dockerfile:1-labs moves with every release, so that two builds of one commit need not be the same.',
    impact: 'A digest has to be raised by hand or by a bot; improvements of the frontend come only then.',
    audit: 'docker buildx imagetools inspect docker/dockerfile:1 prints the digest behind the tag.',
    remediation: 'Write # syntax=docker/dockerfile:1@sha256:... and let a bot keep it up to date.',
    defaultValue: 'Without # syntax= the frontend built into the builder reads the file.',
    references: ['Docker: Custom Dockerfile syntax', 'Reproducible Builds: Definition'],
  },
  equivalents: [],
  examples: [
    {
      bad: '# syntax=docker/dockerfile:1.7-labs\nFROM alpine:3.24\n',
      good: '# syntax=docker/dockerfile:1@sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d\nFROM alpine:3.24\n',
      byFix: false,
    },
  ],
  *check({ frontend }, ctx) {
    if (!frontend || frontend.value === '' || frontend.value.includes('@') || OFFICIAL.test(frontend.value)) return;
    const data = { image: shortName(frontend.value) };
    yield ctx.problem(/:[^/]+$/.test(frontend.value) ? 'tag' : 'none', { at: frontend.span, data });
  },
});
