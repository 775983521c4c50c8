import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import { containerWith, podWith, HARDENED_SHOP, shopWith } from '../../../../../test/kit/manifests.js';
import missingMemoryLimit from './missing-memory-limit.js';

ruleSuite(missingMemoryLimit, ({ flags, passes, fixes, offersNoFix }) => {
  flags('absence as an info', containerWith('', '', '«web»'), /^"web" has no memory limit/, { severity: 'info' });
  flags(
    'a written zero',
    containerWith('resources: {limits: {«memory: 0»}}'),
    'A limit of 0 is none, so "web" can starve its node: set a real one',
    { severity: 'warning' },
  );
  flags('zero with a unit', containerWith('resources: {limits: {«memory: 0Mi»}}'));
  flags('null', containerWith('resources: {limits: {memory: null, cpu: 1}}', '', '«web»'));
  flags('init containers', podWith('initContainers: [{name: «a»}]\ncontainers: []'));
  flags(
    'one container in a whole file',
    shopWith('- name: api\n          image', '- name: «api»\n          image').replace(
      '            limits:\n              memory: 128Mi\n',
      '',
    ),
  );
  passes('a whole file', HARDENED_SHOP);
  passes('a limit', containerWith('resources: {limits: {memory: 64Mi}}'));
  passes('a bare number of bytes', containerWith('resources: {limits: {memory: 67108864}}'));
  passes('ephemeral containers, which have none', podWith('containers: []\nephemeralContainers: [{name: a}]'));
  passes('init containers when told', podWith('initContainers: [{name: a}]\ncontainers: []'), { options: { includeInit: false } });
  passes('a limit of the pod as a whole', containerWith('', 'resources: {limits: {memory: 1Gi}}'));
  passes('a template', containerWith('resources: {{ toYaml .Values.resources }}'), { completeness: 'template' });
  fixes(
    'from the request',
    'Limit memory to 128Mi',
    containerWith('resources:\n  requests: {memory: 128Mi}'),
    containerWith('resources:\n  requests: {memory: 128Mi}\n  limits:\n    memory: 128Mi'),
  );
  offersNoFix('without a request', containerWith(''));
});
