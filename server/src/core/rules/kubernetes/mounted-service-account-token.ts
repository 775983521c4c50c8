import { defineRule } from '../../engine/rule.js';
import { changeYaml } from '../../fix/yaml.js';
import { isControlPlane } from '../../knowledge/control-plane.js';
import type { PodSpec } from '../../model/kubernetes/types.js';

const ALWAYS = [
  'polaris:automountServiceAccountToken',
  'kubesec:AutomountServiceAccountToken',
  'checkov:CKV_K8S_38',
  'kics:48471392-d4d0-47c0-b135-cdec95eb3eef',
  'cis-kubernetes-1.12:5.1.6',
  'kubescape:C-0034',
  'kubescape:C-0190',
  'kubescape:C-0261',
  'nsa:1.11',
] as const;

/** A pod that asks for a token of its own by a projected volume knows that it needs one. */
function projectsToken(pod: PodSpec): boolean {
  const volumes = pod.field('volumes')?.value;
  if (volumes?.kind !== 'list') return false;
  return volumes.items.some((volume) => {
    const projected = volume.kind === 'map' ? volume.get('projected')?.value : undefined;
    const sources = projected?.kind === 'map' ? projected.get('sources')?.value : undefined;
    return (
      sources?.kind === 'list' && sources.items.some((source) => source.kind === 'map' && source.get('serviceAccountToken') !== undefined)
    );
  });
}

const pod = (automount: string, rest = '') => `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
${automount}  containers:
    - name: web
      image: registry.example.com/web:1.4.0
${rest}`;

export default defineRule({
  id: 'kubernetes/mounted-service-account-token',
  category: 'service-account',
  on: 'kubernetes.podSpec',
  summary: 'A pod is handed an API token it may not need',
  severity: 'info',
  confidence: 'medium',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    absent: 'This pod is handed an API token it may not need: set automountServiceAccountToken to false',
    written: 'automountServiceAccountToken: true hands this pod an API token: set it to false if it never calls the API',
  },
  docs: {
    description:
      'automountServiceAccountToken of a pod is not false. A pod that mounts a projected service account token is left alone: it asks for the token by name.',
    rationale:
      'Whoever takes the container over finds the token under /var/run/secrets and speaks to the API with it. Most programs never call the API, so the token serves nobody else.',
    impact: 'A program that does call the API gets an error about missing credentials.',
    audit: 'kubectl exec POD -- ls /var/run/secrets/kubernetes.io/serviceaccount lists the token when it is mounted.',
    remediation: 'Set automountServiceAccountToken to false on the pod, or on the ServiceAccount for all pods that use it.',
    defaultValue: 'Without the key the token is mounted, unless the ServiceAccount says false.',
    references: ['Kubernetes: Configure Service Accounts for Pods', 'CIS Kubernetes Benchmark 5.1.6'],
    limits: 'A false on the ServiceAccount in another document is not seen, nor are role bindings.',
  },
  equivalents: [...ALWAYS, 'trivy:KSV-0036'],
  examples: [
    {
      bad: pod('  automountServiceAccountToken: true\n'),
      good: pod('  automountServiceAccountToken: false\n'),
      byFix: true,
    },
    { bad: pod(''), good: pod('', '  automountServiceAccountToken: false\n'), byFix: true },
  ],
  *check(pod, ctx) {
    const found = pod.field('automountServiceAccountToken');
    if (found && (found.value.kind !== 'scalar' || found.value.value !== true)) return;
    if (!found && (pod.completeness !== 'whole' || isControlPlane(pod))) return;
    if (projectsToken(pod)) return;
    const path = [...pod.node.path, 'automountServiceAccountToken'];
    const change = changeYaml(ctx.model.document, [{ op: 'set', path, value: false }]);
    const fixes = [change && { title: 'Mount no API token', safety: 'unsafe' as const, ...change }];
    if (found) {
      const standsFor = pod.object.kind === 'Pod' ? [...ALWAYS, 'trivy:KSV-0036'] : ALWAYS;
      yield ctx.problem('written', { at: found.span, standsFor, fixes });
    } else {
      yield ctx.problem('absent', { at: pod.nameSpan, standsFor: ALWAYS, fixes });
    }
  },
});
