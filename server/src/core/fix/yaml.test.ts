import assert from 'node:assert/strict';
import type { YamlOp } from '../engine/rule.js';
import { applyOps, toPlain } from '../model/yaml/plain-data.js';
import { readYaml } from '../model/yaml/read-yaml.js';
import type { YamlPath } from '../model/yaml/types.js';
import { applyEdits } from '../text/apply-edits.js';
import { changeYaml, removeKey, setKey } from './yaml.js';

const set = (value: unknown, ...path: YamlPath): YamlOp => ({ op: 'set', path, value });
const remove = (...path: YamlPath): YamlOp => ({ op: 'remove', path });

/** The text afterwards, its data held against the operations; `refused` when the builder does not want to. */
function change(text: string, ops: readonly YamlOp[], options: { json?: boolean; template?: boolean } = {}): string {
  const reading = { json: options.json ?? false, template: options.template ?? false };
  const document = readYaml(text, reading);
  const result = changeYaml(document, ops);
  if (!result) return 'refused';
  assert.deepEqual(result.effect, { kind: 'yaml', ops });
  const after = applyEdits(text, result.edits);
  const read = readYaml(after, reading);
  assert.deepEqual(toPlain(read), applyOps(toPlain(document), ops));
  assert.ok(read.problems.length <= document.problems.length);
  return after;
}

