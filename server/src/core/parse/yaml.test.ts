import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseJson } from './json.js';
import { parseYaml } from './yaml.js';
import type { SyntaxNode, SyntaxTree } from './yaml-syntax.js';
import { MAX_DEPTH } from './yaml-syntax.js';

const read = (text: string): SyntaxTree => parseYaml(text, { template: false });

/** Reason and marked text of each problem. */
const problems = (text: string): string[] =>
  read(text).problems.map(({ code, reason, span }) => `${reason ?? code} ${JSON.stringify(text.slice(span.start, span.end))}`);

/** The tree in a short form that shows kinds, keys and the text each node was written with. */
function shape(text: string, node: SyntaxNode | undefined): unknown {
  if (!node) return undefined;
  const written = text.slice(node.span.start, node.span.end);
  if (node.kind === 'map') return Object.fromEntries(node.pairs.map((pair) => [pair.key, shape(text, pair.value)]));
  if (node.kind === 'list') return node.items.map((item) => shape(text, item.node));
  return node.kind === 'alias'
    ? `${written} -> ${node.target ? text.slice(node.target.span.start, node.target.span.end) : 'nothing'}`
    : written;
}

function checkNesting(node: SyntaxNode, text: string): void {
  assert.ok(node.span.start <= node.span.end && node.span.end <= text.length && node.outerStart <= node.span.start);
  const inside = (child: SyntaxNode): void => {
    assert.ok(
      child.outerStart >= node.span.start && child.span.end <= node.span.end,
      `${text}: ${JSON.stringify([node.span, child.span])}`,
    );
    checkNesting(child, text);
  };
  if (node.kind === 'map') {
    let last = node.span.start;
    for (const pair of node.pairs) {
      assert.ok(pair.start >= last && pair.keySpan.start >= pair.start, text);
      if (pair.colon >= 0) assert.equal(text[pair.colon], ':', text);
      inside(pair.value);
      last = pair.start;
    }
  } else if (node.kind === 'list') {
    for (const item of node.items) {
      if (item.dash >= 0) assert.equal(text[item.dash], '-');
      inside(item.node);
    }
  }
}

describe('parseYaml: problems', () => {
  const cases: [string, string, string[]][] = [
    ['none in a plain document', 'a: 1\nb:\n- c\n- {d: [e]}\n', []],
    ['a tab as indentation', 'a:\n\tb: 1\n', ['tab "\\t"']],
    ['a tab in front of a sibling', 'a: 1\n\tb: 2\n', ['tab "\\t"']],
    ['tabs elsewhere are fine', 'a:\t1\nb: 2\t# c\n', []],
    ['tabs between brackets are fine', '{\n\t"a": [\n\t\t1\n\t]\n}\n', []],
    ['an open double quote', 'a: "x\nb: 1\n', ['unclosed-quote "\\""']],
    ['an open single quote', "a: 'x\nb: 1\n", ['unclosed-quote "\'"']],
    ['an escaped closing quote', 'a: "x\\"', ['unclosed-quote "\\""']],
    ['a doubled closing quote', "a: 'it''", ['unclosed-quote "\'"']],
    ['an open bracket', 'a: [1, 2\nb: 3\n', ['unclosed-bracket "["']],
    ['an open brace', 'a: {b: 1\n', ['unclosed-bracket "{"']],
    ['a key without colon', 'a: 1\nb\nc: 2\n', ['missing-colon "b"']],
    ['two colons', 'a: b: c\n', ['nested-mapping "b"']],
    ['bad indentation', 'a:\n  b: 1\n c: 2\n', ['indentation " "']],
    ['a key of an item left of its first', 'a:\n  - b: 1\n   c: 2\n', ['indentation " "']],
    ['an unknown anchor', 'a: *x\n', ['unknown-anchor "*x"']],
    ['an anchor that comes later', 'a: *x\nb: &x 1\n', ['unknown-anchor "*x"']],
    ['an alias within its anchor', 'a: &a\n  b: [*a]\n', ['recursive-alias "*a"']],
    ['characters that start nothing', 'a: @x\nb: `y`\n', ['reserved-character "@"', 'reserved-character "`"']],
    ['a percent sign', 'a: %x\n', ['reserved-character "%"']],
    ['a directive without document', '%x: 1\n', ['reserved-character "%"']],
    ['an unknown escape', 'a: "\\q"\n', ['bad-escape "\\\\"']],
    ['a missing comma', 'a: {b: 1 c: 2}\n', ['missing-comma "1 c: 2"']],
    ['two commas', 'a: [1,,2]\n', ['extra-comma ","']],
    ['a comma at the end is fine', 'a: {b: 1,}\nc: [1,]\n', []],
    // What the decoder of Kubernetes accepts, unlike the YAML specification.
    ['brackets that close in column 0', 'x:\n  a: [\n  1\n]\n  b: {\n}\n', []],
    ['items left of their list', 'x:\n  a: [\n1, # one\n{b: [2\n]}]\n  c: 3\n', []],
    ['quoted text left of its key', 'a:\n  b: "x\ny"\n  c: 1\n', []],
    ['a comment right behind a quote', 'a: "x"#c\n', []],
    ['unknown tags', 'a: !x y\nb: !!int "3"\n', []],
  ];
  for (const [name, text, expected] of cases) it(name, () => assert.deepEqual(problems(text), expected));

  it('tells duplicate keys after their names are resolved', () => {
    const text = 'a: 1\n"a": 2\non: 1\nx:\n- true: 2\n  y: 3\n1: a\n"1": b\n<<: {q: 1}\n<<: {q: 2}\n';
    const found = read(text).problems.map(({ key, path, span, other }) => [key, path, text.slice(span.start, span.end), other?.start]);
    assert.deepEqual(found, [
      ['a', [], '"a"', 0],
      ['true', ['x', 0], 'y', text.indexOf('true')],
      ['1', [], '"1"', text.indexOf('1: a')],
    ]);
  });

  for (const open of ['[', '{a: ', '- ', '? ', '[{a: ']) {
    it(`stops at depth with "${open.trim()}"`, () => {
      const tree = read(open.repeat(5000));
      assert.deepEqual(
        tree.problems.map((problem) => problem.code),
        ['too-deep'],
      );
      assert.equal(tree.root, undefined);
    });
  }

  it('reads up to the limit', () => {
    assert.deepEqual(problems(`${'['.repeat(MAX_DEPTH - 1)}${']'.repeat(MAX_DEPTH - 1)}`), []);
  });
});

