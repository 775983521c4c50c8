import { defineRule } from '../../engine/rule.js';
import { shortName } from '../../knowledge/base-images.js';
import { workdirOf } from '../../knowledge/base-workdirs.js';
import { copyWordsOf, isRelativePath } from '../../knowledge/copy-target.js';

export default defineRule({
  id: 'dockerfile/relative-copy-destination',
  category: 'syntax',
  on: 'dockerfile.stage',
  scope: { keywords: ['COPY', 'ADD'] },
  summary: 'COPY or ADD goes to a relative path although no WORKDIR is set',
  severity: 'info',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    unknown: '"{target}" lies below whatever directory the base image is in: set WORKDIR, or write an absolute path',
    known: '"{target}" lies below {workdir}, which "{image}" may change: set WORKDIR',
  },
  docs: {
    description:
      'COPY or ADD has a relative destination, and neither the stage nor its parent stages set WORKDIR before. Destinations that are absolute, or begin with a drive letter or a variable, are fine. Where the directory of the base image is known the finding is a hint. Each stage is reported once, at the first of them.',
    rationale:
      'A relative destination is joined to the WORKDIR of the base image. When that changes the files land somewhere else; when there is none they land in /, among the directories of the system.',
    impact: 'Nothing is changed by Seaworthy.',
    audit: 'docker image inspect --format "{{.Config.WorkingDir}}" BASE shows the directory; empty means /.',
    remediation: 'Put WORKDIR /app in front of the instruction, or write the destination as an absolute path.',
    defaultValue: 'Without any WORKDIR the directory is /.',
    references: ['Dockerfile reference: COPY', 'Dockerfile reference: WORKDIR'],
  },
  equivalents: ['hadolint:DL3045'],
  examples: [{ bad: 'FROM node:24-slim\nCOPY . .\n', good: 'FROM node:24-slim\nWORKDIR /app\nCOPY . .\n', byFix: false }],
  *check(stage, ctx) {
    // Nothing can move the root of an empty image.
    if (stage.rootImage.resolved === 'scratch') return;
    for (const own of stage.instructions) {
      const instruction = own.trigger ?? own;
      const { keyword, state } = instruction;
      if (state.workdir !== undefined) return;
      if (keyword !== 'COPY' && keyword !== 'ADD') continue;
      const target = copyWordsOf(instruction)?.target;
      if (!target || !isRelativePath(target.value)) continue;
      const workdir = workdirOf(stage.rootImage);
      const at = target.span;
      if (workdir === undefined) yield ctx.problem('unknown', { at, data: { target: target.value } });
      else {
        const image = shortName(stage.rootImage.raw);
        yield ctx.problem('known', { at, severity: 'hint', data: { target: target.value, workdir, image } });
      }
      // One WORKDIR mends those that follow as well.
      return;
    }
  },
});
