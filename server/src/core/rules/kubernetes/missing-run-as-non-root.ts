import { defineRule } from '../../engine/rule.js';
import { absentOn, setOn } from '../../fix/harden.js';
import { changeYaml } from '../../fix/yaml.js';
import type { Container, PodSpec, YamlEntry } from '../../model/kubernetes/types.js';

const ALWAYS = [
  'pss:restricted/runAsNonRoot',
  'kubesec:RunAsNonRoot',
  'trivy:KSV-0012',
  'cis-kubernetes-1.12:5.2.7',
  'kubescape:C-0013',
  'kubescape:C-0198',
  'kubescape:C-0218',
  'nsa:1.0',
] as const;
/** These are content with a user id above 0. */
const WITHOUT_USER_ID = [
  'kube-linter:run-as-non-root',
  'polaris:runAsRootAllowed',
  'checkov:CKV_K8S_23',
  'kics:cf34805e-3872-4c08-bf92-6ff7bb0cfadb',
] as const;

const is = (entry: YamlEntry | undefined, value: boolean): boolean => entry?.value.kind === 'scalar' && entry.value.value === value;
const isTemplated = (entry: YamlEntry | undefined): boolean => entry?.value.kind === 'scalar' && entry.value.templated;

function userId(container: Container): number | undefined {
  const value = container.effective('runAsUser')?.entry.value;
  return value?.kind === 'scalar' && typeof value.value === 'number' ? value.value : undefined;
}

/** A user namespace maps root of the pod to nobody on the node; from 1.35 on the standard lets such pods be. */
function hasOwnUsers(pod: PodSpec, version: string): boolean {
  const minor = Number(version.split('.')[1] ?? 0);
  return minor >= 35 && is(pod.field('hostUsers'), false);
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
  id: 'kubernetes/missing-run-as-non-root',
  category: 'container-security',
  on: 'kubernetes.podSpec',
  summary: 'Nothing keeps a container from running as root',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    absent: 'Nothing keeps "{name}" from running as root: set securityContext.runAsNonRoot to true',
    allowed: 'runAsNonRoot: false lets "{name}" run as root: set it to true, and give the image a numeric user',
    podAllowed: 'runAsNonRoot: false lets every container of this pod run as root: set it to true',
    overridden: 'Pod Security refuses runAsNonRoot: false on the pod though each container overrides it: set it to true',
    userId: '"{name}" runs as {user}, yet Pod Security refuses it: set runAsNonRoot to true',
  },
  docs: {
    description:
      'The effective runAsNonRoot of a container (its own, else that of the pod) is not true, or the pod says false. A user id above 0 lowers the finding to an info, since only Pod Security still refuses the pod. Pods with a user namespace of their own (hostUsers: false, Kubernetes 1.35 or newer) are exempt.',
    rationale:
      'Most images start as root unless told otherwise, and a process that breaks out of its container keeps its user id. With runAsNonRoot the kubelet refuses to start a container as root, whoever changes the image.',
    impact:
      'An image whose user is root or is given by name does not start (CreateContainerConfigError) until it has a numeric user or runAsUser is set.',
    audit: 'kubectl exec POD -- id -u prints 0 when the container runs as root.',
    remediation: 'Set securityContext.runAsNonRoot to true on the container or the pod, and give the image a numeric USER.',
    defaultValue: 'Without the key the user of the image decides, and that is mostly root.',
    references: ['Kubernetes: Pod Security Standards, restricted, Running as Non-root', 'CIS Kubernetes Benchmark 5.2.7'],
  },
  equivalents: [...ALWAYS, ...WITHOUT_USER_ID],
  examples: [
    { bad: pod(''), good: pod('      securityContext:\n        runAsNonRoot: true\n'), byFix: true },
    {
      bad: pod('      securityContext:\n        runAsNonRoot: false\n'),
      good: pod('      securityContext:\n        runAsNonRoot: true\n'),
      byFix: true,
    },
  ],
  *check(pod, ctx) {
    if (hasOwnUsers(pod, ctx.settings.kubernetes)) return;
    const onPod = pod.field('securityContext', 'runAsNonRoot');
    const setTrue = (entry: YamlEntry) => {
      const change = changeYaml(ctx.model.document, [{ op: 'set', path: entry.value.path, value: true }]);
      return change && { title: 'Set runAsNonRoot to true', safety: 'unsafe' as const, ...change };
    };
    const inherits = pod.containers.filter((container) => container.effective('runAsNonRoot')?.level !== 'container');
    if (onPod && is(onPod, false)) {
      if (inherits.length === 0 && pod.containers.length > 0) {
        yield ctx.problem('overridden', {
          at: onPod.span,
          severity: 'info',
          standsFor: ['pss:restricted/runAsNonRoot'],
          fixes: [setTrue(onPod)],
        });
      } else {
        const isById = inherits.length > 0 && inherits.every((container) => (userId(container) ?? 0) > 0);
        yield ctx.problem('podAllowed', {
          at: onPod.span,
          standsFor: isById ? ALWAYS : [...ALWAYS, ...WITHOUT_USER_ID],
          fixes: [setTrue(onPod)],
        });
      }
    }
    for (const container of pod.containers) {
      const effective = container.effective('runAsNonRoot');
      const name = container.label;
      if (isTemplated(effective?.entry) || is(effective?.entry, true)) continue;
      if (effective && is(effective.entry, false)) {
        if (effective.level === 'pod') continue;
        const user = userId(container) ?? 0;
        const standsFor = user > 0 ? ALWAYS : [...ALWAYS, ...WITHOUT_USER_ID];
        yield ctx.problem('allowed', { at: effective.entry.span, data: { name }, standsFor, fixes: [setTrue(effective.entry)] });
        continue;
      }
      if (container.completeness !== 'whole') continue;
      const user = userId(container);
      const change = setOn(ctx.model, container, ['securityContext', 'runAsNonRoot'], true);
      const shared = {
        at: container.nameSpan,
        group: absentOn(container, 'runAsNonRoot'),
        fixes: [change && { title: 'Set runAsNonRoot to true', safety: 'unsafe' as const, ...change }],
      };
      if (user !== undefined && user > 0) {
        yield ctx.problem('userId', { ...shared, severity: 'info', data: { name, user: String(user) }, standsFor: ALWAYS });
      } else {
        yield ctx.problem('absent', { ...shared, data: { name }, standsFor: [...ALWAYS, ...WITHOUT_USER_ID] });
      }
    }
  },
});
