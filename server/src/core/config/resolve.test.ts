import * as assert from 'node:assert/strict';
import { defaultConfig } from './defaults.js';
import { configFor, isExcluded } from './resolve.js';
import type { Config, Override, RuleSetting } from './types.js';

const override = (files: string, rules: Record<string, RuleSetting>, profile?: Override['profile']): Override => ({
  files: [files],
  rules: new Map(Object.entries(rules)),
  ...(profile ? { profile } : {}),
});
const config = (change: Partial<Config>): Config => ({ ...defaultConfig(), ...change });

describe('configFor', () => {
  const base = config({
    rules: new Map([['a/x', { severity: 'error', options: { allow: ['a'], least: 1 } }]]),
    overrides: [
      override('test/', { 'a/x': { severity: 'off' } }, 'strict'),
      override('*.yaml', { 'a/x': { severity: 'info', options: { least: 2 } }, 'a/y': { severity: 'hint' } }),
    ],
  });

  it('leaves other files alone', () => {
    const { rules, profile } = configFor(base, 'src/Dockerfile');
    assert.deepEqual([...rules], [...base.rules]);
    assert.equal(profile, 'recommended');
  });
  it('lays a setting over the one below, option by option', () => {
    assert.deepEqual(configFor(base, 'a.yaml').rules.get('a/x'), { severity: 'info', options: { allow: ['a'], least: 2 } });
    const optionsOnly = config({ ...base, overrides: [override('*.yaml', { 'a/x': { options: { least: 3 } } })] });
    assert.deepEqual(configFor(optionsOnly, 'a.yaml').rules.get('a/x'), { severity: 'error', options: { allow: ['a'], least: 3 } });
    assert.deepEqual(configFor(base, 'test/Dockerfile').rules.get('a/x'), { severity: 'off', options: { allow: ['a'], least: 1 } });
  });
  it('lets later overrides win', () => {
    const { rules, profile } = configFor(base, 'test/a.yaml');
    assert.equal(rules.get('a/x')?.severity, 'info');
    assert.equal(rules.get('a/y')?.severity, 'hint');
    assert.equal(profile, 'strict');
  });
  it('gives files with the same overrides the same object', () => {
    assert.equal(configFor(base, 'a.yaml'), configFor(base, 'b/c.yaml'));
    assert.notEqual(configFor(base, 'a.yaml'), configFor(base, 'test/a.yaml'));
  });
  it('changes nothing when it is applied again', () => {
    const once = configFor(base, 'test/a.yaml');
    assert.deepEqual(once.overrides, []);
    assert.equal(configFor(once, 'test/a.yaml'), once);
  });
  it('gives the configuration itself when it has no overrides', () => {
    const simple = config({});
    assert.equal(configFor(simple, 'a'), simple);
  });
});

describe('isExcluded', () => {
  const base = config({ exclude: ['vendor/', '*.tmp.yaml', '!keep.tmp.yaml'] });
  const cases: readonly [string, boolean][] = [
    ['vendor/a/Dockerfile', true],
    ['a/vendor/b.yaml', true],
    ['a.tmp.yaml', true],
    ['keep.tmp.yaml', false],
    ['Dockerfile', false],
    ['', false],
    ['../vendor/a', false],
    ['/vendor/a', false],
    ['C:/vendor/a', true],
  ];
  for (const [path, expected] of cases)
    it(`${path} is ${expected ? '' : 'not '}left out`, () => assert.equal(isExcluded(base, path), expected));
  it('nothing is left out by default', () => assert.equal(isExcluded(defaultConfig(), 'vendor/a'), false));
});
