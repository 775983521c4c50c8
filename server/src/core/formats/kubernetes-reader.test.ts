import assert from 'node:assert/strict';
import type { ReadContext } from '../engine/format.js';
import type { Change } from '../engine/rule.js';
import type { Completeness } from '../model/kubernetes/types.js';
import type { Model } from '../model/subjects.js';
import { applyOps, toPlain } from '../model/yaml/plain-data.js';
import { applyEdits } from '../text/apply-edits.js';
import { kubernetesReader } from './kubernetes-reader.js';

const settings = { kubernetes: '1.36', targets: [], registries: { allow: [], mirrors: {} }, labels: { required: [], schema: {}, strict: false }, profile: 'recommended' } as const; // prettier-ignore

function read(text: string, more: Partial<ReadContext> = {}): Model {
  return kubernetesReader.read({ base: 0, text }, { completeness: 'whole', json: false, settings, ...more });
}

/** What each comment covers: the text from its first to its last character, shortened in the middle. */
function covered(text: string, completeness: Completeness = 'whole'): string[] {
  return kubernetesReader.comments(read(text, { completeness })).map(({ value, covers, atTop }) => {
    const piece = covers ? text.slice(covers.start, covers.end) : 'nothing';
    return `${value}${atTop ? ' (top)' : ''}: ${piece.replaceAll('\n', '|')}`;
  });
}

const POD = `# 0
---
# 1
apiVersion: v1 # 2
kind: Pod
# 3
# 4
metadata:
  name: web
# 5

spec: # 6
  # 7
  containers:
    # 8
    - name: a # 9
      # 10
      image: x
    - name: b
      args: [
        p, # 11
        # 12
        q ] # 13
# 14
`;

describe('comments of manifests', () => {
  it('cover the document, or the key or item that follows or stands in front', () => {
    const whole = POD.slice(0, POD.indexOf('\n# 14')).replaceAll('\n', '|');
    const item = '- name: a # 9|      # 10|      image: x';
    const args = 'args: [|        p, # 11|        # 12|        q ]';
    const spec = POD.slice(POD.indexOf('spec'), POD.indexOf(' # 13')).replaceAll('\n', '|');
    const found = covered(POD);
    assert.deepEqual(found.slice(2), [
      '2: apiVersion: v1',
      '3: metadata:|  name: web',
      '4: metadata:|  name: web',
      '5: nothing',
      `6: ${spec}`,
      `7: ${spec.slice('spec: # 6|  # 7|  '.length)}`,
      `8: ${item}`,
      `9: ${item}`,
      '10: image: x',
      '11: p',
      '12: q',
      '13: q',
      '14: nothing',
    ]);
    assert.ok(found[0]?.startsWith('0 (top): # 0|---') && found[1]?.startsWith('1 (top): # 0|---'));
    assert.equal(whole.startsWith('# 0'), true);
    assert.ok(args.startsWith('args'));
  });

  it('cover the document from its marker line', () => {
    const text = '--- # x\na: 1\n';
    assert.deepEqual(covered(text), ['x: --- # x|a: 1']);
  });

  it('stand at the top even where blank lines follow', () => {
    assert.deepEqual(covered('# x\n\n\na: 1\n'), ['x (top): # x|||a: 1']);
  });

  it('reach over the control lines of a template', () => {
    const text = 'a: 1\n# x\n{{- if .y }}\nb: 2\n{{- end }}\n';
    assert.deepEqual(covered(text, 'template'), ['x: b: 2']);
  });

  it('are nothing in an empty document', () => assert.deepEqual(covered('# x\n'), ['x (top): nothing']));
});

describe('annotations of manifests', () => {
  it('cover their object, or their pod template', () => {
    const text = `apiVersion: v1
kind: List
items:
- apiVersion: apps/v1
  kind: Deployment
  metadata: {annotations: {seaworthy/ignore: "a: b"}}
  spec:
    template:
      metadata:
        annotations:
          seaworthy/ignore: c
      spec:
        containers: []
- apiVersion: v1
  kind: Pod
  metadata: {annotations: {seaworthy/ignore: 3, other: x}}
`;
    const places = kubernetesReader.annotations(read(text));
    assert.deepEqual(
      places.map(({ value, span, valueSpan, covers, path }) => [
        value, text.slice(span.start, span.end), text.slice(valueSpan.start, valueSpan.end),
        text.slice(covers.start, covers.start + 12), text.slice(covers.end - 14, covers.end), path?.join('.'),
      ]),
      [
        ['a: b', 'seaworthy/ignore: "a: b"', '"a: b"', 'apiVersion: ', 'containers: []', 'items.0.metadata.annotations.seaworthy/ignore'],
        ['c', 'seaworthy/ignore: c', 'c', 'annotations:', 'containers: []', 'items.0.spec.template.metadata.annotations.seaworthy/ignore'],
      ],
    ); // prettier-ignore
  });

  it('have no path of their own behind an alias', () => {
    const text = 'apiVersion: v1\nkind: Pod\nmetadata: &m {annotations: {seaworthy/ignore: a}}\nspec: {metadata: *m}\n';
    assert.ok(kubernetesReader.annotations(read(text))[0]?.path);
    const list =
      'apiVersion: v1\nkind: List\nitems:\n- &p {apiVersion: v1, kind: Pod, metadata: {annotations: {seaworthy/ignore: a}}}\n- *p\n';
    assert.deepEqual(
      kubernetesReader.annotations(read(list)).map(({ path }) => path !== undefined),
      [true, false],
    );
  });
});

