import { defineRuleFamily } from '../../engine/rule.js';
import { isAllowed } from '../../engine/allowed.js';
import { stringList } from '../../engine/options.js';
import { changeYaml } from '../../fix/yaml.js';

const shared = {
  category: 'host-namespaces',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
} as const;

const NODE_AGENT = 'A node agent that truly needs it keeps it: suppress the finding there with a reason.';
const CHECK = (field: string) =>
  `kubectl get pods -A -o json | jq -r '.items[] | select(.spec.${field} == true) | .metadata.namespace + "/" + .metadata.name' lists the pods that run this way.`;
const PSS = 'Kubernetes: Pod Security Standards, baseline, Host Namespaces';

const manifest = (field: string) => `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
${field}  containers:
    - name: web
      image: registry.example.com/web:1.4.0
`;

export default defineRuleFamily({
  on: 'kubernetes.podSpec',
  rows: [
    {
      ...shared,
      id: 'kubernetes/host-pid',
      field: 'hostPID',
      summary: 'A pod shares the process namespace of its node',
      messages: {
        shared: 'hostPID lets this pod see and signal every process on the node: remove it; suppress with a reason for node agents',
      },
      equivalents: [
        'pss:baseline/hostNamespaces',
        'kube-linter:host-pid',
        'polaris:hostPIDSet',
        'kubesec:HostPID',
        'trivy:KSV-0010',
        'checkov:CKV_K8S_17',
        'kics:302736f4-b16c-41b8-befe-c0baffa0bd9d',
        'cis-kubernetes-1.12:5.2.3',
        'kubescape:C-0038',
        'kubescape:C-0194',
        'kubescape:C-0214',
        'kubescape:C-0275',
        'nsa:1.4',
      ],
      docs: {
        description:
          'hostPID is true on a pod or a pod template. Absent, null and false are fine; yes and on count as true, as Kubernetes reads them.',
        rationale:
          'A process in such a pod sees every process on the node, reads their environment and command lines, and, as root, can signal or trace them. One compromised container then reaches every other workload of the node and the node itself.',
        impact: `Tools that list or trace processes of the node stop working. ${NODE_AGENT}`,
        audit: CHECK('hostPID'),
        remediation: 'Remove hostPID. To watch one other container, use shareProcessNamespace inside the pod instead.',
        defaultValue: 'Without hostPID a pod has process namespaces of its own.',
        references: [PSS, 'CIS Kubernetes Benchmark 5.2.3'],
      },
      examples: [{ bad: manifest('  hostPID: true\n'), good: manifest(''), byFix: true }],
    },
    {
      ...shared,
      id: 'kubernetes/host-ipc',
      field: 'hostIPC',
      summary: 'A pod shares the IPC namespace of its node',
      messages: {
        shared: 'hostIPC lets this pod read shared memory of other processes on the node: remove it; use an emptyDir of medium Memory',
      },
      equivalents: [
        'pss:baseline/hostNamespaces',
        'kube-linter:host-ipc',
        'polaris:hostIPCSet',
        'kubesec:HostIPC',
        'trivy:KSV-0008',
        'checkov:CKV_K8S_18',
        'kics:cd290efd-6c82-4e9d-a698-be12ae31d536',
        'cis-kubernetes-1.12:5.2.4',
        'kubescape:C-0038',
        'kubescape:C-0195',
        'kubescape:C-0215',
        'kubescape:C-0276',
        'nsa:1.3',
      ],
      docs: {
        description: 'hostIPC is true on a pod or a pod template. Absent, null and false are fine.',
        rationale:
          'System V shared memory, semaphores and message queues of the node become readable and writable for the pod. Databases and other processes that talk through shared memory can be read or corrupted from it.',
        impact: `Programs that exchange data with processes of the node through shared memory stop working. ${NODE_AGENT}`,
        audit: CHECK('hostIPC'),
        remediation:
          'Remove hostIPC. Containers of one pod share an IPC namespace anyway; for more room mount an emptyDir with medium Memory at /dev/shm.',
        defaultValue: 'Without hostIPC a pod has an IPC namespace of its own.',
        references: [PSS, 'CIS Kubernetes Benchmark 5.2.4'],
      },
      examples: [{ bad: manifest('  hostIPC: true\n'), good: manifest(''), byFix: true }],
    },
  ],
  options: { allowed: stringList([], 'Objects that may: name, kind/name or namespace/kind/name; * stands for anything') },
  *check(pod, ctx, row) {
    if (isAllowed(pod.object, ctx.options.allowed)) return;
    const found = pod.field(row.field);
    if (!found || found.value.kind !== 'scalar' || found.value.value !== true) return;
    const change = changeYaml(ctx.model.document, [{ op: 'remove', path: [...pod.node.path, row.field] }]);
    yield ctx.problem('shared', { at: found.span, fixes: [change && { title: `Remove ${row.field}`, safety: 'unsafe', ...change }] });
  },
});
