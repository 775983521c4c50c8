import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import { containerWith, HARDENED_SHOP, shopWith } from '../../../../../test/kit/manifests.js';
import windowsHostProcess from './windows-host-process.js';

const ON_POD = 'securityContext: {windowsOptions: {«hostProcess: true»}}';

ruleSuite(windowsHostProcess, ({ flags, passes, fixes }) => {
  flags('true on the pod', containerWith('', ON_POD), /^hostProcess runs this pod/, { severity: 'error' });
  flags('true on a container', containerWith('securityContext:\n  windowsOptions:\n    «hostProcess: true»'), /runs "web"/);
  flags('the pod although the container says false', containerWith('securityContext: {windowsOptions: {hostProcess: false}}', ON_POD));
  flags(
    'one line in a whole file',
    shopWith('        runAsUser: 10001\n', '        runAsUser: 10001\n        windowsOptions:\n          «hostProcess: true»\n'),
  );
  passes('a whole file', HARDENED_SHOP);
  passes('false', containerWith('securityContext: {windowsOptions: {hostProcess: false}}'));
  passes('absence', containerWith(''));
  passes('what is allowed', containerWith('', ON_POD.replace(/[«»]/g, '')), { options: { allowed: ['Pod/web'] } });
  fixes(
    'flow style',
    'Remove hostProcess',
    containerWith('securityContext: {windowsOptions: {hostProcess: true, runAsUserName: a}}'),
    containerWith('securityContext: {windowsOptions: {runAsUserName: a}}'),
  );
});
