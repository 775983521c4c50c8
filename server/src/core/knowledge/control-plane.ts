// Which pods are the control plane itself: kubelet starts them from files, so they live by rules of their own.
import type { PodSpec } from '../model/kubernetes/types.js';

/** Static pods of the control plane share the network of their node: that is how they serve the cluster. They have no service account. */
export function isControlPlane(pod: PodSpec): boolean {
  const labels = pod.object.labels ?? (pod.metadata?.get('labels')?.value.kind === 'map' ? pod.metadata.get('labels')?.value : undefined);
  const tier = labels?.kind === 'map' ? labels.get('tier')?.value : undefined;
  const isLabelled =
    labels?.kind === 'map' && labels.get('component') !== undefined && tier?.kind === 'scalar' && tier.value === 'control-plane';
  const priority = pod.field('priorityClassName')?.value;
  const isCritical = priority?.kind === 'scalar' && String(priority.value).startsWith('system-node-critical');
  return pod.object.namespace === 'kube-system' && isLabelled && isCritical;
}
