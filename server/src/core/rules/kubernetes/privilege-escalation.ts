import { defineRule } from '../../engine/rule.js';
import { absentOn, setOn } from '../../fix/harden.js';
import type { Container } from '../../model/kubernetes/types.js';

const ABSENT_TOO = [
  'pss:restricted/allowPrivilegeEscalation',
  'polaris:privilegeEscalationAllowed',
  'trivy:KSV-0001',
  'checkov:CKV_K8S_20',
  'kics:5572cc5e-1e4c-4113-92a6-7a8a3bd25e6d',
  'cis-kubernetes-1.12:5.2.6',
  'kubescape:C-0016',
  'kubescape:C-0197',
  'kubescape:C-0217',
  'nsa:1.7',
] as const;
/** These two look only at a value that is written. */
const WRITTEN_ONLY = ['kube-linter:privilege-escalation-container', 'kubesec:AllowPrivilegeEscalation'] as const;

/** The API rejects allowPrivilegeEscalation: false beside this capability. */
function addsSysAdmin(container: Container): boolean {
  const added = container.field('securityContext', 'capabilities', 'add')?.value;
  return added?.kind === 'list' && added.items.some((item) => item.kind === 'scalar' && /^(CAP_)?SYS_ADMIN$/.test(String(item.value)));
}

const pod = (context: string) => `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example.com/web:1.4.0
${context}`;

export default defineRule({
  id: 'kubernetes/privilege-escalation',
  category: 'container-security',
  on: 'kubernetes.container',
  summary: 'A process of a container can gain more privileges than its parent',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    allowed: 'allowPrivilegeEscalation lets a setuid program in "{name}" become root: set it to false',
    absent: 'A setuid program in "{name}" may become root: set allowPrivilegeEscalation to false',
  },
  docs: {
    description:
      'securityContext.allowPrivilegeEscalation of a container is not false. A written true is a warning, an absent or null key an info, since the default is true. Windows pods are exempt, and containers that are privileged, because there the graver rule speaks.',
    rationale:
      'With the key set to false the kernel sets no_new_privs, so that setuid and setgid programs and file capabilities gain nothing. That closes the usual way from an unprivileged process to root inside the container.',
    impact: 'Programs that rely on setuid, such as sudo, su or ping in older images, fail inside the container.',
    audit:
      "kubectl get pods -A -o json | jq -r '.items[].spec.containers[] | select(.securityContext.allowPrivilegeEscalation != false) | .name' lists the containers.",
    remediation: 'Set securityContext.allowPrivilegeEscalation to false on each container.',
    defaultValue: 'An absent allowPrivilegeEscalation means true.',
    references: ['Kubernetes: Pod Security Standards, restricted, Privilege Escalation', 'CIS Kubernetes Benchmark 5.2.6'],
  },
  equivalents: [...ABSENT_TOO, ...WRITTEN_ONLY],
  examples: [
    {
      bad: pod('      securityContext:\n        allowPrivilegeEscalation: true\n'),
      good: pod('      securityContext:\n        allowPrivilegeEscalation: false\n'),
      byFix: true,
    },
    { bad: pod(''), good: pod('      securityContext:\n        allowPrivilegeEscalation: false\n'), byFix: true },
  ],
  *check(container, ctx) {
    if (container.pod.windows) return;
    const privileged = container.field('securityContext', 'privileged')?.value;
    if (privileged?.kind === 'scalar' && (privileged.value === true || privileged.templated)) return;
    const found = container.field('securityContext', 'allowPrivilegeEscalation');
    const name = container.label;
    const fix = () => {
      if (addsSysAdmin(container)) return undefined;
      const change = setOn(ctx.model, container, ['securityContext', 'allowPrivilegeEscalation'], false);
      return change && { title: 'Set allowPrivilegeEscalation to false', safety: 'unsafe' as const, ...change };
    };
    if (found) {
      if (found.value.kind === 'scalar' && (found.value.templated || found.value.value !== true)) return;
      yield ctx.problem('allowed', { at: found.span, data: { name }, standsFor: [...ABSENT_TOO, ...WRITTEN_ONLY], fixes: [fix()] });
    } else if (container.completeness === 'whole') {
      yield ctx.problem('absent', {
        at: container.nameSpan,
        severity: 'info',
        data: { name },
        standsFor: ABSENT_TOO,
        group: absentOn(container, 'no escalation'),
        fixes: [fix()],
      });
    }
  },
});
