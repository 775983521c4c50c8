import { flag } from '../../engine/options.js';
import { defineRule } from '../../engine/rule.js';
import { absentOn, setOn } from '../../fix/harden.js';
import type { YamlEntry } from '../../model/kubernetes/types.js';

const isZero = (entry: YamlEntry): boolean =>
  entry.value.kind === 'scalar' && /^0+(\.0*)?([EPTGMKkmun]i?)?$/.test(String(entry.value.value));

const pod = (resources: string) => `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example.com/web:1.4.0
      resources:
${resources}`;

export default defineRule({
  id: 'kubernetes/missing-memory-limit',
  category: 'resources',
  on: 'kubernetes.container',
  summary: 'A container may use all memory of its node',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    zero: 'A limit of {value} is none, so "{name}" can starve its node: set a real one',
    absent: '"{name}" has no memory limit, so its leak would starve the whole node: set resources.limits.memory',
  },
  docs: {
    description:
      'resources.limits.memory of a container or init container is absent, null or zero, and the pod as a whole has no such limit either (pod-level resources, Kubernetes 1.34 or newer). A written zero is a warning, an absent key an info.',
    rationale:
      'Without a limit one leaking program takes the memory of the node until the kernel kills processes, often those of other pods. With a limit only the container that leaks is restarted.',
    impact:
      'A limit below what the program needs gets it killed (OOMKilled). The fix takes the request as the limit, the one number the file knows.',
    audit: 'kubectl describe node NODE shows requests and limits of every pod; kubectl top pod --containers what is used.',
    remediation: 'Set resources.limits.memory, as a rule equal to resources.requests.memory.',
    defaultValue: 'Without a limit a container may use all memory of its node, unless a LimitRange of the namespace sets a default.',
    references: ['Kubernetes: Resource Management for Pods and Containers'],
    limits: 'A LimitRange of the namespace that sets a default is not seen.',
  },
  equivalents: [
    'kube-linter:unset-memory-requirements',
    'kube-score:container-resources',
    'polaris:memoryLimitsMissing',
    'kubesec:LimitsMemory',
    'trivy:KSV-0018',
    'checkov:CKV_K8S_13',
    'kics:b14d1bc4-a208-45db-92f0-e21f8e2588e9',
    'kubescape:C-0271',
    'kubescape:C-0004',
    'kubescape:C-0009',
  ],
  examples: [
    {
      bad: pod('        requests:\n          memory: 128Mi\n'),
      good: pod('        requests:\n          memory: 128Mi\n        limits:\n          memory: 128Mi\n'),
      byFix: true,
    },
  ],
  options: { includeInit: flag(true, 'Ask for a limit on init containers too') },
  *check(container, ctx) {
    if (container.list === 'ephemeralContainers') return;
    if (container.list === 'initContainers' && !ctx.options.includeInit) return;
    const podLevel = container.pod.field('resources', 'limits', 'memory');
    const found = container.field('resources', 'limits', 'memory');
    if ((found && !isZero(found)) || (podLevel && !isZero(podLevel))) return;
    if (!found && container.completeness !== 'whole') return;
    const request = container.field('resources', 'requests', 'memory');
    const known = request?.value.kind === 'scalar' && !request.value.templated && !isZero(request) ? request.value.value : undefined;
    const change = known === undefined ? undefined : setOn(ctx.model, container, ['resources', 'limits', 'memory'], known);
    const fixes = [change && { title: `Limit memory to ${String(known)}`, safety: 'unsafe' as const, ...change }];
    const name = container.label;
    if (found) {
      const value = found.value.kind === 'scalar' ? String(found.value.value) : '';
      yield ctx.problem('zero', { at: found.span, data: { name, value }, fixes });
    } else {
      yield ctx.problem('absent', {
        at: container.nameSpan,
        severity: 'info',
        data: { name },
        fixes,
        group: absentOn(container, 'memory limit'),
      });
    }
  },
});
