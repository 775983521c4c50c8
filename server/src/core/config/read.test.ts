import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { defaultConfig } from './defaults.js';
import { readConfig } from './read.js';
import type { CatalogEntry, Config } from './types.js';

const CATALOG: readonly CatalogEntry[] = [
  {
    id: 'kubernetes/host-pid',
    summary: 'x',
    severity: 'error',
    profile: 'recommended',
    format: 'kubernetes',
    fix: 'unsafe',
    status: 'stable',
    options: {},
  },
  {
    id: 'kubernetes/root-user',
    summary: 'x',
    severity: 'warning',
    profile: 'strict',
    format: 'kubernetes',
    fix: 'unsafe',
    status: 'stable',
    options: {
      allow: { type: 'strings', default: [], description: 'x' },
      least: { type: 'number', default: 1, description: 'x' },
      name: { type: 'string', default: '', description: 'x' },
      init: { type: 'boolean', default: true, description: 'x' },
      mode: { type: 'choice', default: 'soft', description: 'x', values: ['soft', 'hard'] },
    },
  },
];

const read = (text: string) => readConfig(text, CATALOG);
/** What differs from the defaults, maps as objects. */
function read1(text: string): Record<string, unknown> {
  const { config, problems } = read(text);
  assert.deepEqual(
    problems.map(({ message }) => message),
    [],
  );
  const defaults = defaultConfig();
  const different = Object.entries(config ?? assert.fail()).filter(
    ([key, value]) => JSON.stringify(plain(value)) !== JSON.stringify(plain(defaults[key as keyof Config])),
  );
  return Object.fromEntries(different.map(([key, value]) => [key, plain(value)]));
}
const plain = (value: unknown): unknown =>
  value instanceof Map
    ? Object.fromEntries([...value].map(([key, each]) => [key, plain(each)]))
    : Array.isArray(value)
      ? value.map(plain)
      : typeof value === 'object' && value
        ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]))
        : value;

