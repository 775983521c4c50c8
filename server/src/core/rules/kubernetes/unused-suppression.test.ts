import { engineRuleSuite } from '../../../../../test/kit/engine-rule-suite.js';
import rule from './unused-suppression.js';

const HEAD = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n';
const TAIL = '  containers:\n    - name: web\n      image: registry.example.com/web:1.0\n';
const annotated = (value: string, quote = '"') =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  annotations:\n    seaworthy/ignore: ${quote}${value}${quote}\nspec:\n  hostPID: true\n${TAIL}`;

engineRuleSuite(rule, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'a rule that finds nothing in the key below',
    `${HEAD}spec:\n  # seaworthy-ignore «kubernetes/host-pid»: agent\n  hostIPC: true\n${TAIL}`,
  );
  flags(
    'a rule that finds nothing in the key in front',
    `${HEAD}spec:\n  hostPID: true\n  hostIPC: true # seaworthy-ignore «kubernetes/host-pid»: agent\n${TAIL}`,
  );
  flags('a rule that finds nothing in the document', `# seaworthy-ignore «kubernetes/host-pid»\n${HEAD}spec:\n${TAIL}`);
  flags(
    'a rule that finds nothing in any document',
    `# seaworthy-ignore-file «kubernetes/host-pid»\n${HEAD}spec:\n${TAIL}---\n${HEAD}spec:\n${TAIL}`,
  );
  flags('an annotation', annotated('«kubernetes/host-ipc»: agent'));
  flags('one entry of an annotation', annotated('kubernetes/host-pid: agent; «kubernetes/host-ipc»: agent'));
  flags('a date that has passed', annotated('«kubernetes/host-pid»: agent until 2026-01-01'), /ended on 2026-01-01/, {
    today: '2026-11-23',
  });
  flags(
    'a place where nothing follows',
    `${HEAD}spec:\n  # seaworthy-ignore «kubernetes/host-pid»: x\n\n  hostPID: true\n${TAIL}`,
    /^No key or list item follows/,
  );
  flags(
    'the whole file from its middle',
    `${HEAD}spec:\n  # seaworthy-ignore-file «kubernetes/host-pid»\n  hostPID: true\n${TAIL}`,
    /at the top of the file only/,
  );
  flags(
    'the whole file from its second document',
    `${HEAD}spec:\n${TAIL}---\n# seaworthy-ignore-file «kubernetes/host-pid»\n${HEAD}spec:\n  hostPID: true\n${TAIL}`,
    /at the top/,
  );
  flags('a stage', `${HEAD}spec:\n  # seaworthy-ignore-stage «kubernetes/host-pid»\n  hostPID: true\n${TAIL}`, /has no stages/);

  passes('one that hides something', `${HEAD}spec:\n  # seaworthy-ignore kubernetes/host-pid: agent\n  hostPID: true\n${TAIL}`);
  passes(
    'a file-wide one that hides something in the last document',
    `# seaworthy-ignore-file kubernetes/host-pid\n${HEAD}spec:\n${TAIL}---\n${HEAD}spec:\n  hostPID: true\n${TAIL}`,
  );
  passes('an annotation that hides something', annotated('kubernetes/host-pid: agent'));
  passes(
    'a template, where silence proves nothing',
    `{{- if .Values.x }}\n# seaworthy-ignore kubernetes/host-pid: x\n{{- end }}\n${HEAD}spec:\n  # seaworthy-ignore kubernetes/host-pid: x\n  hostIPC: {{ .Values.y }}\n${TAIL}`,
    { path: 'templates/pod.yaml', hints: { inChart: true } },
  );
  passes('a patch', `${HEAD}spec:\n  # seaworthy-ignore kubernetes/host-pid: x\n  hostIPC: true\n`, { hints: { isPatch: true } });

  fixes(
    'the comment behind a key',
    `${HEAD}spec:\n  hostIPC: false   # seaworthy-ignore kubernetes/host-pid: x\n${TAIL}`,
    `${HEAD}spec:\n  hostIPC: false\n${TAIL}`,
    'safe',
  );
  fixes(
    'an entry of an annotation, only when asked',
    annotated('kubernetes/host-ipc: a; kubernetes/host-pid: b'),
    annotated('kubernetes/host-pid: b'),
    'unsafe',
  );
  fixes(
    'an entry of an annotation without quotes',
    annotated('kubernetes/host-ipc: a; kubernetes/host-pid: b', "'"),
    annotated('kubernetes/host-pid: b', "'"),
    'unsafe',
  );
  fixes(
    'a whole annotation',
    annotated('kubernetes/host-ipc: a'),
    annotated('x').replace(/annotations:\n.*\n/, 'annotations: {}\n'),
    'unsafe',
  );
  offersNoFix('two ids of an annotation share a reason', annotated('kubernetes/host-ipc, kubernetes/host-pid: b'));
});