describe('changeYaml: adding keys', () => {
  const cases: [string, string, YamlOp[], string][] = [
    ['at the end of a mapping', 'a: 1\n', [set(2, 'b')], 'a: 1\nb: 2\n'],
    ['without a final line break', 'a: 1', [set(2, 'b')], 'a: 1\nb: 2'],
    ['with CRLF', 'a:\r\n  b: 1\r\nc: 1\r\n', [set(2, 'a', 'd')], 'a:\r\n  b: 1\r\n  d: 2\r\nc: 1\r\n'],
    ['behind a byte order mark', '\uFEFFa: 1\n', [set(2, 'b')], '\uFEFFa: 1\nb: 2\n'],
    [
      'a nested value in the step of the document',
      'a:\n   b: 1\n',
      [set({ d: { e: 1 } }, 'a', 'c')],
      'a:\n   b: 1\n   c:\n      d:\n         e: 1\n',
    ],
    ['a list in the style of the document', 'a:\n  b:\n    - 1\n', [set(['x'], 'a', 'c')], 'a:\n  b:\n    - 1\n  c:\n    - x\n'],
    [
      'a list in the style of kubectl',
      'a:\n  b:\n  - 1\n',
      [set(['x', { w: 1, z: 2 }], 'a', 'c')],
      'a:\n  b:\n  - 1\n  c:\n  - x\n  - w: 1\n    z: 2\n',
    ],
    [
      'before blank lines and the comments behind',
      'a:\n  b: 1\n\n  # end\nc: 1\n',
      [set(2, 'a', 'd')],
      'a:\n  b: 1\n  d: 2\n\n  # end\nc: 1\n',
    ],
    ['behind a comment on the line', 'a:\n  b: 1 # x\n', [set(2, 'a', 'd')], 'a:\n  b: 1 # x\n  d: 2\n'],
    ['behind a block scalar', 'a: |\n  x\n\n', [set(2, 'b')], 'a: |\n  x\nb: 2\n\n'],
    ['behind the blank lines of one that keeps them', 'a: |+\n  x\n\n', [set(2, 'b')], 'a: |+\n  x\n\nb: 2\n'],
    ['behind brackets over lines', 'a: [\n  1\n]\n', [set(2, 'b')], 'a: [\n  1\n]\nb: 2\n'],
    ['behind an empty value', 'a:\n# end\n', [set(2, 'b')], 'a:\nb: 2\n# end\n'],
    ['in flow style', 'a: {b: 1}\n', [set({ d: [true] }, 'a', 'c')], 'a: {b: 1, c: {d: [true]}}\n'],
    ['in flow style with a comma at the end', 'a: {b: 1,}\n', [set(2, 'a', 'c')], 'a: {b: 1, c: 2,}\n'],
    ['in flow style over lines', 'a: {\n  b: 1 # x\n}\n', [set(2, 'a', 'c')], 'a: {\n  b: 1,\n  c: 2 # x\n}\n'],
    ['in brackets written like JSON', 'a: {"b": 1}\n', [set('x', 'a', 'c')], 'a: {"b": 1, "c": "x"}\n'],
    ['of a list item', '- a: 1\n- b: 1\n', [set(2, 0, 'c')], '- a: 1\n  c: 2\n- b: 1\n'],
    ['of an item in an item', '- - a: 1\n', [set(2, 0, 0, 'c')], '- - a: 1\n    c: 2\n'],
    ['where the value is empty', 'a:\nb: 1\n', [set(2, 'a', 'c')], 'a:\n  c: 2\nb: 1\n'],
    ['where the value is empty, with a comment', 'a: # why\nb: 1\n', [set(2, 'a', 'c', 'd')], 'a: # why\n  c:\n    d: 2\nb: 1\n'],
    ['where the value is null', 'a: null # why\n', [set(2, 'a', 'c')], 'a: # why\n  c: 2\n'],
    ['where the value is {}', 'a: {} # why\n', [set(2, 'a', 'c')], 'a: {c: 2} # why\n'],
    ['where {} would grow long', 'a: {} # why\n', [set('x'.repeat(70), 'a', 'c')], `a: # why\n  c: ${'x'.repeat(70)}\n`],
    ['where an item is empty', '-\n- 1\n', [set(2, 0, 'c')], '- c: 2\n- 1\n'],
    [
      'several at once, deepest first',
      'a:\n  b:\n    c: 1\n',
      [set(1, 'x'), set(2, 'a', 'q'), set(3, 'a', 'b', 'z')],
      'a:\n  b:\n    c: 1\n    z: 3\n  q: 2\nx: 1\n',
    ],
    [
      'that need quotes',
      'a: 1\n',
      [set({ on: 'yes', 'a b': '0644', 'x: y': '', 'z/w.v': '22:22' }, 'b')],
      'a: 1\nb:\n  "on": "yes"\n  a b: "0644"\n  "x: y": ""\n  z/w.v: "22:22"\n',
    ],
    [
      'that do not',
      'a: 1\n',
      [set(['ALL', '128Mi', 'a-b_c', 'x=y', '65532:x'].slice(0, 1).concat('a.b/c'), 'b')],
      'a: 1\nb:\n- ALL\n- a.b/c\n',
    ],
    ['of text over lines', 'a: 1\n', [set('x\ny', 'b')], 'a: 1\nb: "x\\ny"\n'],
    [
      'that the decoder then lets win over a merge',
      'a: &x {p: 1}\nb:\n  <<: *x\n  r: 1\n',
      [set(2, 'b', 'q')],
      'a: &x {p: 1}\nb:\n  <<: *x\n  r: 1\n  q: 2\n',
    ],
  ];
  for (const [name, text, ops, expected] of cases) it(name, () => assert.equal(change(text, ops), expected));

  it('inserts below the last key of a container, never among comments', () => {
    const text = `spec:
  containers:
    # main container
    - name: c # keep this
      image: registry.example.com/c:1
      # securityContext:
      #   privileged: true
      resources: # sized by load test
        limits: {memory: 64Mi}

    # trailing comment of the list
`;
    const at = ['spec', 'containers', 0];
    const ops = [
      set(false, ...at, 'securityContext', 'allowPrivilegeEscalation'),
      set(['ALL'], ...at, 'securityContext', 'capabilities', 'drop'),
      set('1', ...at, 'resources', 'limits', 'cpu'),
    ];
    const expected = text.replace(
      '{memory: 64Mi}\n',
      '{memory: 64Mi, cpu: "1"}\n      securityContext:\n        allowPrivilegeEscalation: false\n        capabilities:\n          drop:\n            - ALL\n',
    );
    assert.equal(change(text, ops), expected);
  });
});

describe('changeYaml: flow style and indentless lists of the catalogue', () => {
  const flow = 'spec: {containers: [{name: c, image: "x:1", ports: [{containerPort: 80, hostPort: 80}]}]}\n';
  const at = ['spec', 'containers', 0];
  it('stays on the line', () => {
    assert.equal(change(flow, [set(false, ...at, 'securityContext', 'allowPrivilegeEscalation')]),
      flow.replace('}]}]}', '}], securityContext: {allowPrivilegeEscalation: false}}]}')); // prettier-ignore
  });
  it('removes exactly one comma', () =>
    assert.equal(change(flow, [remove(...at, 'ports', 0, 'hostPort')]), flow.replace(', hostPort: 80', '')));

  const steps = 'spec:\n   containers:\n   - name: c\n     securityContext: {capabilities: {drop: [all]}}\n';
  it('copies the step', () => {
    assert.equal(change(steps, [set('ALL', ...at, 'securityContext', 'capabilities', 'drop', 0), set({ memory: '1Gi' }, ...at, 'resources', 'limits')]),
      steps.replace('[all]', '[ALL]') + '     resources:\n        limits:\n           memory: 1Gi\n'); // prettier-ignore
  });
});

