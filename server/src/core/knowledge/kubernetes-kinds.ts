// The built-in kinds of Kubernetes and the version they are taken from; tools/refresh-knowledge.ts writes the table.
import table from './kubernetes-kinds.json';

/** The newest version this build knows, "1.36": judged against where the configuration names none. */
export const KUBERNETES_VERSION: string = table.version;

const namespaced = new Map<string, boolean>();
for (const [id, isNamespaced] of Object.entries(table.kinds)) {
  const [group, , kind] = id.split('/').length === 3 ? id.split('/') : ['', ...id.split('/')];
  namespaced.set(`${group ?? ''}/${kind ?? ''}`, isNamespaced);
}
// Kinds of `apps` and `networking.k8s.io` stood in this group until 1.16 and 1.22; old files still have them there.
for (const kind of ['Deployment', 'DaemonSet', 'ReplicaSet', 'Ingress', 'NetworkPolicy']) namespaced.set(`extensions/${kind}`, true);

/** Is it a built-in kind, in whatever version of its group? */
export const isBuiltInKind = (group: string, kind: string): boolean => namespaced.has(`${group}/${kind}`);

/** Does the kind live in a namespace? Absent for kinds that are not built in. */
export const isNamespacedKind = (group: string, kind: string): boolean | undefined => namespaced.get(`${group}/${kind}`);
