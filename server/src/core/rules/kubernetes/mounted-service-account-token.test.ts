import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import { podWith, HARDENED_SHOP, shopWith } from '../../../../../test/kit/manifests.js';
import mountedServiceAccountToken from './mounted-service-account-token.js';

const named = (spec: string, name = 'web') => podWith(spec).replace('name: web', `name: ${name}`);

ruleSuite(mountedServiceAccountToken, ({ flags, passes, fixes }) => {
  flags(
    'absence',
    named('containers: []', '«web»'),
    'This pod is handed an API token it may not need: set automountServiceAccountToken to false',
    { severity: 'info', excludes: ['trivy:KSV-0036'] },
  );
  flags('a written true', named('«automountServiceAccountToken: true»\ncontainers: []'), { includes: ['trivy:KSV-0036'] });
  flags('null', named('automountServiceAccountToken:\ncontainers: []', '«web»'));
  flags('an account of its own', named('serviceAccountName: api\ncontainers: []', '«web»'));
  flags(
    'a whole file without the key',
    shopWith('      automountServiceAccountToken: false\n', '').replace(
      'kind: Deployment\nmetadata:\n  name: api',
      'kind: Deployment\nmetadata:\n  name: «api»',
    ),
  );
  passes('a whole file', HARDENED_SHOP);
  passes('false', named('automountServiceAccountToken: false\ncontainers: []'));
  passes('no', named('automountServiceAccountToken: no\ncontainers: []'));
  passes('a projected token', named('containers: []\nvolumes: [{name: t, projected: {sources: [{serviceAccountToken: {path: t}}]}}]'));
  passes('a template', named('containers: []'), { completeness: 'template' });
  fixes(
    'at the end of the spec',
    'Mount no API token',
    named('containers:\n  - name: a'),
    named('containers:\n  - name: a\nautomountServiceAccountToken: false'),
  );
});
