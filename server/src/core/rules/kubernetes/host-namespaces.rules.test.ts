import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import { containerWith, podWith, HARDENED_SHOP, shopWith } from '../../../../../test/kit/manifests.js';
import hostNamespaces from './host-namespaces.rules.js';

const FIELDS: Readonly<Record<string, string>> = { 'kubernetes/host-pid': 'hostPID', 'kubernetes/host-ipc': 'hostIPC' };

for (const rule of hostNamespaces) {
  const field = FIELDS[rule.id] ?? '';
  ruleSuite(rule, ({ flags, passes, fixes }) => {
    flags('true on a Pod', containerWith('', `«${field}: true»`), new RegExp(`^${field} lets this pod`), {
      severity: 'error',
      includes: ['pss:baseline/hostNamespaces'],
      safety: 'unsafe',
    });
    flags('the booleans of YAML 1.1', containerWith('', `«${field}: on»`));
    flags('yes', containerWith('', `«${field}: yes»`));
    flags(
      'the template of a CronJob',
      `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\nspec:\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          «${field}: true»\n          containers: [{name: a, image: "a:1"}]\n`,
    );
    flags(
      'each item of a List',
      `apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  spec:\n    «${field}: true»\n    containers: [{name: a}]\n- apiVersion: v1\n  kind: Pod\n  spec: {«${field}: true», containers: [{name: b}]}\n`,
    );
    flags('JSON', `{"apiVersion": "v1", "kind": "Pod", "spec": {«"${field}": true», "containers": []}}\n`);
    flags(
      'a pod found by shape in a custom resource',
      `apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: d}\nspec:\n  template:\n    spec: {«${field}: true», containers: [{name: c, image: "c:1"}]}\n`,
    );
    flags('Windows pods too', containerWith('', `os: {name: windows}\n«${field}: true»`));
    flags(
      'literal text in a template',
      `spec:\n  template:\n    spec:\n      «${field}: true»\n      containers:\n        - name: {{ .Chart.Name }}\n`.replace(
        /^/,
        'apiVersion: apps/v1\nkind: Deployment\n',
      ),
      { completeness: 'template' },
    );
    flags(
      'one line in a whole file',
      shopWith('      automountServiceAccountToken: false\n', `      automountServiceAccountToken: false\n      «${field}: true»\n`),
    );
    passes('a whole file', HARDENED_SHOP);
    passes('false', containerWith('', `${field}: false`));
    passes('null', containerWith('', `${field}:`));
    passes('absence', containerWith(''));
    passes('a string', containerWith('', `${field}: "true"`));
    passes('a value of a template', podWith(`${field}: {{ .Values.host }}\ncontainers: []`), { completeness: 'template' });
    passes('what is allowed by name', containerWith('', `${field}: true`), { options: { allowed: ['*/Pod/we*'] } });
    fixes('by removing the line', `Remove ${field}`, containerWith('', `${field}: true # agent`), containerWith(''));
    fixes(
      'flow style',
      `Remove ${field}`,
      `kind: Pod\napiVersion: v1\nspec: {${field}: true, containers: []}\n`,
      `kind: Pod\napiVersion: v1\nspec: {containers: []}\n`,
    );
  });
}
