import { stringList } from '../../engine/options.js';
import { defineRule } from '../../engine/rule.js';
import { normalizePath, RUNTIME_SOCKETS, SOCKET_FOLDERS } from '../../knowledge/host-paths.js';
import { baseName } from '../../text/base-name.js';

const ALWAYS = ['trivy:KSV-0006', 'kubescape:C-0074'] as const;
/** These know only the socket of Docker. */
const DOCKER = ['kube-linter:docker-sock', 'kubesec:DockerSock', 'checkov:CKV_K8S_27'] as const;
const ANY_HOST_PATH = ['kics:5308a7a8-06f8-45ac-bf10-791fe21de46e'] as const;
const KICS_SOCKET = 'kics:a6f34658-fdfb-4154-9536-56d516f65828';

const pod = (source: string) => `apiVersion: v1
kind: Pod
metadata:
  name: ci
spec:
  containers:
    - name: ci
      image: registry.example.com/ci:1.4.0
  volumes:
    - name: builds
${source}`;

export default defineRule({
  id: 'kubernetes/runtime-socket-mount',
  category: 'pod-security',
  on: 'kubernetes.podSpec',
  summary: 'A pod mounts the socket of the container runtime',
  severity: 'error',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'none',
  messages: {
    socket: 'With "{path}" mounted, this pod can become root on its node: drop it, use a rootless builder',
    folder: '"{path}" holds the runtime socket, so this pod can become root on its node: drop the mount',
  },
  docs: {
    description:
      'A hostPath volume names the socket of Docker, containerd, CRI-O, cri-dockerd or Podman, or a directory that holds one (/run, /var/run, /run/containerd ...), with or without /var in front and with any hostPath type.',
    rationale:
      'Whoever may write to the socket may start any container, one with the disk of the node mounted and all privileges among them. That is root on the node, without any exploit.',
    impact: 'Seaworthy changes nothing here: what the socket is used for has to be solved another way.',
    audit:
      'kubectl get pods -A -o json | jq -r \'.items[] | select([.spec.volumes[]?.hostPath.path | strings | test("[.]sock$")] | any) | .metadata.name\' lists the pods.',
    remediation:
      'To build images use BuildKit rootless, Buildah or Kaniko; for logs and metrics read the API of the kubelet; for debugging kubectl debug.',
    defaultValue: 'No pod sees the socket unless it is mounted.',
    references: ['Kubernetes: Volumes, hostPath', 'Docker: Protect the Docker daemon socket'],
  },
  equivalents: [...ALWAYS, ...DOCKER, KICS_SOCKET, ...ANY_HOST_PATH.map((id) => `~${id}` as const)],
  examples: [{ bad: pod('      hostPath:\n        path: /var/run/docker.sock\n'), good: pod('      emptyDir: {}\n'), byFix: false }],
  options: { sockets: stringList([], 'Further file names of sockets') },
  *check(pod, ctx) {
    const volumes = pod.field('volumes')?.value;
    if (volumes?.kind !== 'list') return;
    const names = [...RUNTIME_SOCKETS, ...ctx.options.sockets];
    const isSystem = pod.object.namespace === 'kube-system';
    for (const volume of volumes.items) {
      const source = volume.kind === 'map' ? volume.get('hostPath')?.value : undefined;
      const found = source?.kind === 'map' ? source.get('path') : undefined;
      if (found?.value.kind !== 'scalar' || found.value.templated || typeof found.value.value !== 'string') continue;
      const path = normalizePath(found.value.value);
      if (path === undefined) continue;
      const file = baseName(path);
      const anyPath = isSystem ? [] : ANY_HOST_PATH;
      if (names.includes(file)) {
        const standsFor =
          file === 'docker.sock' ? [...ALWAYS, ...DOCKER, KICS_SOCKET, ...anyPath] : [KICS_SOCKET, 'kubescape:C-0074', ...anyPath];
        yield ctx.problem('socket', { at: found.span, data: { path: found.value.value }, standsFor });
      } else if (SOCKET_FOLDERS.includes(path)) {
        yield ctx.problem('folder', { at: found.span, data: { path: found.value.value }, standsFor: anyPath });
      }
    }
  },
});
