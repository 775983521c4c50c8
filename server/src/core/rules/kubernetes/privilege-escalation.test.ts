import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import { containerWith, podWith, HARDENED_SHOP, shopWith } from '../../../../../test/kit/manifests.js';
import privilegeEscalation from './privilege-escalation.js';

const TITLE = 'Set allowPrivilegeEscalation to false';
const SAFE = 'securityContext:\n  allowPrivilegeEscalation: false';

ruleSuite(privilegeEscalation, ({ flags, passes, fixes, offersNoFix }) => {
  flags('a written true', containerWith('securityContext:\n  «allowPrivilegeEscalation: true»'), /^allowPrivilegeEscalation lets/, {
    severity: 'warning',
    includes: ['kube-linter:privilege-escalation-container', 'kubesec:AllowPrivilegeEscalation'],
  });
  flags('absence as an info', containerWith('', '', '«web»'), /^A setuid program in "web"/, {
    severity: 'info',
    excludes: ['kube-linter:privilege-escalation-container'],
    includes: ['pss:restricted/allowPrivilegeEscalation'],
  });
  flags('null', containerWith('securityContext: {allowPrivilegeEscalation: null}', '', '«web»'));
  flags('every kind of container', podWith('initContainers: [{name: «a»}]\ncontainers: [{name: «b»}]\nephemeralContainers: [{name: «c»}]'));
  flags(
    'one container in a whole file',
    shopWith('- name: proxy', '- name: «proxy»').replace('          securityContext: *hardened\n', ''),
    { severity: 'info' },
  );
  passes('a whole file', HARDENED_SHOP);
  passes('false', containerWith(SAFE));
  passes('Windows', containerWith('', 'os: {name: windows}'));
  passes('a privileged container, where the graver rule speaks', containerWith('securityContext: {privileged: true}'));
  passes('absence in a template', podWith('containers:\n  - name: web\n    image: {{ .Values.image }}'), { completeness: 'template' });
  passes('absence in a patch', containerWith(''), { completeness: 'partial' });
  fixes('by a new context', TITLE, containerWith(''), containerWith(SAFE));
  fixes(
    'an empty context',
    TITLE,
    containerWith('securityContext: {}'),
    containerWith('securityContext: {allowPrivilegeEscalation: false}'),
  );
  fixes(
    'after the last key, before what follows',
    TITLE,
    containerWith('resources: # sized\n  limits: {memory: 64Mi}\n\n# end'),
    containerWith(`resources: # sized\n  limits: {memory: 64Mi}\n${SAFE}\n\n# end`),
  );
  offersNoFix('beside SYS_ADMIN, which the API would refuse', containerWith('securityContext: {capabilities: {add: [SYS_ADMIN]}}'));
  offersNoFix('beside CAP_SYS_ADMIN', containerWith('securityContext: {capabilities: {add: [CAP_SYS_ADMIN]}}'));
});
