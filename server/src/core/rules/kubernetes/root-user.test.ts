import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import { containerWith, HARDENED_SHOP, shopWith } from '../../../../../test/kit/manifests.js';
import rootUser from './root-user.js';

const ROOT = 'securityContext: {«runAsUser: 0»}';

ruleSuite(rootUser, ({ flags, passes, fixes }) => {
  flags('0 on a container', containerWith(ROOT), /^runAsUser: 0 makes "web" root/, {
    severity: 'error',
    includes: ['pss:restricted/runAsUser'],
  });
  flags('0 on the pod', containerWith('', ROOT), /makes this pod root/);
  flags('0 on the pod that every container overrides', containerWith('securityContext: {runAsUser: 1000}', ROOT), /overridden or not/, {
    severity: 'info',
  });
  flags('octal 0', containerWith('securityContext: {«runAsUser: 00»}'));
  flags('own users before 1.35', containerWith(ROOT, 'hostUsers: false'), { settings: { kubernetes: '1.34' } });
  flags('one line in a whole file', shopWith('runAsUser: 10001', '«runAsUser: 0»'));
  passes('a whole file', HARDENED_SHOP);
  passes('own users from 1.35 on', containerWith('securityContext: {runAsUser: 0}', 'hostUsers: false'));
  passes('another number', containerWith('securityContext: {runAsUser: 1000}'));
  passes('a string', containerWith('securityContext: {runAsUser: "0"}'));
  passes('absence', containerWith(''));
  fixes(
    'with the number of the option',
    'Run as user 2000',
    containerWith('securityContext: {runAsUser: 0}'),
    containerWith('securityContext: {runAsUser: 2000}'),
    { options: { uid: 2000 } },
  );
});
