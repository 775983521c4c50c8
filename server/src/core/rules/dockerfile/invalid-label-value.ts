import { defineRule } from '../../engine/rule.js';
import type { LabelType } from '../../knowledge/label-values.js';
import { fitsType, labelTypeOf } from '../../knowledge/label-values.js';
import { OCI } from '../../knowledge/oci-labels.js';

const PEERS: Readonly<Partial<Record<LabelType, string>>> = {
  url: 'hadolint:DL3052',
  rfc3339: 'hadolint:DL3053',
  spdx: 'hadolint:DL3054',
  hash: 'hadolint:DL3055',
  semver: 'hadolint:DL3056',
  email: 'hadolint:DL3058',
};

export default defineRule({
  id: 'dockerfile/invalid-label-value',
  category: 'metadata',
  on: 'dockerfile.instruction',
  scope: { keywords: ['LABEL'] },
  summary: 'The value of a label is not of the type that its key asks for',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    url: '"{value}" in "{key}" is no URL for a tool to follow: begin it with https://',
    rfc3339: '"{value}" in "{key}" is no time by RFC 3339: write it as 2026-11-23T10:00:00Z',
    spdx: '"{value}" in "{key}" is no SPDX expression: write it as in MIT OR Apache-2.0',
    hash: '"{value}" in "{key}" is no revision to be found again: write the hash of a commit',
    semver: '"{value}" in "{key}" is no semantic version: write it as in 1.4.0',
    email: '"{value}" in "{key}" is no e-mail address: write it as in team@example.com',
    digest: '"{value}" in "{key}" is no digest: write it as sha256: and 64 hexadecimal digits',
    reference: '"{value}" in "{key}" is no image reference: write it as in docker.io/acme/base:1',
  },
  docs: {
    description:
      'A literal value of LABEL is not what its key asks for: a URL (source, url, documentation), a time by RFC 3339 (created), an SPDX expression (licenses), a hash of 7 to 40 or of 64 hexadecimal digits (revision), a digest (base.digest), an image reference (base.name). labels.schema of the configuration sets the type of other keys, semver and email among them, or another type for these. Values with a variable are left alone.',
    rationale:
      'These keys are read by programs: update tools follow the source, license scanners parse the expression, inventories sort by the time. What they cannot parse counts as absent, without a word.',
    impact: 'There is no fix: only the author knows the right value.',
    audit: 'docker image inspect --format "{{json .Config.Labels}}" IMAGE prints the labels.',
    remediation: 'Write the value in the form that the specification asks for.',
    defaultValue: 'Builders copy any text into a label.',
    references: [
      'OCI Image Format Specification: Annotations, pre-defined keys',
      'SPDX Specification: license expressions',
      'RFC 3339: Date and Time on the Internet',
    ],
    limits: 'Whether a URL answers and whether a commit exists is not looked up.',
  },
  equivalents: [
    'hadolint:DL3052',
    'hadolint:DL3053',
    'hadolint:DL3054',
    'hadolint:DL3055',
    'hadolint:DL3056',
    'hadolint:DL3058',
    '~dockerfile_lint:defined_namevals',
  ],
  examples: [
    {
      bad: `FROM alpine:3.24\nLABEL ${OCI}licenses="Apache 2.0"\n`,
      good: `FROM alpine:3.24\nLABEL ${OCI}licenses="Apache-2.0"\n`,
      byFix: false,
    },
    {
      bad: `FROM alpine:3.24\nLABEL ${OCI}source="example.com/acme/app"\n`,
      good: `FROM alpine:3.24\nLABEL ${OCI}source="https://example.com/acme/app"\n`,
      byFix: false,
    },
  ],
  *check(instruction, ctx) {
    if (instruction.keyword !== 'LABEL') return;
    for (const { name, value } of instruction.pairs) {
      if (!value || value.value.trim() === '' || value.value.includes('$')) continue;
      const type = labelTypeOf(name.value, ctx.settings.labels.schema);
      if (type === undefined || type === 'text' || fitsType(type, value.value)) continue;
      const key = name.value.startsWith(OCI) ? name.value.slice(OCI.length) : name.value;
      const peer = PEERS[type];
      yield ctx.problem(type, { at: value.span, data: { value: value.value, key }, standsFor: peer ? [peer] : [] });
    }
  },
});