describe('parseYaml: places', () => {
  const cases: [string, string, unknown][] = [
    ['scalars of all styles', 'a: b\nc: "d e"\nf: \'g\'\nh:\n', { a: 'b', c: '"d e"', f: "'g'", h: '' }],
    ['block scalars without their last line break', 'a: |\n  x\n\n  y\n\nb: >-\n  z\n', { a: '|\n  x\n\n  y', b: '>-\n  z' }],
    ['an empty block scalar', 'a: |\nb: 1\n', { a: '|', b: '1' }],
    ['flow', 'a: {b: [c, d ], e: }\n', { a: { b: ['c', 'd'], e: '' } }],
    ['anchors and tags outside', 'a: &x !!str b\nc: *x\n', { a: 'b', c: '*x -> b' }],
    ['a redefined anchor', 'a: &x 1\nb: *x\nc: &x 2\nd: *x\n', { a: '1', b: '*x -> 1', c: '2', d: '*x -> 2' }],
    ['an anchored mapping', 'a: &x\n  b: 1\nc: *x\n', { a: { b: '1' }, c: '*x -> b: 1' }],
    ['an explicit key', '? a\n: b\n', { a: 'b' }],
    ['keys as Kubernetes names them', 'y: 1\n0644: 2\n~: 3\n"y": 4\n', { true: '1', '420': '2', null: '3', y: '4' }],
    ['CRLF', 'a:\r\n  b: 1\r\n  c: |\r\n    x\r\n', { a: { b: '1', c: '|\r\n    x' } }],
    ['a byte order mark', '\uFEFF- a\n- b\n', ['a', 'b']],
    ['surrogate pairs', 'a: "🚢🚢"\nb: c\n', { a: '"🚢🚢"', b: 'c' }],
    ['the document behind its marker', '--- # c\na: b\n...\n', { a: 'b' }],
    ['text over lines', 'a: b\n  c\nd: "e\n  f"\n', { a: 'b\n  c', d: '"e\n  f"' }],
  ];
  for (const [name, text, expected] of cases) {
    it(name, () => {
      const tree = read(text);
      assert.deepEqual(tree.problems, []);
      assert.deepEqual(shape(text, tree.root), expected);
    });
  }

  it('has no root where there is nothing', () => {
    for (const text of ['', '\n', '# c\n', '---\n', '--- # c\n# d\n', '\uFEFF', '...\n'])
      assert.equal(read(text).root, undefined, JSON.stringify(text));
  });

  it('ends a mapping at its last entry', () => {
    const text = 'a:\n  b: 1\n  c:\n\n# end\nd: 1\n';
    const { root } = read(text);
    assert.equal(
      root?.kind === 'map' && root.pairs[0] && text.slice(root.pairs[0].start, root.pairs[0].value.span.end),
      'a:\n  b: 1\n  c:',
    );
  });

  it('knows where blank lines belong to a block scalar', () => {
    const text = 'a: |+\n  x\n\n\nb: 1\n';
    const { root } = read(text);
    const value = root?.kind === 'map' ? root.pairs[0]?.value : undefined;
    assert.equal(value?.kind === 'scalar' && text.slice(value.tail), 'b: 1\n');
  });

  it('finds comments everywhere but in text', () => {
    const text =
      '# top\n--- # mark\na: # key\n  # own\n  - 1 # item\nb: {x: 1, # flow\n  y: 2}\nc: | # block\n  # text\nd: "# text" # end\n# last\n';
    const tree = read(text);
    assert.deepEqual(tree.comments.map(({ value, ownLine }) => (ownLine ? `= ${value}` : value)),
      ['= top', 'mark', 'key', '= own', 'item', 'flow', 'block', 'end', '= last']); // prettier-ignore
    for (const { span } of tree.comments) assert.ok(text.slice(span.start, span.end).startsWith('#'));
  });
});

