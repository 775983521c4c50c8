import type { YamlOp } from '../../engine/rule.js';
import { defineRule } from '../../engine/rule.js';
import { absentOn } from '../../fix/harden.js';
import { changeYaml } from '../../fix/yaml.js';
import type { Container } from '../../model/kubernetes/types.js';

const TMP = '/tmp';

const listLength = (container: Container): number => {
  const mounts = container.field('volumeMounts')?.value;
  return mounts?.kind === 'list' ? mounts.items.length : 0;
};

/** Does something writable already stand at /tmp? */
function hasTmp(container: Container): boolean {
  const mounts = container.field('volumeMounts')?.value;
  if (mounts?.kind !== 'list') return false;
  return mounts.items.some((mount) => {
    const path = mount.kind === 'map' ? mount.get('mountPath')?.value : undefined;
    return path?.kind === 'scalar' && String(path.value).replace(/\/+$/, '') === TMP;
  });
}

/** A volume name of its own for each container: two containers must not share /tmp because of a fix. */
function volumeName(container: Container): string {
  const base = (container.name ?? '')
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return base === '' ? 'tmp' : `${base.slice(0, 58)}-tmp`;
}

function readOnlyOps(container: Container): YamlOp[] {
  const ops: YamlOp[] = [{ op: 'set', path: [...container.node.path, 'securityContext', 'readOnlyRootFilesystem'], value: true }];
  // A fragment or template may hold the volume elsewhere.
  if (container.completeness !== 'whole' || hasTmp(container)) return ops;
  const volumes = container.pod.field('volumes')?.value;
  const items = volumes?.kind === 'list' ? volumes.items : [];
  const name = volumeName(container);
  const exists = items.some((item) => {
    const value = item.kind === 'map' ? item.get('name')?.value : undefined;
    return value?.kind === 'scalar' && value.value === name;
  });
  const mount = { name, mountPath: TMP };
  const mounts = [...container.node.path, 'volumeMounts'];
  ops.push(
    listLength(container) > 0
      ? { op: 'set', path: [...mounts, listLength(container)], value: mount }
      : { op: 'set', path: mounts, value: [mount] },
  );
  if (!exists) {
    const volume = { name, emptyDir: {} };
    const path = [...container.pod.node.path, 'volumes'];
    ops.push(items.length > 0 ? { op: 'set', path: [...path, items.length], value: volume } : { op: 'set', path, value: [volume] });
  }
  return ops;
}

const pod = (rest: string, volumes = '') => `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example.com/web:1.4.0
${rest}${volumes}`;

const HARDENED = `      securityContext:
        readOnlyRootFilesystem: true
      volumeMounts:
        - name: web-tmp
          mountPath: /tmp
`;

export default defineRule({
  id: 'kubernetes/writable-root-filesystem',
  category: 'container-security',
  on: 'kubernetes.container',
  summary: 'A container can change the files of its image while it runs',
  severity: 'warning',
  confidence: 'high',
  profile: 'recommended',
  since: '0.1.0',
  fix: 'unsafe',
  messages: {
    writable: 'An intruder can change the programs of "{name}": set readOnlyRootFilesystem to true',
    absent: 'Nothing keeps an intruder from changing the programs of "{name}": set readOnlyRootFilesystem',
  },
  docs: {
    description:
      'securityContext.readOnlyRootFilesystem of a container is not true. A written false is a warning, an absent or null key an info. Windows pods are exempt, because Windows has no read-only root.',
    rationale:
      'A read-only root file system keeps what was built: nobody who gets into the container can replace a program, add a tool or leave a back door in it, and state cannot hide in a layer that is lost with the pod.',
    impact:
      'Programs that write beside their code, to caches, pid files or logs, fail until a volume is mounted there. The fix mounts an emptyDir at /tmp; other paths have to be added by hand.',
    audit: 'kubectl exec POD -- touch /probe fails with "Read-only file system" when it is set.',
    remediation: 'Set securityContext.readOnlyRootFilesystem to true and mount an emptyDir at each path the program writes to.',
    defaultValue: 'Without the key the root file system is writable.',
    references: ['Kubernetes: Configure a Security Context for a Pod or Container'],
  },
  equivalents: [
    'kube-linter:no-read-only-root-fs',
    'kube-score:container-security-context-readonlyrootfilesystem',
    'polaris:notReadOnlyRootFilesystem',
    'kubesec:ReadOnlyRootFilesystem',
    'trivy:KSV-0014',
    'checkov:CKV_K8S_22',
    'kics:a9c2f49d-0671-4fc9-9ece-f4e261e128d0',
    'kubescape:C-0017',
    'nsa:1.1',
  ],
  examples: [
    {
      bad: pod('      securityContext:\n        readOnlyRootFilesystem: false\n'),
      good: pod(HARDENED, '  volumes:\n    - name: web-tmp\n      emptyDir: {}\n'),
      byFix: true,
    },
  ],
  *check(container, ctx) {
    if (container.pod.windows) return;
    const found = container.field('securityContext', 'readOnlyRootFilesystem');
    if (found && (found.value.kind !== 'scalar' || found.value.value !== false)) return;
    if (!found && container.completeness !== 'whole') return;
    const change = changeYaml(ctx.model.document, readOnlyOps(container));
    const fixes = [change && { title: 'Make the root file system read-only', safety: 'unsafe' as const, ...change }];
    const data = { name: container.label };
    if (found) yield ctx.problem('writable', { at: found.span, data, fixes });
    else
      yield ctx.problem('absent', { at: container.nameSpan, severity: 'info', data, fixes, group: absentOn(container, 'read-only root') });
  },
});
