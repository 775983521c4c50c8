import assert from 'node:assert/strict';
import { applyOps, toPlain } from './plain-data.js';
import { readYaml } from './read-yaml.js';
import type { YamlMap, YamlNode } from './types.js';

const read = (text: string) => readYaml(text, { json: false, template: false });
const plain = (text: string): unknown => toPlain(read(text));

function at(text: string, ...path: (string | number)[]): YamlNode {
  let node: YamlNode | undefined = read(text).root;
  for (const step of path) {
    if (node?.kind === 'map') node = node.get(String(step))?.value;
    else if (node?.kind === 'list') node = node.items[Number(step)];
  }
  assert.ok(node, `nothing at ${path.join('.')}`);
  return node;
}

describe('readYaml: data', () => {
  const cases: [string, string, unknown][] = [
    [
      'types',
      'a: yes\nb: 0644\nc: "yes"\nd: ~\ne:\nf: 1.20\ng: 22:22\nh: |\n  x\n',
      { a: true, b: 420, c: 'yes', d: null, e: null, f: 1.2, g: '22:22', h: 'x\n' },
    ],
    ['tags', 'a: !!str 12\nb: !!int "3"\nc: !x 5\nd: !!bool "yes"\ne: !!str\n', { a: '12', b: 3, c: '5', d: true, e: '' }],
    ['keys', 'on: 1\n1.20: 2\n"y": 3\n', { true: 1, '1.2': 2, y: 3 }],
    ['the last of two equal keys', 'a: {x: 1}\nb: 2\na: {z: 2}\n', { b: 2, a: { z: 2 } }],
    ['aliases', 'a: &x [1, &y 2]\nb: *x\nc: *y\n', { a: [1, 2], b: [1, 2], c: 2 }],
    ['a merge, then a key', 'a: &x {p: 1, q: 2}\nb:\n  <<: *x\n  p: 3\n', { a: { p: 1, q: 2 }, b: { q: 2, p: 3 } }],
    // The decoder of Kubernetes applies merges where they stand.
    ['a key, then a merge', 'a: &x {p: 1, q: 2}\nb:\n  p: 3\n  <<: *x\n', { a: { p: 1, q: 2 }, b: { p: 1, q: 2 } }],
    [
      'a merge of a list: the first wins',
      'a: &x {p: 1}\nb: &y {p: 2, q: 2}\nc: {<<: [*x, *y]}\n',
      { a: { p: 1 }, b: { p: 2, q: 2 }, c: { q: 2, p: 1 } },
    ],
    ['a merge of a merge', 'a: &x {p: 1}\nb: &y {<<: *x, q: 2}\nc: {<<: *y}\n', { a: { p: 1 }, b: { p: 1, q: 2 }, c: { p: 1, q: 2 } }],
    ['a merge of a mapping in place', 'a: {<<: {p: 1}, q: 2}\n', { a: { p: 1, q: 2 } }],
    ['a merge of what is no mapping', 'a: &x 1\nb: {<<: *x, q: 2}\n', { a: 1, b: { q: 2 } }],
    ['a quoted merge key is a key', 'a: {"<<": {p: 1}}\n', { a: { '<<': { p: 1 } } }],
    ['unknown and recursive aliases as null', 'a: *nope\nb: &b [*b]\n', { a: null, b: [null] }],
    ['an odd key', 'a: {__proto__: 1}\n', { a: JSON.parse('{"__proto__": 1}') as unknown }],
    ['a scalar document', 'just text\n', 'just text'],
    ['nothing', '# c\n', undefined],
  ];
  for (const [name, text, expected] of cases) it(name, () => assert.deepEqual(plain(text), expected));

  it('gives duplicates the place of the last one', () => {
    const text = 'a: 1\nb: 2\na: 3\n';
    const root = read(text).root as YamlMap;
    assert.deepEqual(root.entries.map((entry) => [entry.key, entry.span.start]), [['b', 5], ['a', 10]]); // prettier-ignore
  });
});

