import { choice } from '../../engine/options.js';
import { defineRule } from '../../engine/rule.js';
import { IMAGE_KINDS, imageKindOf } from '../../knowledge/image-kind.js';

export default defineRule({
  id: 'dockerfile/onbuild-trigger',
  category: 'maintainability',
  on: 'dockerfile.instruction',
  scope: { keywords: ['ONBUILD'] },
  summary: 'ONBUILD is used in an image that is no base for others',
  severity: 'hint',
  confidence: 'low',
  profile: 'all',
  since: '0.1.0',
  fix: 'none',
  messages: {
    trigger: 'This image is no base for others, so the trigger never runs, or runs where nobody sees it: write the instruction itself',
  },
  docs: {
    description:
      'ONBUILD stands in an image whose kind is not base. Without the option the name of the stage and that of the file decide; an image that says nothing of its kind is taken for a base, since it has triggers.',
    rationale:
      'A trigger runs in another build, whose Dockerfile does not show it. In an image that nothing is built on it does nothing; where something is, it surprises.',
    impact: 'Nothing is changed by Seaworthy.',
    audit: 'docker image inspect --format "{{json .Config.OnBuild}}" IMAGE lists the triggers.',
    remediation: 'Write the instruction without ONBUILD, or in the Dockerfiles that need it.',
    defaultValue: 'An image has no triggers.',
    references: ['Dockerfile reference: ONBUILD', 'Docker: Building best practices, ONBUILD'],
    limits: 'Whether other images are built on this one is not visible in its file.',
  },
  equivalents: [],
  options: {
    imageKind: choice(['auto', ...IMAGE_KINDS], 'auto', 'What the image is for; auto reads it from the names of stage and file'),
  },
  examples: [
    {
      bad: 'FROM node:24-slim AS ci\nONBUILD COPY . /src\n',
      good: 'FROM node:24-slim AS ci\nCOPY . /src\n',
      byFix: false,
    },
  ],
  *check(instruction, ctx) {
    const { keyword, onbuild, stage } = instruction;
    if (keyword !== 'ONBUILD' || onbuild || !stage) return;
    if (imageKindOf(stage, ctx.path, ctx.options.imageKind) === 'base') return;
    yield ctx.problem('trigger', { at: instruction.keywordSpan });
  },
});
