import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import { podWith, HARDENED_SHOP, shopWith } from '../../../../../test/kit/manifests.js';
import sensitiveHostPath from './sensitive-host-path.js';

const volume = (path: string) => podWith(`containers: []\nvolumes:\n  - name: v\n    hostPath:\n      ${path}`);
const SENSITIVE = [
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

ruleSuite(sensitiveHostPath, ({ flags, passes }) => {
  for (const path of SENSITIVE) flags(path, volume(`«path: ${path}»`), { severity: 'error' });
  flags('a path below', volume('«path: /etc/kubernetes/pki»'), { excludes: ['kube-linter:sensitive-host-mounts'] });
  flags('a path below /proc', volume('«path: /proc/1»'));
  flags('a path that only looks different', volume('«path: /etc/../etc/»'), {
    includes: ['kube-linter:sensitive-host-mounts', 'trivy:KSV-0121'],
  });
  flags('/proc for kubesec', volume('«path: /proc»'), { includes: ['kubesec:ProcMount'] });
  flags('an own path', volume('«path: /data»'), { options: { paths: ['/data'] } });
  flags(
    'one volume in a whole file',
    shopWith(
      '          configMap:\n            name: api\n',
      '          hostPath:\n            «path: /etc/kubernetes»\n            type: Directory\n',
    ),
  );
  passes('a whole file', HARDENED_SHOP);
  passes('a harmless path', volume('path: /var/log/app'));
  passes('a path that only starts alike', volume('path: /etcetera'));
  passes('the directory of a runtime socket, which another rule has', volume('path: /var/run'));
  passes('a variable', volume('path: "${DATA}"'));
});
