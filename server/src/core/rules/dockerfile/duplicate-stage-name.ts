import { defineRule } from '../../engine/rule.js';
import type { Stage } from '../../model/dockerfile/types.js';

const SAME_TEXT = ['hadolint:DL3024', 'trivy:DS-0012', 'kics:f2daed12-c802-49cd-afed-fe41d0b82fed'];

/** Peers compare the names as written; Checkov finds them behind a lower-case "as" only. */
function peersOf(first: Stage, second: Stage): string[] {
  const peers = ['buildkit:DuplicateStageName', 'dockerfile-utils:DUPLICATE_BUILD_STAGE_NAME'];
  if (first.name?.value !== second.name?.value) return peers;
  peers.push(...SAME_TEXT);
  if ([first, second].every(({ from }) => from.words[1]?.value === 'as')) peers.push('checkov:CKV_DOCKER_11');
  return peers;
}

export default defineRule({
  id: 'dockerfile/duplicate-stage-name',
  category: 'syntax',
  on: 'dockerfile.file',
  summary: 'Two stages carry the same name',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  syntax: true,
  messages: {
    duplicate: 'An earlier stage is named "{name}" too, so COPY --from and FROM may mean either: rename one of them',
  },
  docs: {
    description: 'Two FROM instructions give their stages the same name. Names are compared without regard to case, as BuildKit does.',
    rationale:
      'The later stage takes the name over. What is copied from, built on or chosen with --target then depends on the order of the stages, and mostly is not what was meant.',
    impact: 'Whoever chooses a stage with --target may have to use the new name.',
    audit: 'docker build --check . reports DuplicateStageName.',
    remediation: 'Give each stage a name of its own and correct the references to it.',
    defaultValue: 'A stage without AS has no name, only a number.',
    references: ['Dockerfile reference: FROM', 'BuildKit build checks: DuplicateStageName'],
  },
  equivalents: [
    'hadolint:DL3024',
    'buildkit:DuplicateStageName',
    'trivy:DS-0012',
    'checkov:CKV_DOCKER_11',
    'kics:f2daed12-c802-49cd-afed-fe41d0b82fed',
    'dockerfile-utils:DUPLICATE_BUILD_STAGE_NAME',
  ],
  examples: [
    {
      bad: 'FROM golang:1.27 AS build\nFROM node:24 AS build\n',
      good: 'FROM golang:1.27 AS build\nFROM node:24 AS assets\n',
      byFix: false,
    },
  ],
  *check(file, ctx) {
    const seen = new Map<string, Stage>();
    for (const stage of file.stages) {
      if (!stage.name) continue;
      const key = stage.name.value.toLowerCase();
      const first = seen.get(key);
      if (!first?.name) {
        seen.set(key, stage);
        continue;
      }
      yield ctx.problem('duplicate', {
        at: stage.name.span,
        data: { name: stage.name.value },
        standsFor: peersOf(first, stage),
        related: [{ at: first.name.span, message: 'the earlier stage of this name' }],
      });
    }
  },
});
