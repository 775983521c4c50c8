import { defineRule } from '../../engine/rule.js';
import { isAllowed } from '../../engine/allowed.js';
import { stringList } from '../../engine/options.js';
import { changeYaml } from '../../fix/yaml.js';
import { isControlPlane } from '../../knowledge/control-plane.js';

const manifest = (field: string) => `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
${field}  containers:
    - name: web
      image: registry.example.com/web:1.4.0
`;

/** dnsPolicy only makes sense together with hostNetwork. */
const HOST_DNS = 'ClusterFirstWithHostNet';

export default defineRule({
  on: 'kubernetes.podSpec',
  category: 'host-namespaces',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  id: 'kubernetes/host-network',
  summary: 'A pod shares the network namespace of its node',
  messages: {
    shared: 'hostNetwork puts this pod on the network of its node, past every NetworkPolicy: remove it, or suppress with a reason',
    controlPlane: 'hostNetwork is usual for this control-plane pod, yet puts it past every NetworkPolicy: keep it only there',
  },
  equivalents: [
    'pss:baseline/hostNamespaces',
    'kube-linter:host-network',
    'polaris:hostNetworkSet',
    'kubesec:HostNetwork',
    'trivy:KSV-0009',
    'checkov:CKV_K8S_19',
    'kics:6b6bdfb3-c3ae-44cb-88e4-7405c1ba2c8a',
    'cis-kubernetes-1.12:5.2.5',
    'kubescape:C-0041',
    'kubescape:C-0196',
    'kubescape:C-0216',
    'nsa:1.5',
  ],
  docs: {
    description:
      'hostNetwork is true on a pod or a pod template. Static pods of the control plane (labels component and tier control-plane, in kube-system, priority system-node-critical) get an info only.',
    rationale:
      'The pod reaches services that listen on the loopback address of the node, can listen in on its traffic, and is not held by NetworkPolicies. On many clouds it also reaches the metadata service with the identity of the node.',
    impact:
      'The pod gets an address of its own, so clients that used the address of the node need a Service. dnsPolicy ClusterFirstWithHostNet is removed with it. A node agent that truly needs it keeps it: suppress the finding there with a reason.',
    audit:
      'kubectl get pods -A -o json | jq -r \'.items[] | select(.spec.hostNetwork == true) | .metadata.namespace + "/" + .metadata.name\' lists the pods that run this way.',
    remediation: 'Remove hostNetwork (and the dnsPolicy that goes with it) and publish the port by a Service.',
    defaultValue: 'Without hostNetwork a pod has a network namespace and an address of its own.',
    references: ['Kubernetes: Pod Security Standards, baseline, Host Namespaces', 'CIS Kubernetes Benchmark 5.2.5'],
  },
  examples: [
    { bad: manifest('  hostNetwork: true\n'), good: manifest(''), byFix: true },
    { bad: manifest('  hostNetwork: true\n  dnsPolicy: ClusterFirstWithHostNet\n'), good: manifest(''), byFix: true },
  ],
  options: { allowed: stringList([], 'Objects that may: name, kind/name or namespace/kind/name; * stands for anything') },
  *check(pod, ctx) {
    if (isAllowed(pod.object, ctx.options.allowed)) return;
    const found = pod.field('hostNetwork');
    if (!found || found.value.kind !== 'scalar' || found.value.value !== true) return;
    const exempt = isControlPlane(pod);
    const dns = pod.field('dnsPolicy')?.value;
    const paths = [[...pod.node.path, 'hostNetwork']];
    if (dns?.kind === 'scalar' && dns.value === HOST_DNS) paths.push([...pod.node.path, 'dnsPolicy']);
    const change = changeYaml(
      ctx.model.document,
      paths.map((path) => ({ op: 'remove' as const, path })),
    );
    yield ctx.problem(exempt ? 'controlPlane' : 'shared', {
      at: found.span,
      ...(exempt ? { severity: 'info' as const } : {}),
      fixes: [exempt ? undefined : change && { title: 'Remove hostNetwork', safety: 'unsafe', ...change }],
    });
  },
});