/** The text with a suppression for the first occurrence of `at`. */
function suppressed(text: string, at: string, more: Partial<ReadContext> = {}): string | undefined {
  const model = read(text, more);
  const start = text.indexOf(at);
  const change = kubernetesReader.insertSuppression(model, { start, end: start + at.length }, 'kubernetes/x', 'why');
  if (!change) return undefined;
  const after = applyEdits(text, change.edits);
  const data = toPlain((read(after, more) as Extract<Model, { format: 'kubernetes' }>).document);
  const before = toPlain((model as Extract<Model, { format: 'kubernetes' }>).document);
  assert.deepEqual(data, change.effect.kind === 'yaml' ? applyOps(before, change.effect.ops) : before);
  return after;
}

describe('insertSuppression in manifests', () => {
  const IGNORE = '# seaworthy-ignore kubernetes/x: why';
  const cases: [string, string, string, string][] = [
    ['above a key', 'a:\n  b: 1\n  c: 2\n', '2', `a:\n  b: 1\n  ${IGNORE}\n  c: 2\n`],
    ['above the item of a container', 'a:\n  - name: web\n    image: x\n', 'web', `a:\n  ${IGNORE}\n  - name: web\n    image: x\n`],
    [
      'above the item, however its name stands',
      'a:\n  - image: x\n    name: web\n',
      'web',
      `a:\n  - image: x\n    ${IGNORE}\n    name: web\n`,
    ],
    ['above the line that holds the brackets', 'a: 1\nb: {c: {d: 1}}\n', 'd: 1', `a: 1\n${IGNORE}\nb: {c: {d: 1}}\n`],
    ['inside brackets over lines', 'b: [\n  1,\n  2 ]\n', '2', `b: [\n  1,\n  ${IGNORE}\n  2 ]\n`],
    ['above a block scalar', 'a:\n  b: |\n    text\n', 'text', `a:\n  ${IGNORE}\n  b: |\n    text\n`],
    ['with CRLF', 'a: 1\r\nb: 2\r\n', '2', `a: 1\r\n${IGNORE}\r\nb: 2\r\n`],
    ['behind a byte order mark', '\uFEFFa: 1\n', '1', `\uFEFF${IGNORE}\na: 1\n`],
    ['below other comments', 'a: 1\n# c\nb: 2\n', '2', `a: 1\n# c\n${IGNORE}\nb: 2\n`],
    ['below the marker', '---\na: 1\n', '1', `---\n${IGNORE}\na: 1\n`],
  ];
  for (const [name, text, at, expected] of cases) {
    it(name, () => {
      const after = suppressed(text, at);
      assert.equal(after, expected);
      const comment = kubernetesReader.comments(read(expected)).find(({ value }) => value.startsWith('seaworthy-ignore'));
      const place = expected.indexOf(at, comment?.span.end);
      assert.ok(comment?.covers && comment.covers.start <= place && place < comment.covers.end, 'it covers the finding');
    });
  }

  it('annotates the object in JSON', () => {
    const text = '{\n  "apiVersion": "v1",\n  "kind": "Pod",\n  "metadata": {"name": "a"},\n  "spec": {"hostPID": true}\n}\n';
    const once = suppressed(text, 'hostPID', { json: true });
    assert.equal(once, text.replace('"name": "a"', '"name": "a", "annotations": {"seaworthy/ignore": "kubernetes/x: why"}'));
    const twice = suppressed(once ?? '', 'hostPID', { json: true });
    assert.equal(twice, once?.replace('x: why"', 'x: why; kubernetes/x: why"'));
  });

  it('annotates the item of a list in JSON', () => {
    const text =
      '{"apiVersion": "v1", "kind": "List", "items": [{"apiVersion": "v1", "kind": "Pod"}, {"apiVersion": "v1", "kind": "Pod", "spec": {}}]}';
    assert.match(
      suppressed(text, 'spec', { json: true }) ?? '',
      /"spec": \{\}, "metadata": \{"annotations": \{"seaworthy\/ignore": "kubernetes\/x: why"\}\}\}\]\}$/,
    );
  });

  it('finds no place where there is none', () => assert.equal(suppressed('just text\n', 'text'), undefined));
});