describe('readYaml: places', () => {
  const text = 'base: &x\n  p: 1\n  q: {r: 2}\nuse: *x\nmerged:\n  <<: *x\n  s:\n';

  it('spans entries from key to value, of empty ones to the colon', () => {
    const root = read(text).root as YamlMap;
    assert.deepEqual(
      root.entries.map((entry) => text.slice(entry.span.start, entry.span.end)),
      ['base: &x\n  p: 1\n  q: {r: 2}', 'use: *x', 'merged:\n  <<: *x\n  s:'],
    );
    const merged = at(text, 'merged') as YamlMap;
    assert.deepEqual(merged.entries.map((entry) => [entry.key, entry.merged, text.slice(entry.span.start, entry.span.end)]), [
      ['p', true, 'p: 1'], ['q', true, 'q: {r: 2}'], ['s', false, 's:'],
    ]); // prettier-ignore
  });

  it('counts paths from the place of use', () => {
    assert.deepEqual(at(text, 'use', 'q', 'r').path, ['use', 'q', 'r']);
    assert.deepEqual(at(text, 'merged', 'q', 'r').path, ['merged', 'q', 'r']);
    assert.deepEqual(at('a: [{b: 1}]', 'a', 0, 'b').path, ['a', 0, 'b']);
  });

  it('tells what it went through, all the way down', () => {
    const via = (...path: string[]): string | undefined => {
      const found = at(text, ...path).via;
      return found && `${found.kind} ${text.slice(found.span.start, found.span.end)}`;
    };
    assert.equal(via('base', 'q', 'r'), undefined);
    assert.equal(via('use'), 'alias *x');
    assert.equal(via('use', 'q', 'r'), 'alias *x');
    assert.equal(via('merged', 'q', 'r'), 'merge <<: *x');
    assert.equal(via('merged', 's'), undefined);
  });

  it('keeps the written form of scalars', () => {
    const scalar = at('a: "x\\n"', 'a');
    assert.ok(scalar.kind === 'scalar');
    assert.deepEqual([scalar.value, scalar.source, scalar.quoted, scalar.templated], ['x\n', '"x\\n"', true, false]);
  });

  it('marks placeholders', () => {
    const templated = (value: string): boolean => {
      const node = at(`a: ${value}`, 'a');
      return node.kind === 'scalar' && node.templated;
    };
    for (const value of ['${TAG}', 'x-$(TAG)', '"{{ x }}"', '<%= x %>', '@TAG@']) assert.equal(templated(value), value !== '@TAG@', value);
    assert.ok(templated('"@@TAG@@"'));
  });
});

describe('readYaml: bombs', () => {
  const letters = 'abcdefghij'.split('');
  const bomb = letters
    .map(
      (k, i) =>
        `${k}: &${k} [${Array(9)
          .fill(i === 0 ? 'x' : `*${letters[i - 1] ?? ''}`)
          .join(', ')}]`,
    )
    .join('\n');
  const merges = letters
    .map(
      (k, i) =>
        `${k}: &${k} {${
          i === 0
            ? 'x: 1'
            : `<<: [${Array(9)
                .fill(`*${letters[i - 1] ?? ''}`)
                .join(', ')}]`
        }}`,
    )
    .join('\n');

  it('reads lists of lists of aliases without walking them', () => {
    const root = read(bomb).root as YamlMap;
    assert.equal(root.entries.length, 10);
    const last = at(bomb, 'j', 0, 0, 0);
    assert.equal(last.kind, 'list');
  });

  for (const [name, text] of [
    ['lists', bomb],
    ['merges', merges],
  ] as const) {
    it(`gives up on data beyond all measure: ${name}`, () => assert.ok(JSON.stringify(plain(text)).length < 2_000_000));
  }
});

describe('applyOps', () => {
  const data = { a: { b: 1 }, l: [1, 2], n: null };
  const cases: [string, Parameters<typeof applyOps>[1], unknown][] = [
    ['replaces', [{ op: 'set', path: ['a', 'b'], value: 2 }], { ...data, a: { b: 2 } }],
    ['makes mappings on the way', [{ op: 'set', path: ['x', 'y'], value: 2 }], { ...data, x: { y: 2 } }],
    ['fills null', [{ op: 'set', path: ['n', 'y'], value: 2 }], { ...data, n: { y: 2 } }],
    ['appends', [{ op: 'set', path: ['l', 2], value: 3 }], { ...data, l: [1, 2, 3] }],
    ['begins lists', [{ op: 'set', path: ['n', 0], value: 3 }], { ...data, n: [3] }],
    [
      'removes keys and items',
      [
        { op: 'remove', path: ['a', 'b'] },
        { op: 'remove', path: ['l', 0] },
      ],
      { ...data, a: {}, l: [2] },
    ],
    [
      'removes nothing that is not there',
      [
        { op: 'remove', path: ['x', 'y'] },
        { op: 'remove', path: ['n', 'y'] },
      ],
      data,
    ],
  ];
  for (const [name, ops, expected] of cases) {
    it(name, () => {
      const before = structuredClone(data);
      assert.deepEqual(applyOps(data, ops), expected);
      assert.deepEqual(data, before);
    });
  }
});