describe('parseYaml: templates', () => {
  const template = (text: string): SyntaxTree => parseYaml(text, { template: true });

  it('reads the manifest of the catalogue', () => {
    const text = [
      'apiVersion: apps/v1', 'kind: Deployment', 'metadata:', '  name: {{ include "app.fullname" . }}', 'spec:',
      '  {{- if not .Values.autoscaling.enabled }}', '  replicas: {{ .Values.replicas }}', '  {{- end }}',
      '  template:', '    spec:', '      hostPID: true', '      containers:', '      - name: {{ .Chart.Name }}',
      '        image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"', '        securityContext:',
      '          {{- toYaml .Values.securityContext | nindent 10 }}', '',
    ].join('\n'); // prettier-ignore
    const tree = template(text);
    assert.deepEqual(tree.problems, []);
    assert.deepEqual(shape(text, tree.root), {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: '{{ include "app.fullname" . }}' },
      spec: {
        replicas: '{{ .Values.replicas }}',
        template: {
          spec: {
            hostPID: 'true',
            containers: [
              { name: '{{ .Chart.Name }}', image: '"{{ .Values.image.repository }}:{{ .Values.image.tag }}"', securityContext: '' },
            ],
          },
        },
      },
    });
    assert.equal(tree.actions.length, 8);
  });

  it('knows which values template text gives', () => {
    const tree = template('a: {{ x }}\nb: "{{ y }}"\nc:\n  {{- z }}\nd:\ne: ${VAR}\nf: 1\n{{ w }}: 2\n');
    const { root } = tree;
    assert.ok(root?.kind === 'map');
    const templated = root.pairs.filter((pair) => pair.value.kind === 'scalar' && pair.value.templated).map((pair) => pair.key);
    assert.deepEqual(templated, ['a', 'b', 'c', 'e']);
  });
});

describe('parseYaml on any text', () => {
  const SOURCES = [
    'apiVersion: v1\nkind: Pod\nmetadata: {name: a, labels: null}\nspec:\n  containers:\n    # c\n    - name: c # d\n      image: "x:1"\n      args: [a, \'b\', {c: d}]\n      securityContext: &sc\n        privileged: yes\n      <<: *sc\n',
    'a: |\n  x\n   y\n\nb: >+\n  z\n\n? k\n: v\n- wrong\n"q": "a\\n\\u0041"\n',
    '{"a": [1, 2.5e3, "x\\n"], "b": {"c": null}}',
    '{{- if .x }}\na: {{ y }}\n{{- end }}\n  b: "{{ z }}"\n',
    '--- # x\n%y\n!t &a b: *a\n...\n\ta\r\n\rc: d\uFEFF',
  ];
  const PIECES = [
    '\n',
    ' ',
    '  ',
    '\t',
    '"',
    "'",
    '{',
    '}',
    '[',
    ']',
    ':',
    ': ',
    ',',
    '- ',
    '? ',
    '#',
    '&a ',
    '*a',
    '!!str ',
    '|',
    '>',
    '{{',
    '}}',
    '\r',
    '\\',
    '---\n',
    '<<: ',
    '@',
    '%',
    '\uFEFF',
    '🚢',
  ];
  const mutated = fc
    .tuple(fc.constantFrom(...SOURCES), fc.array(fc.tuple(fc.nat(), fc.nat({ max: 6 }), fc.constantFrom('', ...PIECES)), { maxLength: 4 }))
    .map(([source, cuts]) => cuts.reduce((text, [at, length, piece]) => {
      const start = at % (text.length + 1);
      return text.slice(0, start) + piece + text.slice(start + length);
    }, source)); // prettier-ignore

  const check = (text: string, tree: SyntaxTree): void => {
    if (tree.root) checkNesting(tree.root, text);
    for (const { span } of [...tree.problems, ...tree.comments])
      assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length);
  };

  it('never throws, and nests its places', () => {
    fc.assert(
      fc.property(mutated, (text) => {
        check(text, read(text));
        check(text, parseYaml(text, { template: true }));
        check(text, parseJson(text));
      }),
      { numRuns: 600 },
    );
  });

  it('puts an item of a flow list that is not there where it is missing', () => {
    const text = '{"a": [1, "x"- , "b": 2}';
    check(text, read(text));
  });

  it('reads every beginning of a text', () => {
    for (const source of SOURCES) for (let end = 0; end <= source.length; end++) check(source.slice(0, end), read(source.slice(0, end)));
  });
});
