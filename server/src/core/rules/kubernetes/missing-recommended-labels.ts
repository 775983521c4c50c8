import { stringList } from '../../engine/options.js';
import { defineRule } from '../../engine/rule.js';
import { changeYaml } from '../../fix/yaml.js';

const NAME = 'app.kubernetes.io/name';
const STRICT = [
  'app.kubernetes.io/instance',
  'app.kubernetes.io/version',
  'app.kubernetes.io/component',
  'app.kubernetes.io/part-of',
  'app.kubernetes.io/managed-by',
];
const KINDS = new Set([
  'Pod',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Job',
  'CronJob',
  'Service',
  'Ingress',
  'ConfigMap',
  'Secret',
]);
const GROUPS = new Set(['', 'apps', 'batch', 'extensions', 'networking.k8s.io']);

const pod = (labels: string) => `apiVersion: v1
kind: Pod
metadata:
  name: web
${labels}spec:
  containers:
    - name: web
      image: registry.example.com/web:1.4.0
`;

export default defineRule({
  id: 'kubernetes/missing-recommended-labels',
  category: 'metadata',
  on: 'kubernetes.object',
  summary: 'An object does not say which application it belongs to',
  severity: 'info',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    missing: 'No label says which application this {kind} is part of: add app.kubernetes.io/name',
    more: '{count} recommended labels are missing, such as "{first}": add them',
  },
  docs: {
    description:
      'A workload, Service, Ingress, ConfigMap or Secret has no label app.kubernetes.io/name; in the profiles strict and all also instance, version, component, part-of and managed-by. Templates and patches are left alone: their labels come from elsewhere.',
    rationale:
      'In an incident the first question is which objects belong together and which version runs. The recommended labels answer it for every tool in the same way: dashboards, cost reports, kubectl with a selector.',
    impact: 'A label on metadata changes no selector. A changed ConfigMap or Secret may make an operator that watches it act.',
    audit: 'kubectl get all -A -L app.kubernetes.io/name shows an empty column.',
    remediation: 'Add app.kubernetes.io/name to metadata.labels, and the other recommended labels by Helm or Kustomize.',
    defaultValue: 'Kubernetes adds none of these labels.',
    references: ['Kubernetes: Recommended Labels'],
    limits: 'Labels that a kustomization adds (labels, commonLabels) are not seen.',
  },
  equivalents: ['kubescape:C-0077'],
  examples: [{ bad: pod(''), good: pod('  labels:\n    app.kubernetes.io/name: web\n'), byFix: true }],
  options: { keys: stringList([], 'Labels wanted in place of the recommended ones') },
  *check(object, ctx) {
    if (object.completeness !== 'whole' || !object.kind || !KINDS.has(object.kind) || !GROUPS.has(object.group)) return;
    if (object.name === undefined) return;
    const isStrict = ctx.settings.profile !== 'recommended';
    const wanted = ctx.options.keys.length > 0 ? ctx.options.keys : isStrict ? [NAME, ...STRICT] : [NAME];
    const missing = wanted.filter((key) => object.labels?.get(key) === undefined);
    const [first] = missing;
    if (first === undefined) return;
    const change = missing.includes(NAME)
      ? changeYaml(ctx.model.document, [{ op: 'set', path: [...object.path, 'metadata', 'labels', NAME], value: object.name }])
      : undefined;
    const fixes = [change && { title: `Add ${NAME}`, safety: 'unsafe' as const, ...change }];
    if (missing.length === 1 && first === NAME) yield ctx.problem('missing', { at: object.nameSpan, data: { kind: object.kind }, fixes });
    else {
      const data = { count: String(missing.length), first };
      yield ctx.problem('more', { at: object.nameSpan, data, fixes });
    }
  },
});
