import { isAllowed } from '../../engine/allowed.js';
import { stringList } from '../../engine/options.js';
import { defineRule } from '../../engine/rule.js';
import { changeYaml } from '../../fix/yaml.js';

/** What kubernetes/privilege-escalation would say of the same container; this finding makes it silent. */
const HUSHED = [
  'pss:restricted/allowPrivilegeEscalation',
  'polaris:privilegeEscalationAllowed',
  'trivy:KSV-0001',
  'checkov:CKV_K8S_20',
  'kics:5572cc5e-1e4c-4113-92a6-7a8a3bd25e6d',
] as const;

const OWN = [
  'pss:baseline/privileged',
  'kube-linter:privileged-container',
  'kube-score:container-security-context-privileged',
  'polaris:runAsPrivileged',
  'kubesec:Privileged',
  'trivy:KSV-0017',
  'checkov:CKV_K8S_16',
  'kics:dd29336b-fe57-445b-a26e-e6aa867ae609',
  'cis-kubernetes-1.12:5.2.2',
  'kubescape:C-0057',
  'kubescape:C-0193',
  'kubescape:C-0213',
  'nsa:1.2',
] as const;

const pod = (value: string) => `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example.com/web:1.4.0
      securityContext:
        privileged: ${value}
`;

export default defineRule({
  id: 'kubernetes/privileged-container',
  category: 'container-security',
  on: 'kubernetes.container',
  summary: 'A container runs privileged',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    privileged: 'privileged gives "{name}" every device of its node: set it to false, and add the capabilities it uses',
  },
  docs: {
    description:
      'securityContext.privileged is true on a container, an init container or an ephemeral container. The field exists only there; on the pod it does nothing.',
    rationale:
      'A privileged container has all capabilities, all devices of the node and no seccomp or AppArmor confinement. Whoever takes it over mounts the disk of the node and owns the node, and with it every pod on it.',
    impact:
      'Programs that load kernel modules, mount file systems or talk to devices fail until the capabilities or devices they use are granted one by one.',
    audit:
      "kubectl get pods -A -o json | jq -r '.items[] | select([.spec.containers[].securityContext.privileged] | any) | .metadata.name' lists the pods.",
    remediation:
      'Set privileged to false and add the single capabilities the program needs. Suppress the finding with a reason for node agents that need it all.',
    defaultValue: 'Without the key a container is not privileged.',
    references: ['Kubernetes: Pod Security Standards, baseline, Privileged Containers', 'CIS Kubernetes Benchmark 5.2.2'],
  },
  equivalents: [...OWN, ...HUSHED.map((id) => `~${id}` as const)],
  examples: [{ bad: pod('true'), good: pod('false'), byFix: true }],
  options: { allowed: stringList([], 'Objects that may: name, kind/name or namespace/kind/name; * stands for anything') },
  *check(container, ctx) {
    const found = container.field('securityContext', 'privileged');
    if (found?.value.kind !== 'scalar' || found.value.value !== true) return;
    if (isAllowed(container.pod.object, ctx.options.allowed)) return;
    const escalation = container.field('securityContext', 'allowPrivilegeEscalation')?.value;
    const isHushed = !(escalation?.kind === 'scalar' && escalation.value === false);
    const change = changeYaml(ctx.model.document, [{ op: 'set', path: found.value.path, value: false }]);
    yield ctx.problem('privileged', {
      at: found.span,
      data: { name: container.label },
      standsFor: isHushed ? [...OWN, ...HUSHED] : OWN,
      fixes: [change && { title: 'Set privileged to false', safety: 'unsafe', ...change }],
    });
  },
});
