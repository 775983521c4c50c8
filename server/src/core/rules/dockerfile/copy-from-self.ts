import { defineRule } from '../../engine/rule.js';

const PEERS = ['hadolint:DL3023', 'trivy:DS-0006', 'kics:cdddb86f-95f6-4fc4-b5a1-483d9afceb2b'];

export default defineRule({
  id: 'dockerfile/copy-from-self',
  category: 'syntax',
  on: 'dockerfile.stage',
  summary: 'A stage copies from itself',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  syntax: true,
  messages: {
    self: 'This is the stage itself, which is not finished yet, so the build stops here: name an earlier stage, or use RUN cp',
    namesake: 'The stage itself is named "{name}", so this is no image and the build stops: add a tag or rename it',
  },
  docs: {
    description: 'COPY --from or from= of a RUN --mount names the stage it stands in, or gives its number.',
    rationale: 'A stage cannot wait for its own end. BuildKit stops with a circular dependency.',
    impact: 'None: the file cannot be built as it is.',
    audit: 'docker build stops with "circular dependency detected on stage".',
    remediation: 'Name the stage that was meant; within one stage use RUN cp.',
    defaultValue: 'Without --from files come from the build context.',
    references: ['Dockerfile reference: COPY --from'],
  },
  equivalents: PEERS,
  examples: [
    {
      bad: 'FROM alpine:3.24 AS tools\nRUN apk add --no-cache curl\nCOPY --from=tools /usr/bin/curl /opt/\n',
      good: 'FROM alpine:3.24 AS tools\nRUN apk add --no-cache curl\nRUN cp /usr/bin/curl /opt/\n',
      byFix: false,
    },
  ],
  *check(stage, ctx) {
    for (const { reference, stage: target } of stage.uses) {
      if (target !== stage) continue;
      const standsFor = reference.place === 'copy-from' && !/^\d+$/.test(reference.raw) ? PEERS : [];
      const base = stage.image.raw.replace(/[:@].*$/, '');
      const isNamesake = base.toLowerCase() === reference.raw.toLowerCase();
      yield isNamesake
        ? ctx.problem('namesake', { at: reference.span, data: { name: reference.raw }, standsFor })
        : ctx.problem('self', { at: reference.span, standsFor });
    }
  },
});
