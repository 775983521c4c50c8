import { stringList } from '../../engine/options.js';
import { defineRule } from '../../engine/rule.js';
import { normalizePath, SENSITIVE_PATHS, SENSITIVE_TREES } from '../../knowledge/host-paths.js';

const SYSTEM_FOLDERS = ['/', '/boot', '/dev', '/etc', '/lib', '/proc', '/sys', '/usr'];

const pod = (source: string) => `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example.com/web:1.4.0
  volumes:
    - name: data
${source}`;

export default defineRule({
  id: 'kubernetes/sensitive-host-path',
  category: 'pod-security',
  on: 'kubernetes.podSpec',
  summary: 'A pod mounts a directory that rules its node',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    mounted: 'With "{path}" of its node mounted, this pod can take the node over: mount a narrower path',
  },
  docs: {
    description:
      'A hostPath volume names a directory of the system (/, /boot, /dev, /etc, /lib, /proc, /root, /sys, /usr, /var, /var/lib), the state of kubelet, etcd, Docker or containerd, or anything below /etc/kubernetes, /proc or /sys, after the path is normalized. Directories that hold the socket of the container runtime belong to kubernetes/runtime-socket-mount.',
    rationale:
      'Such a directory holds the keys of the node, the secrets of other pods or the files that are started as root. A pod that writes there owns the node, one that only reads there gets the credentials of its neighbours.',
    impact: 'Seaworthy changes nothing here: what the directory is used for has to be solved another way.',
    audit:
      'kubectl get pods -A -o json | jq -r \'.items[] | .metadata.name as $n | .spec.volumes[]? | select(.hostPath) | $n + " " + .hostPath.path\' lists them.',
    remediation:
      'Use an emptyDir, a PersistentVolumeClaim or a narrower hostPath, and mount it readOnly. Suppress the finding with a reason for node agents.',
    defaultValue: 'No pod sees files of its node unless it mounts them.',
    references: ['Kubernetes: Volumes, hostPath', 'Kubernetes: Pod Security Standards, baseline, HostPath Volumes'],
  },
  equivalents: ['kube-linter:sensitive-host-mounts', 'kubesec:ProcMount', 'trivy:KSV-0121', 'kics:5308a7a8-06f8-45ac-bf10-791fe21de46e'],
  examples: [{ bad: pod('      hostPath:\n        path: /etc\n'), good: pod('      emptyDir: {}\n'), byFix: false }],
  options: { paths: stringList([], 'Further paths') },
  *check(pod, ctx) {
    const volumes = pod.field('volumes')?.value;
    if (volumes?.kind !== 'list') return;
    for (const volume of volumes.items) {
      const source = volume.kind === 'map' ? volume.get('hostPath')?.value : undefined;
      const found = source?.kind === 'map' ? source.get('path') : undefined;
      if (found?.value.kind !== 'scalar' || found.value.templated || typeof found.value.value !== 'string') continue;
      const path = normalizePath(found.value.value);
      if (path === undefined) continue;
      const isSensitive =
        SENSITIVE_PATHS.includes(path) ||
        ctx.options.paths.includes(path) ||
        SENSITIVE_TREES.some((tree) => path.startsWith(tree + '/') || path === tree);
      if (!isSensitive) continue;
      const standsFor: string[] = [];
      if (SYSTEM_FOLDERS.includes(path)) standsFor.push('kube-linter:sensitive-host-mounts', 'trivy:KSV-0121');
      if (path === '/proc') standsFor.push('kubesec:ProcMount');
      if (pod.object.namespace !== 'kube-system') standsFor.push('kics:5308a7a8-06f8-45ac-bf10-791fe21de46e');
      yield ctx.problem('mounted', { at: found.span, data: { path: found.value.value }, standsFor });
    }
  },
});