describe('removeComment in manifests', () => {
  function removed(text: string, at: string, more: Partial<ReadContext> = {}): string {
    const start = text.indexOf(at);
    const change: Change = kubernetesReader.removeComment(read(text, more), { start, end: start + at.length });
    return applyEdits(text, change.edits);
  }
  const cases: [string, string, string, string][] = [
    ['a whole line', 'a: 1\n  # x a, b: c\nb: 2\n', '# x a, b: c', 'a: 1\nb: 2\n'],
    ['the end of a line', 'a: 1  # x\nb: 2\n', '# x', 'a: 1\nb: 2\n'],
    ['with CRLF', 'a: 1\r\n# x\r\nb: 2\r\n', '# x', 'a: 1\r\nb: 2\r\n'],
    ['the first id', '# x k/a, k/b: why\na: 1\n', 'k/a', '# x k/b: why\na: 1\n'],
    ['the last id', '# x k/a, k/b: why\na: 1\n', 'k/b', '# x k/a: why\na: 1\n'],
    ['behind a byte order mark', '\uFEFF# x\na: 1\n', '# x', '\uFEFFa: 1\n'],
  ];
  for (const [name, text, at, expected] of cases) it(name, () => assert.equal(removed(text, at), expected));

  const pod = (metadata: string): string => `apiVersion: v1\nkind: Pod\nmetadata: ${metadata}\n`;
  it('an annotation', () => {
    assert.equal(
      removed(pod('{annotations: {a: b, seaworthy/ignore: "k/x: y"}}'), 'seaworthy/ignore: "k/x: y"'),
      pod('{annotations: {a: b}}'),
    );
  });
  it('an entry of an annotation', () => {
    const text = pod('{annotations: {seaworthy/ignore: "k/x: y; k/z: w"}}');
    assert.equal(removed(text, 'k/x: y'), pod('{annotations: {seaworthy/ignore: "k/z: w"}}'));
    assert.equal(removed(text, 'k/z: w'), pod('{annotations: {seaworthy/ignore: "k/x: y"}}'));
  });
});

describe('the rest of the reader', () => {
  const text = 'apiVersion: v1\nkind: Pod\nspec: {containers: [{name: a}, {name: b}], initContainers: [{name: c}]}\n';

  it('hands out facts by kind', () => {
    const model = read(text);
    const count = (kind: Parameters<typeof kubernetesReader.subjects>[0]): number => [...kubernetesReader.subjects(kind, model)].length;
    assert.deepEqual(
      (['kubernetes.document', 'kubernetes.object', 'kubernetes.podSpec', 'kubernetes.container', 'dockerfile.stage'] as const).map(count),
      [1, 1, 1, 3, 0],
    );
  });

  it('joins changes into one', () => {
    const model = read('a:\n  b: 1\n');
    const change = (key: string): Change => ({
      edits: [],
      effect: { kind: 'yaml', ops: [{ op: 'set', path: ['a', 'c', key], value: true }] },
    });
    const joined = kubernetesReader.combine(model, [change('d'), change('e'), change('d')]);
    assert.equal(joined && applyEdits(model.text, joined.edits), 'a:\n  b: 1\n  c:\n    d: true\n    e: true\n');
    const comment: Change = { edits: [{ span: { start: 0, end: 0 }, newText: '# x\n' }], effect: { kind: 'none' } };
    assert.equal(kubernetesReader.combine(model, [comment, comment]), undefined);
    assert.ok(kubernetesReader.combine(model, [comment]));
  });

  it('is broken only where nothing can be read', () => {
    assert.equal(kubernetesReader.isBroken(read('['.repeat(1000))), true);
    assert.equal(kubernetesReader.isBroken(read('a: "x\nb: 1\n')), false);
    assert.equal(kubernetesReader.isBroken(read('')), false);
  });

  it('says what it did not check', () => {
    const notes = (source: string, completeness: Completeness = 'whole'): readonly string[] =>
      kubernetesReader.notChecked(read(source, { completeness }));
    assert.deepEqual(notes(text), []);
    assert.match(notes(text, 'template')[0] ?? '', /template/);
    assert.match(notes(text, 'partial')[0] ?? '', /patch/);
    assert.match(notes(`${text}x: "y\n`)[0] ?? '', /syntax error/);
    assert.match(notes('['.repeat(1000))[0] ?? '', /too deep/);
    assert.match(notes('apiVersion: e.com/v1\nkind: Widget\n')[0] ?? '', /Widget/);
    assert.deepEqual(notes('apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n'), []);
    assert.deepEqual(notes('apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nspec: {template: {spec: {}}}\n'), []);
  });
});
