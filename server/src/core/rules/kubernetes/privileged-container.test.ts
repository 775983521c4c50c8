import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import { containerWith, podWith, HARDENED_SHOP, shopWith } from '../../../../../test/kit/manifests.js';
import privilegedContainer from './privileged-container.js';

ruleSuite(privilegedContainer, ({ flags, passes, fixes, offersNoFix }) => {
  flags('true', containerWith('securityContext:\n  «privileged: true»'), /^privileged gives "web" every device/, {
    severity: 'error',
    includes: ['pss:baseline/privileged', 'pss:restricted/allowPrivilegeEscalation'],
  });
  flags(
    'only what it stands for when escalation is off',
    containerWith('securityContext:\n  allowPrivilegeEscalation: false\n  «privileged: true»'),
    { excludes: ['pss:restricted/allowPrivilegeEscalation'] },
  );
  flags('yes', containerWith('securityContext: {«privileged: yes»}'));
  flags(
    'init and ephemeral containers',
    podWith(
      'initContainers: [{name: a, securityContext: {«privileged: true»}}]\ncontainers: []\nephemeralContainers: [{name: b, securityContext: {«privileged: true»}}]',
    ),
  );
  flags(
    'a merge that comes last',
    podWith(
      'containers:\n  - name: a\n    securityContext: &sc {«privileged: true»}\n  - name: b\n    securityContext: {<<: *sc, privileged: false}\n',
    ),
  );
  flags(
    'a template with a literal value',
    'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: {{ .Values.name }}\n      securityContext:\n        «privileged: true»\n',
    { completeness: 'template' },
  );
  flags('a patch', podWith('containers:\n  - name: web\n    securityContext: {«privileged: true»}'), { completeness: 'partial' });
  flags(
    'one line in a whole file',
    shopWith(
      '              drop:\n                - ALL\n',
      '              drop:\n                - ALL\n            «privileged: true» # for now\n',
    ),
  );
  passes('a whole file', HARDENED_SHOP);
  passes('false', containerWith('securityContext: {privileged: false}'));
  passes('a string', containerWith('securityContext: {privileged: "true"}'));
  passes('the key on the pod, where it does nothing', containerWith('', 'securityContext: {privileged: true}'));
  passes('a comment', containerWith('# securityContext: {privileged: true}'));
  passes('what is allowed', containerWith('securityContext: {privileged: true}'), { options: { allowed: ['web'] } });
  fixes(
    'in place',
    'Set privileged to false',
    containerWith('securityContext:\n  privileged: true # why'),
    containerWith('securityContext:\n  privileged: false # why'),
  );
  offersNoFix('through an alias', podWith('x: &sc {privileged: true}\ncontainers:\n  - name: b\n    securityContext: *sc'));
});
