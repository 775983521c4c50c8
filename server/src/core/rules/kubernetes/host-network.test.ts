import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import { containerWith, HARDENED_SHOP, shopWith } from '../../../../../test/kit/manifests.js';
import hostNetwork from './host-network.js';

const CONTROL_PLANE = `apiVersion: v1
kind: Pod
metadata:
  name: kube-apiserver
  namespace: kube-system
  labels: {component: kube-apiserver, tier: control-plane}
spec:
  «hostNetwork: true»
  priorityClassName: system-node-critical
  containers: [{name: kube-apiserver, image: "registry.example.com/kube-apiserver:1.36.0"}]
`;

ruleSuite(hostNetwork, ({ flags, passes, fixes }) => {
  flags('true on a Pod', containerWith('', '«hostNetwork: true»'), /^hostNetwork puts this pod/, {
    severity: 'error',
    includes: ['kubesec:HostNetwork'],
  });
  flags('static control-plane pods as an info', CONTROL_PLANE, /control-plane/, { severity: 'info' });
  flags('a pod that only names the priority', CONTROL_PLANE.replace('namespace: kube-system', 'namespace: shop'), /^hostNetwork puts/, {
    severity: 'error',
  });
  flags('one line in a whole file', shopWith('      volumes:\n', '      «hostNetwork: true»\n      volumes:\n'));
  passes('a whole file', HARDENED_SHOP);
  passes('false', containerWith('', 'hostNetwork: false'));
  passes('absence', containerWith(''));
  passes('what is allowed', containerWith('', 'hostNetwork: true'), { options: { allowed: ['web'] } });
  fixes(
    'with the dnsPolicy that belongs to it',
    'Remove hostNetwork',
    containerWith('', 'hostNetwork: true\ndnsPolicy: ClusterFirstWithHostNet'),
    containerWith(''),
  );
  fixes(
    'another dnsPolicy stays',
    'Remove hostNetwork',
    containerWith('', 'hostNetwork: true\ndnsPolicy: Default'),
    containerWith('', 'dnsPolicy: Default'),
  );
});
