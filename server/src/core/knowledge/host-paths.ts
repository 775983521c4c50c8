// Paths of a node that give whoever mounts them power over it. Source: the catalogue rows kubernetes/runtime-socket-mount and
// kubernetes/sensitive-host-path, which follow the Pod Security Standards and the peers' lists; state of 2026-08.

/** Sockets of container runtimes, by file name. */
export const RUNTIME_SOCKETS: readonly string[] = ['docker.sock', 'containerd.sock', 'crio.sock', 'cri-dockerd.sock', 'podman.sock'];

/** Directories in which those sockets stand. */
export const SOCKET_FOLDERS: readonly string[] = [
  '/run',
  '/var/run',
  '/run/containerd',
  '/var/run/containerd',
  '/run/crio',
  '/var/run/crio',
  '/run/podman',
  '/var/run/podman',
];

/** Directories that hold the system, the secrets or the state of a node. */
export const SENSITIVE_PATHS: readonly string[] = [
  '/',
  '/boot',
  '/dev',
  '/etc',
  '/lib',
  '/proc',
  '/root',
  '/sys',
  '/usr',
  '/var',
  '/var/lib',
  '/var/lib/docker',
  '/var/lib/kubelet',
  '/var/lib/containerd',
  '/var/lib/etcd',
];

/** Directories below which everything is sensitive. */
export const SENSITIVE_TREES: readonly string[] = ['/etc/kubernetes', '/proc', '/sys'];

/** An absolute path without `.`, `..`, doubled or trailing slashes; `undefined` for a relative or empty one. */
export function normalizePath(path: string): string | undefined {
  if (!path.startsWith('/')) return undefined;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return '/' + parts.join('/');
}