describe('changeYaml: replacing values', () => {
  const cases: [string, string, YamlOp[], string][] = [
    ['a plain scalar', 'a: yes # x\n', [set(false, 'a')], 'a: false # x\n'],
    ['a quoted scalar by text, in its quotes', 'a: "x"\nb: \'y\'\n', [set('z', 'a'), set("it's", 'b')], "a: \"z\"\nb: 'it''s'\n"],
    ['a quoted scalar by another type', 'a: "1"\n', [set(1, 'a')], 'a: 1\n'],
    ['an empty value', 'a:\nb: # x\n', [set(1, 'a'), set('y', 'b')], 'a: 1\nb: "y" # x\n'],
    ['an item', '- a\n- b\n', [set('c', 1)], '- a\n- c\n'],
    ['a scalar by a mapping', 'a: 1\nb: 2\n', [set({ c: 1 }, 'a')], 'a:\n  c: 1\nb: 2\n'],
    ['a mapping by a scalar', 'a:\n  b: 1\nc: 2\n', [set(1, 'a')], 'a: 1\nc: 2\n'],
    ['a block scalar', 'a: |\n  x\nb: 1\n', [set('y z', 'a')], 'a: y z\nb: 1\n'],
    ['brackets', 'a: [1, 2]\n', [set([3], 'a')], 'a: [3]\n'],
    ['the last of two equal keys', 'a: 1\na: 2\n', [set(3, 'a')], 'a: 1\na: 3\n'],
    ['an item in brackets', 'a: [all]\n', [set('ALL', 'a', 0)], 'a: [ALL]\n'],
  ];
  for (const [name, text, ops, expected] of cases) it(name, () => assert.equal(change(text, ops), expected));
});

describe('changeYaml: lists', () => {
  const cases: [string, string, YamlOp[], string][] = [
    ['appends in block style', 'a:\n- 1\nb: 1\n', [set(2, 'a', 1)], 'a:\n- 1\n- 2\nb: 1\n'],
    ['appends a mapping', 'a:\n  - b: 1\n', [set({ b: 2, c: 3 }, 'a', 1)], 'a:\n  - b: 1\n  - b: 2\n    c: 3\n'],
    ['appends in flow style', 'a: [1]\n', [set('x, y', 'a', 1)], 'a: [1, "x, y"]\n'],
    ['appends twice', 'a: [1]\n', [set(2, 'a', 1), set(3, 'a', 2)], 'a: [1, 2, 3]\n'],
    ['begins an empty list', 'a: []\n', [set('ALL', 'a', 0)], 'a: [ALL]\n'],
    ['begins an absent one', 'a:\n  b: 1\n', [set('ALL', 'a', 'c', 0)], 'a:\n  b: 1\n  c:\n  - ALL\n'],
    ['removes an item', 'a:\n- 1\n- 2 # x\n- 3\n', [remove('a', 1)], 'a:\n- 1\n- 3\n'],
    ['removes the only item', 'a: # x\n- 1\nb: 1\n', [remove('a', 0)], 'a: [] # x\nb: 1\n'],
    ['removes an item in brackets', 'a: [1, 2, 3]\n', [remove('a', 2)], 'a: [1, 2]\n'],
    ['removes the first of a nested list', '- - 1\n  - 2\n', [remove(0, 0)], '- - 2\n'],
  ];
  for (const [name, text, ops, expected] of cases) it(name, () => assert.equal(change(text, ops), expected));
});