describe('readConfig', () => {
  const cases: readonly [string, Record<string, unknown>][] = [
    ['', {}],
    ['profile: all\nfailOn: never\n', { profile: 'all', failOn: 'never' }],
    ['kubernetes: 1.30\n', { kubernetes: '1.30' }],
    ['kubernetes: "v1.29.4"\n', { kubernetes: '1.29' }],
    ['exclude: vendor\n', { exclude: ['vendor'] }],
    ['exclude: [vendor, "*.yaml", 1.10, yes]\n', { exclude: ['vendor', '*.yaml', '1.10', 'yes'] }],
    ['targets: [app, web]\n', { targets: ['app', 'web'] }],
    [
      'registries:\n  allow: [docker.io]\n  mirrors:\n    docker.io: mirror.example.com\n',
      { registries: { allow: ['docker.io'], mirrors: { 'docker.io': 'mirror.example.com' } } },
    ],
    ['labels: {required: [a], schema: {b: url}, strict: yes}\n', { labels: { required: ['a'], schema: { b: 'url' }, strict: true } }],
    ['rules:\n  kubernetes/host-pid: off\n', { rules: { 'kubernetes/host-pid': { severity: 'off' } } }],
    ['rules:\n  kubernetes/host-pid: "off"\n', { rules: { 'kubernetes/host-pid': { severity: 'off' } } }],
    [
      'rules:\n  kubernetes/root-user:\n    severity: info\n    allow: web\n    least: 3\n    name: 1.10\n    init: false\n    mode: hard\n',
      {
        rules: {
          'kubernetes/root-user': { severity: 'info', options: { allow: ['web'], least: 3, name: '1.10', init: false, mode: 'hard' } },
        },
      },
    ],
    [
      'overrides:\n  - files: [a, b]\n    profile: strict\n    rules:\n      kubernetes/host-pid: info\n',
      { overrides: [{ files: ['a', 'b'], profile: 'strict', rules: { 'kubernetes/host-pid': { severity: 'info' } } }] },
    ],
    [
      'overrides:\n  - &base\n    files: a\n    profile: strict\n  - <<: *base\n    files: b\n',
      {
        overrides: [
          { files: ['a'], profile: 'strict', rules: {} },
          { files: ['b'], profile: 'strict', rules: {} },
        ],
      },
    ],
    ['targets: &t [a]\nexclude: *t\n', { targets: ['a'], exclude: ['a'] }],
    [
      '{"profile": "strict", "rules": {"kubernetes/host-pid": "off"}}',
      { profile: 'strict', rules: { 'kubernetes/host-pid': { severity: 'off' } } },
    ],
    [
      'labels:\n  schema:\n    __proto__: url\n',
      { labels: { required: [], schema: JSON.parse('{"__proto__":"url"}') as unknown, strict: false } },
    ],
  ];
  for (const [text, expected] of cases) it(JSON.stringify(text), () => assert.deepEqual(read1(text), expected));

  it('keeps the rest when one thing is wrong', () => {
    const { config, problems } = read(
      'profile: paranoid\nfailOn: error\ncolour: blue\nrules: {kubernetes/host-pid: loud, x/y: off, kubernetes/root-user: {least: many, mode: hard}}\n',
    );
    assert.equal(problems.length, 5);
    assert.equal(config?.profile, 'recommended');
    assert.equal(config.failOn, 'error');
    assert.deepEqual(plain(config.rules), { 'kubernetes/root-user': { options: { mode: 'hard' } } });
  });

  it('has no configuration where there is no YAML', () => {
    const { config, problems } = read('profile: "strict\n');
    assert.equal(config, undefined);
    assert.deepEqual(
      problems.map(({ rule, span }) => [rule, span]),
      [['config/syntax-error', { start: 9, end: 10 }]],
    );
  });

  it('counts places from the start of the file, byte order mark and document mark included', () => {
    const text = '\uFEFF# first\r\n---\r\nprofil: strict\r\n';
    const [problem] = read(text).problems;
    assert.equal(text.slice(problem?.span.start, problem?.span.end), 'profil');
  });

  it('stops counting mistakes at a hundred', () => {
    const text = Array.from({ length: 500 }, (_, i) => `wrong${i}: 1\n`).join('');
    assert.equal(read(text).problems.length, 100);
  });

  it('bears nested aliases and merges', () => {
    const lines = [
      'a0: &a0 {x: 1}',
      ...Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} {<<: [*a${i}, *a${i}], y: [*a${i}, *a${i}]}`),
      'rules: *a30',
      'labels: *a30',
    ];
    assert.ok(read(lines.join('\n') + '\n').config);
  });

  it('reads any text and stays inside it', () => {
    const piece = fc.constantFrom(
      'profile',
      'rules',
      'overrides',
      'labels',
      'schema',
      'files',
      'kubernetes/host-pid',
      'off',
      ':',
      ': ',
      '- ',
      '\n',
      '  ',
      '[',
      ']',
      '{',
      '}',
      ',',
      '"',
      '&a',
      '*a',
      '<<',
      '#',
      '---',
      '\t',
      '1.30',
      '|',
      '\r\n',
      '!x',
      '?',
    );
    const text = fc.oneof(fc.string({ unit: piece, maxLength: 40 }), fc.string());
    fc.assert(
      fc.property(text, (input) => {
        const { config, problems } = read(input);
        for (const { span, message } of problems) {
          assert.ok(span.start >= 0 && span.start <= span.end && span.end <= input.length);
          // A key of the user may itself look like a placeholder.
          assert.ok(message.length <= 120 && (!/\{\w+\}/.test(message) || /\{\w+\}/.test(input)));
        }
        assert.equal(
          config === undefined,
          problems.some(({ rule }) => rule === 'config/syntax-error'),
        );
      }),
      { numRuns: 1000 },
    );
  });
});
