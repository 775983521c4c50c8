import { defineRule } from '../../engine/rule.js';
import { dropDuplicate, mergeDuplicate } from '../../fix/yaml.js';

const pod = (container: string) => `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example.com/web:1.4.0
${container}`;

export default defineRule({
  id: 'kubernetes/duplicate-key',
  category: 'schema',
  on: 'kubernetes.document',
  summary: 'A mapping holds the same key twice',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  syntax: true,
  messages: {
    lost: 'An earlier "{key}" of this mapping is lost, because the last one wins: merge the two, or delete one',
    sameName: '{key} equals {other} to Kubernetes, so the first is lost: quote one, or delete it',
  },
  docs: {
    description:
      'A mapping has two entries whose keys are equal after Kubernetes has read them: two times securityContext in one container, or on beside true. What a merge key (<<) brings is not counted.',
    rationale:
      'The decoder keeps the last value and drops the others without a word: the hardening in the first securityContext is gone, though it can be read in the file. Clients that decode strictly reject the object instead.',
    impact: 'Deleting the earlier entry keeps what runs today. Merging brings the dropped settings into force.',
    audit: 'kubectl apply --validate=strict --dry-run=server -f FILE names the key.',
    remediation: 'Write the key once, with all that belongs to it. Quote keys such as "on", "yes" or "1" that are meant as text.',
    defaultValue: 'Duplicate keys are tolerated unless a client validates strictly.',
    references: [
      'YAML 1.2.2 specification, 3.2.1.3: keys of a mapping are unique',
      'Kubernetes: server-side field validation, duplicate fields',
    ],
    limits: 'Templates ({{ }}) are not judged: both branches of a condition may write the same key.',
  },
  equivalents: [],
  examples: [
    {
      bad: pod('      securityContext:\n        privileged: true\n      securityContext:\n        readOnlyRootFilesystem: true\n'),
      good: pod('      securityContext:\n        readOnlyRootFilesystem: true\n'),
      byFix: true,
    },
  ],
  *check(model, ctx) {
    if (model.completeness === 'template') return;
    const { document } = model;
    for (const problem of document.problems) {
      if (problem.code !== 'duplicate-key' || !problem.other) continue;
      const key = ctx.text.slice(problem.span.start, problem.span.end);
      const other = ctx.text.slice(problem.other.start, problem.other.end);
      const bare = (text: string): string => text.replace(/^(["'])(.*)\1$/s, '$2');
      const drop = dropDuplicate(document, problem);
      const merge = mergeDuplicate(document, problem);
      const report = {
        at: problem.span,
        related: [{ at: problem.other, message: 'This entry is lost' }],
        fixes: [
          drop && { title: `Delete the earlier ${bare(other)}`, safety: 'unsafe' as const, ...drop },
          merge && { title: `Merge both ${bare(key)}`, safety: 'unsafe' as const, ...merge },
        ],
      };
      if (bare(key) === bare(other)) yield ctx.problem('lost', { ...report, data: { key: bare(key) } });
      else yield ctx.problem('sameName', { ...report, data: { key, other } });
    }
  },
});