describe('changeYaml: removing keys', () => {
  const cases: [string, string, YamlOp[], string][] = [
    ['a line with its comment', 'a: 1\nb: 2 # x\nc: 3\n', [remove('b')], 'a: 1\nc: 3\n'],
    ['with CRLF', 'a: 1\r\nb: 2\r\nc: 3\r\n', [remove('b')], 'a: 1\r\nc: 3\r\n'],
    ['all lines of a value', 'a:\n  b: |\n    x\n\n    y\n  c: 1\n', [remove('a', 'b')], 'a:\n  c: 1\n'],
    ['the last line of a text that has no final break', 'a: 1\nb: 2', [remove('b')], 'a: 1'],
    ['comments above stay', 'a: 1\n# x\nb: 2\n# y\nc: 3\n', [remove('b')], 'a: 1\n# x\n# y\nc: 3\n'],
    ['the first key of an item', '- a: 1\n  b: 2\n', [remove(0, 'a')], '- b: 2\n'],
    ['the first key of an item above a comment', '- a: 1\n  # x\n  b: 2\n', [remove(0, 'a')], '-\n  # x\n  b: 2\n'],
    ['the only key of an item', '- a: 1\n- b: 2\n', [remove(0, 'a')], '- {}\n- b: 2\n'],
    ['the only key of a mapping', 'a: # x\n  b: 1\nc: 2\n', [remove('a', 'b')], 'a: {} # x\nc: 2\n'],
    ['both keys of a mapping', 'a:\n  b: 1\n  # x\n  c: 2\nd: 3\n', [remove('a', 'b'), remove('a', 'c')], 'a: {}\n  # x\nd: 3\n'],
    ['the only key of all', 'a: 1\n', [remove('a')], '{}\n'],
    ['in brackets: first, middle, last, only', 'a: {b: 1, c: 2, d: 3}\n', [remove('a', 'b')], 'a: {c: 2, d: 3}\n'],
    ['in brackets: middle', 'a: {b: 1, c: 2, d: 3}\n', [remove('a', 'c')], 'a: {b: 1, d: 3}\n'],
    ['in brackets: last', 'a: {b: 1, c: 2, d: 3}\n', [remove('a', 'd')], 'a: {b: 1, c: 2}\n'],
    ['in brackets: only', 'a: {b: 1}\n', [remove('a', 'b')], 'a: {}\n'],
    ['in brackets: two of three', 'a: {b: 1, c: 2, d: 3}\n', [remove('a', 'b'), remove('a', 'd')], 'a: {c: 2}\n'],
    ['all of equal keys', 'a: 1\nb: 2\na: 3\n', [remove('a')], 'b: 2\n'],
    ['one and adding another', 'a: 1\nb: 2\n', [remove('b'), set(3, 'c')], 'a: 1\nc: 3\n'],
    ['one and adding another, at the open end', 'a: 1\nb: 2', [remove('b'), set(3, 'c')], 'a: 1\nc: 3'],
    ['one in brackets and adding another', 'a: {b: 1, c: 2}\n', [remove('a', 'c'), set(3, 'a', 'd')], 'a: {b: 1, d: 3}\n'],
  ];
  for (const [name, text, ops, expected] of cases) it(name, () => assert.equal(change(text, ops), expected));
});

describe('changeYaml: JSON', () => {
  const cases: [string, string, YamlOp[], string][] = [
    ['adds with a comma, in double quotes', '{"a": 1}', [set('yes', 'b')], '{"a": 1, "b": "yes"}'],
    [
      'copies the indentation',
      '{\n\t"a": 1\n}\n',
      [set({ c: true, d: ['x'] }, 'b')],
      '{\n\t"a": 1,\n\t"b": {\n\t\t"c": true,\n\t\t"d": ["x"]\n\t}\n}\n',
    ],
    ['fills an empty object', '{\n  "a": {},\n  "b": {}\n}', [set(1, 'a', 'c')], '{\n  "a": {\n    "c": 1\n  },\n  "b": {}\n}'],
    ['takes the comma along', '{\n  "a": 1,\n  "b": 2\n}\n', [remove('b')], '{\n  "a": 1\n}\n'],
    ['removes the first', '{\n  "a": 1,\n  "b": 2\n}\n', [remove('a')], '{\n  "b": 2\n}\n'],
    ['replaces', '{"a": true, "b": null}', [set(false, 'a'), set('x', 'b')], '{"a": false, "b": "x"}'],
    ['appends', '{"a": [1]}', [set({ b: 'c' }, 'a', 1)], '{"a": [1, {"b": "c"}]}'],
    ['with CRLF', '{\r\n  "a": 1\r\n}\r\n', [set(2, 'b')], '{\r\n  "a": 1,\r\n  "b": 2\r\n}\r\n'],
  ];
  for (const [name, text, ops, expected] of cases) it(name, () => assert.equal(change(text, ops, { json: true }), expected));
});

