import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import { containerWith, HARDENED_SHOP } from '../../../../../test/kit/manifests.js';
import duplicateKey from './duplicate-key.js';

const HEAD = 'apiVersion: v1\nkind: Pod\n';

ruleSuite(duplicateKey, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'a second securityContext',
    containerWith('securityContext: {privileged: true}\n«securityContext»: {readOnlyRootFilesystem: true}'),
    'An earlier "securityContext" of this mapping is lost, because the last one wins: merge the two, or delete one',
    { severity: 'error', safety: 'unsafe', equivalents: [] },
  );
  flags('each further one', `${HEAD}«kind»: Job\n«kind»: Pod\n`);
  flags('quoted and plain', `${HEAD}"a": 1\n«a»: 2\n`, /^An earlier "a"/);
  flags('names that Kubernetes reads alike', `${HEAD}data: {on: 1, «true»: 2}\n`, /^true equals on to Kubernetes/);
  flags('numbers and text', `${HEAD}data: {1: a, «"1"»: b}\n`, /^An earlier "1"/);
  flags('JSON', '{"kind": "Pod", "kind2": "x", «"kind"»: "Job"}');
  flags('beside a syntax error', `${HEAD}«kind»: Pod\nmetadata: "x\n`);
  passes('a whole file', HARDENED_SHOP);
  passes('the same key in two mappings', containerWith('securityContext: {}', 'securityContext: {}'));
  passes('merge keys', `${HEAD}a: &a {x: 1}\nb: &b {x: 2}\nc:\n  <<: *a\n  <<: *b\n  x: 3\n`);
  passes('both branches of a condition', `${HEAD}{{- if .x }}\na: 1\n{{- else }}\na: 2\n{{- end }}\n`, { completeness: 'template' });
  passes('names that differ in case', `${HEAD}data: {A: 1, a: 2, "on": 3, true: 4}\n`);
  fixes(
    'by deleting the earlier one with its lines',
    'Delete the earlier securityContext',
    containerWith('securityContext: # old\n  privileged: true\nsecurityContext: # new\n  privileged: false'),
    containerWith('securityContext: # new\n  privileged: false'),
  );
  fixes('in JSON', 'Delete the earlier a', '{\n  "a": 1,\n  "b": 2,\n  "a": 3\n}\n', '{\n  "b": 2,\n  "a": 3\n}\n');
  fixes(
    'by merging',
    'Merge both securityContext',
    containerWith('securityContext: {privileged: true}\nsecurityContext: {readOnlyRootFilesystem: true}'),
    containerWith('securityContext: {readOnlyRootFilesystem: true, privileged: true}'),
  );
  fixes(
    'by merging blocks',
    'Merge both labels',
    'metadata:\n  labels:\n    a: b\n    c: [d]\n  labels:\n    e: f\n  name: x\n',
    'metadata:\n  labels:\n    e: f\n    a: b\n    c:\n    - d\n  name: x\n',
  );
  offersNoFix('merging where the two contradict', `${HEAD}a: {b: 1, c: 2}\na: {b: 3}\n`, 'Merge both a');
  offersNoFix('merging what is no mapping', `${HEAD}a: [1]\na: [2]\n`, 'Merge both a');
  offersNoFix('where others use an anchor of it', `${HEAD}a: &x 1\nb: *x\na: 2\n`);
});
