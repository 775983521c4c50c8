import { count } from '../../engine/options.js';
import { defineRule } from '../../engine/rule.js';
import { changeYaml } from '../../fix/yaml.js';
import type { PodSpec, YamlEntry } from '../../model/kubernetes/types.js';

const isRoot = (entry: YamlEntry | undefined): entry is YamlEntry => entry?.value.kind === 'scalar' && entry.value.value === 0;

/** A user namespace maps root of the pod to nobody on the node; from 1.35 on the standard lets such pods be. */
function hasOwnUsers(pod: PodSpec, version: string): boolean {
  const hostUsers = pod.field('hostUsers')?.value;
  return Number(version.split('.')[1] ?? 0) >= 35 && hostUsers?.kind === 'scalar' && hostUsers.value === false;
}

const pod = (user: number) => `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    runAsUser: ${user}
  containers:
    - name: web
      image: registry.example.com/web:1.4.0
`;

export default defineRule({
  id: 'kubernetes/root-user',
  category: 'container-security',
  on: 'kubernetes.podSpec',
  summary: 'A container is told to run as root',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    container: 'runAsUser: 0 makes "{name}" root, on the node too if it gets out: use {uid}',
    pod: 'runAsUser: 0 makes this pod root, on the node too if it gets out: use a number such as {uid}',
    overridden: 'Pod Security refuses runAsUser: 0 on the pod, overridden or not: use a number such as {uid}',
  },
  docs: {
    description:
      'runAsUser is 0 on the pod or on a container. A 0 on the pod that every container overrides is an info, since Pod Security refuses it all the same. Pods with a user namespace of their own (hostUsers: false, Kubernetes 1.35 or newer) are exempt.',
    rationale:
      'A process that escapes its container keeps its user id; as 0 it owns the node. Inside the container root can change every file and use every capability that was left.',
    impact: 'The program loses the right to write files that belong to root and to open ports below 1024; volumes may need fsGroup.',
    audit: 'kubectl exec POD -- id -u prints 0.',
    remediation: 'Use an unprivileged user id above 0, best the one the image was built for.',
    defaultValue: 'Without runAsUser the user of the image decides.',
    references: ['Kubernetes: Pod Security Standards, restricted, Running as Non-root user'],
  },
  equivalents: ['pss:restricted/runAsUser', 'kube-linter:run-as-non-root', 'trivy:KSV-0105', 'polaris:runAsRootAllowed'],
  examples: [{ bad: pod(0), good: pod(10001), byFix: true }],
  options: { uid: count(10001, 'User id that the fix writes') },
  *check(pod, ctx) {
    if (hasOwnUsers(pod, ctx.settings.kubernetes)) return;
    const uid = ctx.options.uid;
    const fix = (entry: YamlEntry) => {
      const change = changeYaml(ctx.model.document, [{ op: 'set', path: entry.value.path, value: uid }]);
      return change && { title: `Run as user ${uid}`, safety: 'unsafe' as const, ...change };
    };
    const onPod = pod.field('securityContext', 'runAsUser');
    if (isRoot(onPod)) {
      const overridden = pod.containers.length > 0 && pod.containers.every((c) => c.effective('runAsUser')?.level === 'container');
      const data = { uid: String(uid) };
      if (overridden) {
        yield ctx.problem('overridden', {
          at: onPod.span,
          severity: 'info',
          data,
          standsFor: ['pss:restricted/runAsUser'],
          fixes: [fix(onPod)],
        });
      } else {
        yield ctx.problem('pod', { at: onPod.span, data, fixes: [fix(onPod)] });
      }
    }
    for (const container of pod.containers) {
      const own = container.field('securityContext', 'runAsUser');
      if (!isRoot(own)) continue;
      yield ctx.problem('container', {
        at: own.span,
        data: { name: container.label, uid: String(uid) },
        fixes: [fix(own)],
      });
    }
  },
});