describe('changeYaml: refusals', () => {
  const cases: [string, string, YamlOp[]][] = [
    ['through an alias', 'a: &x {b: 1}\nc: *x\n', [set(2, 'c', 'b')]],
    ['of an alias', 'a: &x {b: 1}\nc: *x\n', [set(2, 'c')]],
    ['within an anchor that is used', 'a: &x {b: 1}\nc: *x\n', [set(2, 'a', 'b')]],
    ['of what holds such an anchor', 'a: {b: &x 1}\nc: *x\n', [remove('a')]],
    ['of a merged key', 'a: &x {b: 1}\nc: {<<: *x, d: 1}\n', [set(2, 'c', 'b')]],
    ['of a key that a later merge overwrites', 'a: &x {b: 1}\nc:\n  b: 2\n  <<: *x\n', [set(3, 'c', 'b')]],
    ['removing what a merge brings again', 'a: &x {b: 1}\nc: {<<: *x, b: 2}\n', [remove('c', 'b')]],
    ['of a scalar in the way', 'a: 1\n', [set(2, 'a', 'b')]],
    ['of a list in the way', 'a: [1]\n', [set(2, 'a', 'b')]],
    ['beyond the end of a list', 'a: [1]\n', [set(2, 'a', 3)]],
    ['of tagged values', 'a: !!str 1\n', [set(2, 'a')]],
    ['where the syntax is wrong', 'a: 1\nb: "x\n', [set(2, 'a')]],
    ['of a mapping with comments inside', 'a:\n  # why\n  b: 1\n', [set(1, 'a')]],
    ['of indices after a removal', 'a: [1, 2, 3]\n', [remove('a', 0), remove('a', 0)]],
    ['of what cannot be written', 'a: 1\n', [set(Number.NaN, 'a')]],
    ['where nothing changes', 'a: 1\n', [remove('b')]],
    ['of the whole document', 'a: 1\n', [set(1)]],
    ['of explicit keys', '? a\n: 1\n', [set(2, 'a')]],
    ['where a tab stands in front', '-\ta: 1\n', [set(2, 0, 'b')]],
  ];
  for (const [name, text, ops] of cases) it(name, () => assert.equal(change(text, ops), 'refused'));

  const templates: [string, string, YamlOp[], string][] = [
    ['changes literal values', 'a: {{ x }}\nb: true\n', [set(false, 'b')], 'a: {{ x }}\nb: false\n'],
    ['adds where nothing is conditional', 'a:\n  b: {{ x }}\nc: 1\n', [set(2, 'a', 'd')], 'a:\n  b: {{ x }}\n  d: 2\nc: 1\n'],
    ['removes literal lines', '{{- if x }}\na: 1\nb: 2\nc: 3\n{{- end }}\n', [remove('b')], '{{- if x }}\na: 1\nc: 3\n{{- end }}\n'],
    ['adds nothing beside control lines', 'a:\n  {{- if x }}\n  b: 1\n  {{- end }}\n', [set(2, 'a', 'c')], 'refused'],
    ['adds nothing in front of a control line', 'a:\n  b: 1\n  {{- include "x" . }}\n', [set(2, 'a', 'c')], 'refused'],
    ['fills nothing that template text fills', 'a:\n  {{- toYaml .x }}\nb: 1\n', [set(2, 'a', 'c')], 'refused'],
    ['removes nothing in front of a control line', 'a: 1\nb:\n  {{- toYaml .x }}\nc: 1\n', [remove('b')], 'refused'],
    ['replaces no template text', 'a: {{ x }}\n', [set(2, 'a')], 'refused'],
    ['removes no template text', 'a:\n  b: {{ x }}\nc: 1\n', [remove('a')], 'refused'],
  ];
  for (const [name, text, ops, expected] of templates)
    it(`in a template: ${name}`, () => assert.equal(change(text, ops, { template: true }), expected));
});

describe('setKey and removeKey', () => {
  it('are changeYaml with one operation', () => {
    const document = readYaml('a: 1\n', { json: false, template: false });
    assert.deepEqual(setKey(document, ['b'], 2)?.effect, { kind: 'yaml', ops: [set(2, 'b')] });
    assert.deepEqual(removeKey(document, ['a'])?.effect, { kind: 'yaml', ops: [remove('a')] });
  });
});
