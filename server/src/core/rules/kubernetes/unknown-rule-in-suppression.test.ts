import { engineRuleSuite } from '../../../../../test/kit/engine-rule-suite.js';
import rule from './unknown-rule-in-suppression.js';

const pod = (spec: string, annotations = '') =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n${annotations}spec:\n${spec}  containers:\n    - name: web\n      image: registry.example.com/web:1.0\n`;
const annotated = (line: string) => pod('  hostPID: true\n', `  annotations:\n    ${line}\n`);

engineRuleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags('an id of another tool', pod('  # seaworthy-ignore «KSV-0010»: agent\n  hostPID: true\n'), /^No rule is called "KSV-0010"/);
  flags('a slip', pod('  hostPID: true # seaworthy-ignore «kubernetes/host-pit»: agent\n'), /write kubernetes\/host-pid$/);
  flags(
    'a rule for other files',
    pod('  # seaworthy-ignore «dockerfile/untagged-image»: x\n  hostPID: true\n'),
    /^dockerfile\/untagged-image is no rule for Kubernetes/,
  );
  flags('no id at all', pod('  «# seaworthy-ignore»\n  hostPID: true\n'), /^This ignore names no rule/);
  flags('an annotation', annotated('seaworthy/ignore: "kubernetes/host-pid: a; «host-ipc»: b"'), /write kubernetes\/host-ipc$/);
  flags('an annotation with escapes', annotated('seaworthy/ignore: "«host-pid»: \\u0061"'), /write kubernetes\/host-pid$/);
  flags(
    'JSON',
    '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web","annotations":{"seaworthy/ignore":"«host-pid»: agent"}},"spec":{"hostPID":true,"containers":[]}}',
    {
      path: 'pod.json',
    },
  );
  passes('ids as findings show them', annotated('seaworthy/ignore: "kubernetes/host-pid: a; see ticket 12; later"'));
  fixes(
    'a slip',
    pod('  # seaworthy-ignore host-pid: agent\n  hostPID: true\n'),
    pod('  # seaworthy-ignore kubernetes/host-pid: agent\n  hostPID: true\n'),
    'safe',
  );
  fixes(
    'an annotation, only when asked',
    annotated('seaworthy/ignore: host-pid'),
    annotated('seaworthy/ignore: kubernetes/host-pid'),
    'unsafe',
  );
  offersNoFix('an annotation with escapes', annotated('seaworthy/ignore: "host-pid: \\u0061"'));
});
