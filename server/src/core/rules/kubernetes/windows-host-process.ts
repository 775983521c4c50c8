import { isAllowed } from '../../engine/allowed.js';
import { stringList } from '../../engine/options.js';
import { defineRule } from '../../engine/rule.js';
import { changeYaml } from '../../fix/yaml.js';
import type { YamlEntry } from '../../model/kubernetes/types.js';

const isTrue = (entry: YamlEntry | undefined): entry is YamlEntry => entry?.value.kind === 'scalar' && entry.value.value === true;

const pod = (options: string) => `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  os:
    name: windows
  securityContext:
    windowsOptions:
${options}      runAsUserName: ContainerUser
  containers:
    - name: web
      image: registry.example.com/web:1.4.0
`;

export default defineRule({
  id: 'kubernetes/windows-host-process',
  category: 'host-namespaces',
  on: 'kubernetes.podSpec',
  summary: 'A Windows container runs as a process of its node',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    pod: 'hostProcess runs this pod right on the Windows node, with its files and network: remove it; suppress for node agents',
    container: 'hostProcess runs "{name}" right on the Windows node, with its files and network: remove it',
  },
  docs: {
    description:
      'securityContext.windowsOptions.hostProcess is true on the pod or on a container. A false on the container does not excuse a true on the pod.',
    rationale:
      'A HostProcess container is no container: it runs on the node with the rights of a service account of Windows, sees its files, its processes and its network.',
    impact: 'Tools that manage the node stop working; hostNetwork, which HostProcess pods need, can go too.',
    audit:
      "kubectl get pods -A -o json | jq -r '.items[] | select(.spec.securityContext.windowsOptions.hostProcess == true) | .metadata.name' lists the pods.",
    remediation: 'Remove hostProcess. For node agents keep it and suppress the finding with a reason.',
    defaultValue: 'Without the key a Windows container is isolated.',
    references: ['Kubernetes: Pod Security Standards, baseline, HostProcess', 'CIS Kubernetes Benchmark 5.2.10'],
  },
  equivalents: [
    'pss:baseline/windowsHostProcess',
    'polaris:hostProcess',
    'trivy:KSV-0103',
    'cis-kubernetes-1.12:5.2.10',
    'kubescape:C-0202',
  ],
  examples: [{ bad: pod('      hostProcess: true\n'), good: pod(''), byFix: true }],
  options: { allowed: stringList([], 'Objects that may: name, kind/name or namespace/kind/name; * stands for anything') },
  *check(pod, ctx) {
    if (isAllowed(pod.object, ctx.options.allowed)) return;
    const fix = (entry: YamlEntry) => {
      const change = changeYaml(ctx.model.document, [{ op: 'remove', path: entry.value.path }]);
      return change && { title: 'Remove hostProcess', safety: 'unsafe' as const, ...change };
    };
    const onPod = pod.field('securityContext', 'windowsOptions', 'hostProcess');
    if (isTrue(onPod)) yield ctx.problem('pod', { at: onPod.span, fixes: [fix(onPod)] });
    for (const container of pod.containers) {
      const own = container.field('securityContext', 'windowsOptions', 'hostProcess');
      if (isTrue(own)) yield ctx.problem('container', { at: own.span, data: { name: container.label }, fixes: [fix(own)] });
    }
  },
});
