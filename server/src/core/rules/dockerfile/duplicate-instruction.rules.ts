import { defineRuleFamily } from '../../engine/rule.js';
import { removeInstruction } from '../../fix/dockerfile.js';

const shared = {
  category: 'syntax',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'safe',
} as const;

const docsOf = (keyword: string, field: string) => ({
  description: `A stage has more than one ${keyword}. Every one but the last is reported. What a stage inherits does not count, nor does an ONBUILD trigger.`,
  rationale: `An image has one ${keyword}: the last of its stage. Those above it do nothing, and a reader who finds the first takes it for the one that runs.`,
  impact: 'None: what is removed has no effect.',
  audit: `docker image inspect --format "{{json .Config.${field}}}" IMAGE shows the one that is left.`,
  remediation: `Keep the last ${keyword} of the stage and remove the others; for another command of the same image make another stage, or pass it when the container is started.`,
  defaultValue: `Without ${keyword} the stage keeps that of its base image.`,
  references: [`Dockerfile reference: ${keyword}`],
});

const example = (first: string, last: string) => ({
  bad: `FROM nginx:1.30-alpine\n${first}\n${last}\n`,
  good: `FROM nginx:1.30-alpine\n${last}\n`,
  byFix: true,
});

const message = (keyword: string) =>
  ({
    ignored: `This ${keyword} does nothing, as only the last one of a stage counts: remove it`,
  }) as const;

export default defineRuleFamily({
  on: 'dockerfile.stage',
  rows: [
    {
      ...shared,
      id: 'dockerfile/duplicate-cmd',
      keyword: 'CMD',
      summary: 'A stage has more than one CMD',
      messages: message('CMD'),
      equivalents: [
        'hadolint:DL4003',
        'buildkit:MultipleInstructionsDisallowed',
        'trivy:DS-0016',
        'kics:41c195f4-fc31-4a5c-8a1b-90605538d49f',
        'sonar:S6589',
        'dockerfile-utils:MULTIPLE_INSTRUCTIONS',
      ],
      docs: docsOf('CMD', 'Cmd'),
      examples: [example('CMD ["nginx"]', 'CMD ["nginx", "-g", "daemon off;"]')],
    },
    {
      ...shared,
      id: 'dockerfile/duplicate-entrypoint',
      keyword: 'ENTRYPOINT',
      summary: 'A stage has more than one ENTRYPOINT',
      messages: message('ENTRYPOINT'),
      equivalents: [
        'hadolint:DL4004',
        'buildkit:MultipleInstructionsDisallowed',
        'trivy:DS-0007',
        'kics:6938958b-3f1a-451c-909b-baeee14bdc97',
        'semgrep:multiple-entrypoint-instructions',
        'sonar:S6589',
        'dockerfile-utils:MULTIPLE_INSTRUCTIONS',
      ],
      docs: docsOf('ENTRYPOINT', 'Entrypoint'),
      examples: [example('ENTRYPOINT ["/bin/sh"]', 'ENTRYPOINT ["/start"]')],
    },
    {
      ...shared,
      id: 'dockerfile/duplicate-healthcheck',
      keyword: 'HEALTHCHECK',
      summary: 'A stage has more than one HEALTHCHECK',
      messages: message('HEALTHCHECK'),
      equivalents: [
        'hadolint:DL3012',
        'buildkit:MultipleInstructionsDisallowed',
        'trivy:DS-0023',
        'dockerfile-utils:MULTIPLE_INSTRUCTIONS',
        'datadog:1c2d47bd-eec6-6485-7ed7-3d0650e960a4',
      ],
      docs: docsOf('HEALTHCHECK', 'Healthcheck'),
      examples: [example('HEALTHCHECK NONE', 'HEALTHCHECK CMD wget -q --spider http://localhost/')],
    },
  ],
  *check(stage, ctx, row) {
    const all = stage.instructions.filter(({ keyword }) => keyword === row.keyword);
    const last = all[all.length - 1];
    if (!last || all.length < 2) return;
    for (const instruction of all.slice(0, -1)) {
      const change = removeInstruction(ctx.model, instruction);
      yield ctx.problem('ignored', {
        at: instruction.keywordSpan,
        related: [{ at: last.keywordSpan, message: `This ${row.keyword} counts` }],
        fixes: [change && { title: `Remove this ${row.keyword}`, safety: 'safe', ...change }],
        tags: ['unnecessary'],
      });
    }
  },
});
