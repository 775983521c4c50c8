import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { completeConfig } from './complete.js';
import { readConfig } from './read.js';
import type { CatalogEntry } from './types.js';

const CATALOG: readonly CatalogEntry[] = [
  {
    id: 'kubernetes/host-ipc',
    summary: 'about ipc',
    severity: 'error',
    profile: 'recommended',
    format: 'kubernetes',
    fix: 'unsafe',
    status: 'stable',
    options: {},
  },
  {
    id: 'kubernetes/host-pid',
    summary: 'about pid',
    severity: 'error',
    profile: 'strict',
    format: 'kubernetes',
    fix: 'unsafe',
    status: 'stable',
    options: { allow: { type: 'strings', default: [], description: 'x' }, init: { type: 'boolean', default: true, description: 'x' } },
  },
];

/** `|` marks the offset; the lines that the offers make of its line. */
function offered(marked: string): readonly string[] {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  return completeConfig(text, offset, CATALOG).map(({ insert, replace }) => {
    const result = text.slice(0, replace.start) + insert + text.slice(replace.end);
    const start = result.lastIndexOf('\n', replace.start - 1) + 1;
    return result.slice(start).split(/\r?\n/)[0] ?? '';
  });
}

const TOP = [
  'profile: ',
  'rules:',
  'overrides:',
  'exclude:',
  'failOn: ',
  'kubernetes: ',
  'targets:',
  'contextRoot: ',
  'foreignSuppressions: ',
  'registries:',
  'labels:',
];
const SWITCHES = ['off', 'error', 'warning', 'info', 'hint'];

describe('completeConfig', () => {
  const cases: readonly [string, readonly string[]][] = [
    ['|', TOP],
    ['pro|', TOP],
    ['profile: all\n|\nfailOn: error\n', TOP.filter((key) => !/profile|failOn/.test(key))],
    [
      'pro|f: all\n',
      [
        'profile: all',
        'rules: all',
        'overrides: all',
        'exclude: all',
        'failOn: all',
        'kubernetes: all',
        'targets: all',
        'contextRoot: all',
        'foreignSuppressions: all',
        'registries: all',
        'labels: all',
      ],
    ],
    ['profile: |', ['profile: recommended', 'profile: strict', 'profile: all']],
    ['profile: s|trict', ['profile: recommended', 'profile: strict', 'profile: all']],
    ['profile:|', []],
    ['failOn: | # later', ['error', 'warning', 'info', 'hint', 'never'].map((word) => `failOn: ${word} # later`)],
    ['rules:\n  |', ['  kubernetes/host-ipc: ', '  kubernetes/host-pid: ']],
    ['rules:\n  kubernetes/host-ipc: off\n  kub|', ['  kubernetes/host-pid: ']],
    ['rules:\n  kubernetes/host-pid: |', SWITCHES.map((word) => `  kubernetes/host-pid: ${word}`)],
    ['rules:\r\n  kubernetes/host-pid:\r\n    |\r\n', ['    severity: ', '    allow:', '    init: ']],
    ['rules:\n  kubernetes/host-pid:\n    severity: |', SWITCHES.map((word) => `    severity: ${word}`)],
    ['rules:\n  kubernetes/host-pid:\n    init: |', ['    init: true', '    init: false']],
    ['rules:\n  "kubernetes/host-pid":\n    init: |', ['    init: true', '    init: false']],
    ['rules:\n  kubernetes/other:\n    |', []],
    ['overrides:\n  - |', ['  - files:', '  - profile: ', '  - rules:']],
    ['overrides:\n  - files: a\n    |', ['    profile: ', '    rules:']],
    ['overrides:\n- files: a\n  rules:\n    |', ['    kubernetes/host-ipc: ', '    kubernetes/host-pid: ']],
    ['overrides:\n- files: a\n- pro|', ['- files:', '- profile: ', '- rules:']],
    ['labels:\n  schema:\n    a.b: |', ['text', 'url', 'rfc3339', 'semver', 'hash', 'spdx', 'email'].map((word) => `    a.b: ${word}`)],
    ['labels:\n  strict: |', ['  strict: true', '  strict: false']],
    ['registries:\n  |', ['  allow:', '  mirrors:']],
    ['kubernetes: 1.3|', ['1.36', '1.35', '1.34', '1.33', '1.32', '1.31', '1.30', '1.29'].map((version) => `kubernetes: ${version}`)],
    ['exclude:\n  - |', []],
    ['# pro|', []],
    ['rules: {kub|', []],
    ['profile: strict # a|', []],
    ['rules:\n  kubernetes/host-pid: off\n|', TOP.filter((key) => key !== 'rules:')],
  ];
  for (const [marked, expected] of cases) it(JSON.stringify(marked), () => assert.deepEqual(offered(marked), expected));

  it('offers values that the reader takes', () => {
    for (const [marked] of cases.filter(([text]) => /: \|$/.test(text))) {
      const text = marked.replace('|', '');
      for (const { insert, replace } of completeConfig(text, text.length, CATALOG)) {
        assert.deepEqual(readConfig(text.slice(0, replace.start) + insert, CATALOG).problems, [], `${text}${insert}`);
      }
    }
  });

  it('answers at any place of any text', () => {
    const text = fc.string({
      unit: fc.constantFrom('rules', 'overrides', ':', ': ', '- ', '\n', '\r\n', '\r', '  ', '"', '#', 'kubernetes/host-pid', '[', '---'),
      maxLength: 30,
    });
    fc.assert(
      fc.property(text, fc.nat(80), (input, at) => {
        const offset = Math.min(at, input.length);
        for (const { replace } of completeConfig(input, offset, CATALOG)) {
          assert.ok(
            replace.start <= offset && offset <= replace.end && replace.end <= input.length,
            JSON.stringify([input, offset, replace]),
          );
        }
      }),
      { numRuns: 1000 },
    );
  });
});
