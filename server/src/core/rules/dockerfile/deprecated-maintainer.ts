import type { Fix } from '../../engine/rule.js';
import { defineRule } from '../../engine/rule.js';
import { removeInstruction, replaceInstruction } from '../../fix/dockerfile.js';
import { nextInStage } from '../../knowledge/stage-chain.js';
import type { DockerfileModel, Instruction } from '../../model/dockerfile/types.js';

const LABEL = 'org.opencontainers.image.authors';

/** The name without the quotes some put around it, in double quotes in which nothing is expanded. */
function quoted(name: string, escape: string): string {
  const bare = name.replace(/^(["'])(.*)\1$/, '$2');
  return `"${[...bare].map((c) => (c === '"' || c === '$' || c === escape ? escape + c : c)).join('')}"`;
}

/** Neither is safe: the author field goes and a label comes, so that the image is another one. */
function fixOf(model: DockerfileModel, maintainer: Instruction): Fix | undefined {
  const { stage } = maintainer;
  if (maintainer.logical === '' || (!stage && !model.isFragment)) return undefined;
  const isOverridden = stage !== undefined && nextInStage(model, maintainer, 'MAINTAINER') !== undefined;
  if (isOverridden || stage?.labels.has(LABEL)) {
    const change = removeInstruction(model, maintainer);
    return change && { title: 'Remove MAINTAINER', safety: 'unsafe', ...change };
  }
  const change = replaceInstruction(model, maintainer, `LABEL ${LABEL}=${quoted(maintainer.logical, model.escape)}`);
  return change && { title: `Replace by LABEL ${LABEL}`, safety: 'unsafe', ...change };
}

export default defineRule({
  id: 'dockerfile/deprecated-maintainer',
  category: 'maintainability',
  on: 'dockerfile.instruction',
  scope: { keywords: ['MAINTAINER'] },
  summary: 'MAINTAINER is deprecated',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    deprecated: 'MAINTAINER is deprecated and few tools show it: use LABEL org.opencontainers.image.authors',
  },
  docs: {
    description: 'MAINTAINER is used.',
    rationale:
      'The instruction sets one field that can hold one author. It has been deprecated since Docker 1.13; labels can be queried, filtered and inherited, and registries show them.',
    impact: 'The author field of the image becomes empty; who reads it must read the label instead.',
    audit: 'grep -niE "^\\s*MAINTAINER" Dockerfile lists such lines.',
    remediation: 'Replace it by LABEL org.opencontainers.image.authors="...".',
    defaultValue: 'An image has no author unless one is written.',
    references: ['Dockerfile reference: MAINTAINER (deprecated)', 'OCI image specification: annotations'],
  },
  equivalents: [
    'hadolint:DL4000',
    'buildkit:MaintainerDeprecated',
    'trivy:DS-0022',
    'checkov:CKV_DOCKER_6',
    'kics:99614418-f82b-4852-a9ae-5051402b741c',
    'semgrep:maintainer-is-deprecated',
    'sonar:S6586',
    'dockerfile-utils:DEPRECATED_MAINTAINER',
    'dockerfilelint:deprecated_in_1.13',
    'dockerfile_lint:maintainer_deprecated',
  ],
  examples: [
    {
      bad: 'FROM alpine:3.24\nMAINTAINER Jane Doe <jane@example.com>\n',
      good: 'FROM alpine:3.24\nLABEL org.opencontainers.image.authors="Jane Doe <jane@example.com>"\n',
      byFix: true,
    },
  ],
  *check(instruction, ctx) {
    // ONBUILD MAINTAINER is refused by the builder: another finding.
    if (instruction.keyword !== 'MAINTAINER' || instruction.onbuild) return;
    yield ctx.problem('deprecated', { at: instruction.keywordSpan, fixes: [fixOf(ctx.model, instruction)], tags: ['deprecated'] });
  },
});
