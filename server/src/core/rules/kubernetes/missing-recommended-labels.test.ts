import { HARDENED_SHOP, shopWith } from '../../../../../test/kit/manifests.js';
import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import missingRecommendedLabels from './missing-recommended-labels.js';

const object = (kind: string, metadata: string, apiVersion = 'v1') =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n${metadata.replace(/^/gm, '  ')}\n`;

ruleSuite(missingRecommendedLabels, ({ flags, passes, fixes }) => {
  for (const [kind, apiVersion] of [
    ['Service', 'v1'],
    ['ConfigMap', 'v1'],
    ['Secret', 'v1'],
    ['Deployment', 'apps/v1'],
    ['CronJob', 'batch/v1'],
    ['Ingress', 'networking.k8s.io/v1'],
  ] as const) {
    flags(kind, object(kind, 'name: «web»', apiVersion), { severity: 'info' });
  }
  flags('other labels', object('Service', 'name: «web»\nlabels: {app: web}'), /^No label says which application this Service/);
  flags(
    'more in strict',
    object('Service', 'name: «web»\nlabels: {app.kubernetes.io/name: web}'),
    '5 recommended labels are missing, such as "app.kubernetes.io/insta…": add them',
    { settings: { profile: 'strict' } },
  );
  flags('own keys', object('Service', 'name: «web»'), { options: { keys: ['team'] } });
  flags(
    'one object of a whole file',
    shopWith(
      '  namespace: shop\n  labels:\n    app.kubernetes.io/name: api\nspec:\n  selector',
      '  namespace: shop\nspec:\n  selector',
    ).replace('kind: Service\nmetadata:\n  name: api', 'kind: Service\nmetadata:\n  name: «api»'),
  );
  passes('a whole file', HARDENED_SHOP);
  passes('the label', object('Service', 'name: web\nlabels: {app.kubernetes.io/name: web}'));
  passes('kinds that belong to no application', object('Namespace', 'name: web'));
  passes('a kind of another group', object('Service', 'name: web', 'serving.knative.dev/v1'));
  passes('a template', object('Service', 'name: web'), { completeness: 'template' });
  passes('a patch', object('Service', 'name: web'), { completeness: 'partial' });
  passes('an object without a name', object('Service', 'generateName: web-'));
  fixes(
    'into the labels',
    'Add app.kubernetes.io/name',
    object('Service', 'name: web\nlabels:\n  app: web'),
    object('Service', 'name: web\nlabels:\n  app: web\n  app.kubernetes.io/name: web'),
  );
});
