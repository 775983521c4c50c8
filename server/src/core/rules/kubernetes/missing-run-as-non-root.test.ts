import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import { containerWith, podWith, HARDENED_SHOP, shopWith } from '../../../../../test/kit/manifests.js';
import missingRunAsNonRoot from './missing-run-as-non-root.js';

const TITLE = 'Set runAsNonRoot to true';
const TRUE = 'securityContext: {runAsNonRoot: true}';

ruleSuite(missingRunAsNonRoot, ({ flags, passes, fixes }) => {
  flags('absence', containerWith('', '', '«web»'), /^Nothing keeps "web"/, {
    severity: 'warning',
    includes: ['pss:restricted/runAsNonRoot', 'kube-linter:run-as-non-root'],
  });
  flags('a written false', containerWith('securityContext: {«runAsNonRoot: false»}'), /^runAsNonRoot: false lets "web"/, {
    severity: 'warning',
  });
  flags('false on the pod', containerWith('', 'securityContext: {«runAsNonRoot: false»}'), /every container of this pod/, {
    severity: 'warning',
  });
  flags(
    'false on the pod that every container overrides',
    containerWith(TRUE, 'securityContext: {«runAsNonRoot: false»}'),
    /though each container overrides it/,
    { severity: 'info', equivalents: ['pss:restricted/runAsNonRoot'] },
  );
  flags('false on a container under a true pod', containerWith('securityContext: {«runAsNonRoot: false»}', TRUE));
  flags('a user id as an info', containerWith('securityContext: {runAsUser: 1000}', '', '«web»'), /"web" runs as 1000, yet/, {
    severity: 'info',
    excludes: ['kube-linter:run-as-non-root'],
    includes: ['pss:restricted/runAsNonRoot'],
  });
  flags('a user id of the pod', containerWith('', 'securityContext: {runAsUser: 1000}', '«web»'), { severity: 'info' });
  flags('a string, which is not true', containerWith('securityContext: {runAsNonRoot: null}', '', '«web»'));
  flags('Windows pods', containerWith('', 'os: {name: windows}', '«web»'));
  flags('every kind of container', podWith('initContainers: [{name: «a»}]\ncontainers: [{name: «b»}]\nephemeralContainers: [{name: «c»}]'));
  flags('own users before 1.35', containerWith('', 'hostUsers: false', '«web»'), { settings: { kubernetes: '1.34' } });
  flags(
    'every container of a whole file',
    shopWith('        runAsNonRoot: true\n', '')
      .replace('- name: migrate', '- name: «migrate»')
      .replace('- name: api\n          image', '- name: «api»\n          image')
      .replace('- name: proxy', '- name: «proxy»'),
    /"migrate" runs as 10001/,
  );
  passes('a whole file', HARDENED_SHOP);
  passes('true on the container', containerWith(TRUE));
  passes('true on the pod', containerWith('', TRUE));
  passes('yes on the pod', containerWith('', 'securityContext: {runAsNonRoot: yes}'));
  passes('own users', containerWith('', 'hostUsers: false'));
  passes('absence in a template', containerWith(''), { completeness: 'template' });
  fixes('on the container', TITLE, containerWith(''), containerWith('securityContext:\n  runAsNonRoot: true'));
  fixes('in place', TITLE, containerWith('', 'securityContext: {runAsNonRoot: false}'), containerWith('', TRUE));
});
