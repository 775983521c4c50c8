import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import { podWith, HARDENED_SHOP, shopWith } from '../../../../../test/kit/manifests.js';
import runtimeSocketMount from './runtime-socket-mount.js';

const volume = (path: string, more = '') => podWith(`containers: []\nvolumes:\n  - name: v\n    hostPath: {${path}${more}}`);

ruleSuite(runtimeSocketMount, ({ flags, passes }) => {
  flags('the socket of Docker', volume('«path: /var/run/docker.sock»'), /^With "\/var\/run\/docker.sock" mounted/, {
    severity: 'error',
    includes: ['kube-linter:docker-sock', 'checkov:CKV_K8S_27'],
  });
  flags('without /var', volume('«path: /run/docker.sock»', ', type: Socket'));
  flags('containerd', volume('«path: /run/containerd/containerd.sock»'), {
    excludes: ['kube-linter:docker-sock'],
    includes: ['kubescape:C-0074'],
  });
  flags('CRI-O', volume('«path: /var/run/crio/crio.sock»'));
  flags('a path that only looks different', volume('«path: /var//run/./docker.sock»'));
  flags('the directory', volume('«path: /var/run/»'), /holds the runtime socket/);
  flags('the directory of containerd', volume('«path: /run/containerd»'));
  flags('an own name', volume('«path: /run/own.sock»'), { options: { sockets: ['own.sock'] } });
  flags(
    'one volume in a whole file',
    shopWith('          configMap:\n            name: api\n', '          hostPath:\n            «path: /run/docker.sock»\n'),
  );
  passes('a whole file', HARDENED_SHOP);
  passes('another socket', volume('path: /run/app.sock'));
  passes('another directory', volume('path: /var/log'));
  passes('no hostPath', podWith('containers: []\nvolumes: [{name: v, emptyDir: {}}]'));
  passes('a template', volume('path: "{{ .Values.socket }}"'), { completeness: 'template' });
  passes('an empty path', volume('path: ""'));
});
