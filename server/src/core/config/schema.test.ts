import * as assert from 'node:assert/strict';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { readConfig } from './read.js';
import { configSchema } from './schema.js';
import { editorSettings } from './settings.js';
import type { CatalogEntry } from './types.js';

const CATALOG: readonly CatalogEntry[] = [
  {
    id: 'kubernetes/host-pid',
    summary: 'A pod sees the processes of its node',
    severity: 'error',
    profile: 'recommended',
    format: 'kubernetes',
    fix: 'unsafe',
    status: 'stable',
    options: {
      allow: { type: 'strings', default: [], description: 'x' },
      mode: { type: 'choice', default: 'soft', description: 'x', values: ['soft', 'hard'] },
    },
  },
];

describe('the schema of the configuration', () => {
  const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(configSchema(CATALOG));
  const texts = [
    'profile: strict',
    'profile: paranoid',
    'failOn: never',
    'failOn: 1',
    'kubernetes: 1.30',
    'kubernetes: "1.30"',
    'kubernetes: latest',
    'kubernetes: 2.1',
    'exclude: [a]',
    'exclude: a',
    'exclude: {a: b}',
    'exclude: [[a]]',
    'rules: {kubernetes/host-pid: "off"}',
    'rules: {kubernetes/host-pid: loud}',
    'rules: {kubernetes/host-pid: {severity: info, allow: [a], mode: hard}}',
    'rules: {kubernetes/host-pid: {mode: medium}}',
    'rules: {kubernetes/host-pid: {other: 1}}',
    'rules: {host-pid: "off"}',
    'rules:',
    'overrides: [{files: [a], profile: all, rules: {kubernetes/host-pid: hint}}]',
    'overrides: [{profile: all}]',
    'overrides: [{files: a, exclude: b}]',
    'registries: {allow: [a], mirrors: {a: b}}',
    'registries: {mirrors: [a]}',
    'labels: {required: [a], schema: {a: url}, strict: true}',
    'labels: {schema: {a: uri}}',
    'labels: {strict: maybe}',
    'colour: blue',
  ];
  for (const text of texts) {
    it(`and the reader agree on ${text}`, () => {
      const { problems } = readConfig(text, CATALOG);
      assert.equal(validate(parse(text)), problems.length === 0, JSON.stringify([validate.errors, problems]));
    });
  }
  it('describes every key', () => {
    const described = JSON.stringify(configSchema(CATALOG));
    assert.match(described, /A pod sees the processes of its node \(error, recommended\)/);
    assert.doesNotMatch(described, /"description":""/);
  });
});

describe('editorSettings', () => {
  it('is one object setting', () => {
    const settings = editorSettings(CATALOG);
    assert.deepEqual(Object.keys(settings), ['seaworthy.rules']);
    const { type, scope, properties } = settings['seaworthy.rules'];
    assert.deepEqual([type, scope, Object.keys(properties as object)], ['object', 'resource', ['kubernetes/host-pid']]);
  });
});
