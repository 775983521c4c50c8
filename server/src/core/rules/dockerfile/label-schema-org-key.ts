import { defineRule } from '../../engine/rule.js';
import { renamePair } from '../../fix/pairs.js';
import { fitsType, labelTypeOf } from '../../knowledge/label-values.js';
import { OCI } from '../../knowledge/oci-labels.js';

const OLD = 'org.label-schema.';
/** The table at the end of label-schema.org, which OCI's specification repeats under "back-compatibility". */
const SUCCESSORS: Readonly<Record<string, string>> = {
  'build-date': 'created',
  description: 'description',
  license: 'licenses',
  name: 'title',
  url: 'url',
  usage: 'documentation',
  'vcs-ref': 'revision',
  'vcs-url': 'source',
  vendor: 'vendor',
  version: 'version',
};

export default defineRule({
  id: 'dockerfile/label-schema-org-key',
  category: 'metadata',
  on: 'dockerfile.instruction',
  scope: { keywords: ['LABEL'] },
  summary: 'A label has a key of Label Schema, which the OCI keys have replaced',
  severity: 'info',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    old: 'Few tools still read "{key}" of Label Schema: write org.opencontainers.image.{known}',
    both: 'Few tools still read "{key}" beside org.opencontainers.image.{known}: delete it',
  },
  docs: {
    description: 'A LABEL has a key with the prefix org.label-schema. for which the OCI image specification has a key of the same meaning.',
    rationale:
      'Label Schema was superseded in 2018 and its site is an archive. Registries, scanners and update tools look for org.opencontainers.image. and find nothing.',
    impact: 'A tool of your own that still reads the old key no longer finds it; the labels of the image change, and its digest with them.',
    audit: 'docker image inspect --format "{{json .Config.Labels}}" IMAGE prints the labels.',
    remediation: 'Rename the key: build-date to created, vcs-url to source, vcs-ref to revision, name to title, usage to documentation.',
    defaultValue: 'Builders take any key.',
    references: ['OCI Image Format Specification: Annotations, back-compatibility with Label Schema'],
    limits: 'Keys without a counterpart (schema-version, docker.cmd and others) are left alone.',
  },
  equivalents: [],
  examples: [
    {
      bad: 'FROM alpine:3.24\nARG REVISION\nLABEL org.label-schema.vcs-ref=$REVISION\n',
      good: 'FROM alpine:3.24\nARG REVISION\nLABEL org.opencontainers.image.revision=$REVISION\n',
      byFix: true,
    },
  ],
  *check(instruction, ctx) {
    if (instruction.keyword !== 'LABEL') return;
    for (const pair of instruction.pairs) {
      const key = pair.name.value;
      const short = key.startsWith(OLD) ? key.slice(OLD.length) : '';
      const successor = Object.hasOwn(SUCCESSORS, short) ? SUCCESSORS[short] : undefined;
      if (successor === undefined) continue;
      const data = { key: short, known: successor };
      const isSet = instruction.stage?.labels.has(OCI + successor) || instruction.pairs.some(({ name }) => name.value === OCI + successor);
      if (isSet) {
        yield ctx.problem('both', { at: pair.name.span, data });
        continue;
      }
      // What the OCI key would not take needs another value first.
      const value = pair.value?.value ?? '';
      const type = labelTypeOf(OCI + successor, ctx.settings.labels.schema) ?? 'text';
      const isTaken = value.includes('$') || (value.trim() !== '' && fitsType(type, value));
      const change = isTaken ? renamePair(ctx.model, instruction, pair, OCI + successor) : undefined;
      yield ctx.problem('old', {
        at: pair.name.span,
        data,
        fixes: [change && { title: `Write ${OCI}${successor}`, safety: 'unsafe', ...change }],
      });
    }
  },
});
