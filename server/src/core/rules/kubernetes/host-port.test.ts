import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import { containerWith, podWith, HARDENED_SHOP, shopWith } from '../../../../../test/kit/manifests.js';
import hostPort from './host-port.js';

ruleSuite(hostPort, ({ flags, passes, fixes }) => {
  flags(
    'a port of the node',
    containerWith('ports:\n  - containerPort: 80\n    «hostPort: 8080»'),
    'hostPort 8080 is open on the address of its node, past every Service: remove it, use a Service',
    { severity: 'warning' },
  );
  flags('under hostNetwork', containerWith('ports: [{containerPort: 80, «hostPort: 80»}]', 'hostNetwork: true'), /is open on the address/);
  flags(
    'under hostNetwork with another port',
    containerWith('ports: [{containerPort: 80, «hostPort: 81»}]', 'hostNetwork: true'),
    /rejects hostPort 81 beside containerPort 80/,
  );
  flags(
    'init and ephemeral containers',
    podWith(
      'initContainers: [{name: a, ports: [{containerPort: 1, «hostPort: 1»}]}]\ncontainers: []\nephemeralContainers: [{name: b, ports: [{«hostPort: 2»}]}]',
    ),
  );
  flags(
    'one line in a whole file',
    shopWith('              containerPort: 8080\n', '              containerPort: 8080\n              «hostPort: 8080»\n'),
  );
  passes('a whole file', HARDENED_SHOP);
  passes('0', containerWith('ports: [{containerPort: 80, hostPort: 0}]'));
  passes('no hostPort', containerWith('ports: [{containerPort: 80}]'));
  passes('hostNetwork alone', containerWith('ports: [{containerPort: 80}]', 'hostNetwork: true'));
  passes('an allowed port', containerWith('ports: [{containerPort: 80, hostPort: 80}]'), { options: { allowedPorts: ['80'] } });
  passes('an allowed range', containerWith('ports: [{containerPort: 80, hostPort: 30050}]'), {
    options: { allowedPorts: ['30000-30100'] },
  });
  fixes(
    'with hostIP',
    'Remove hostPort',
    containerWith('ports:\n  - containerPort: 80\n    hostPort: 80\n    hostIP: 127.0.0.1'),
    containerWith('ports:\n  - containerPort: 80'),
  );
  fixes(
    'one comma in flow style',
    'Remove hostPort',
    containerWith('ports: [{containerPort: 80, hostPort: 80}]'),
    containerWith('ports: [{containerPort: 80}]'),
  );
});
