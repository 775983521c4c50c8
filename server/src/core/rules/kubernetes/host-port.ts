import { stringList } from '../../engine/options.js';
import { defineRule } from '../../engine/rule.js';
import { changeYaml } from '../../fix/yaml.js';

const within = (port: number, allowed: string): boolean => {
  const [low, high] = allowed.split('-').map(Number);
  return low !== undefined && port >= low && port <= (high ?? low);
};

const pod = (host: string) => `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example.com/web:1.4.0
      ports:
        - containerPort: 8080
${host}`;

export default defineRule({
  id: 'kubernetes/host-port',
  category: 'host-namespaces',
  on: 'kubernetes.container',
  summary: 'A container takes a port of its node',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    taken: 'hostPort {port} is open on the address of its node, past every Service: remove it, use a Service',
    rejected: 'The API rejects hostPort {port} beside containerPort {container}: remove hostPort',
  },
  docs: {
    description:
      'A port of a container, init container or ephemeral container has a hostPort that is not 0, also under hostNetwork, as in the Pod Security Standards.',
    rationale:
      'The port is reachable on every address of the node, past Services, ingress rules and often past NetworkPolicies. And only one such pod fits on a node, so that scheduling and rolling updates get stuck.',
    impact: 'Clients that used the address of the node have to use a Service.',
    audit:
      "kubectl get pods -A -o json | jq -r '.items[] | select([.spec.containers[].ports[]?.hostPort] | any) | .metadata.name' lists the pods.",
    remediation: 'Remove hostPort and hostIP and publish the port by a Service.',
    defaultValue: 'Without hostPort the port is reachable at the address of the pod only. Under hostNetwork it defaults to containerPort.',
    references: ['Kubernetes: Pod Security Standards, baseline, Host Ports', 'CIS Kubernetes Benchmark 5.2.12'],
  },
  equivalents: [
    'pss:baseline/hostPorts',
    'polaris:hostPortSet',
    'trivy:KSV-0024',
    'checkov:CKV_K8S_26',
    'kics:2b1836f1-dcce-416e-8e16-da8c71920633',
    'cis-kubernetes-1.12:5.2.12',
    'kubescape:C-0044',
    'kubescape:C-0204',
  ],
  examples: [{ bad: pod('          hostPort: 8080\n'), good: pod(''), byFix: true }],
  options: { allowedPorts: stringList([], 'Ports or ranges that may be taken, such as 9100 or 30000-30100') },
  *check(container, ctx) {
    const ports = container.field('ports')?.value;
    if (ports?.kind !== 'list') return;
    const network = container.pod.field('hostNetwork')?.value;
    const isOnHost = network?.kind === 'scalar' && network.value === true;
    for (const item of ports.items) {
      const found = item.kind === 'map' ? item.get('hostPort') : undefined;
      if (item.kind !== 'map' || found?.value.kind !== 'scalar' || found.value.templated) continue;
      const port = found.value.value;
      if (typeof port !== 'number' || port === 0 || ctx.options.allowedPorts.some((allowed) => within(port, allowed))) continue;
      const paths = [found.value.path];
      const hostIp = item.get('hostIP');
      if (hostIp) paths.push(hostIp.value.path);
      const change = changeYaml(
        ctx.model.document,
        paths.map((path) => ({ op: 'remove' as const, path })),
      );
      const fixes = [change && { title: 'Remove hostPort', safety: 'unsafe' as const, ...change }];
      const inside = item.get('containerPort')?.value;
      if (isOnHost && inside?.kind === 'scalar' && typeof inside.value === 'number' && inside.value !== port) {
        yield ctx.problem('rejected', { at: found.span, data: { port: String(port), container: String(inside.value) }, fixes });
      } else {
        yield ctx.problem('taken', { at: found.span, data: { port: String(port) }, fixes });
      }
    }
  },
});
