import * as assert from 'node:assert/strict';
import { nearestRule } from './nearest-rule.js';

const IDS = ['dockerfile/latest-tag', 'dockerfile/root-user', 'kubernetes/host-pid', 'kubernetes/latest-tag'];

describe('nearestRule', () => {
  const cases: readonly [string, string | undefined, string | undefined][] = [
    ['kubernetes/host-pdi', undefined, 'kubernetes/host-pid'],
    ['host-pid', undefined, 'kubernetes/host-pid'],
    ['hostPID', undefined, 'kubernetes/host-pid'],
    ['dockerfile/host-pid', undefined, 'kubernetes/host-pid'],
    ['k8s/host-pid', undefined, 'kubernetes/host-pid'],
    ['latest-tag', undefined, 'dockerfile/latest-tag'],
    ['latest-tag', 'kubernetes', 'kubernetes/latest-tag'],
    ['kubernetes/latest-tga', 'dockerfile', 'kubernetes/latest-tag'],
    ['DL3006', undefined, undefined],
    ['', undefined, undefined],
    ['/', undefined, undefined],
    ['x'.repeat(10_000), undefined, undefined],
  ];
  for (const [word, format, expected] of cases)
    it(`${word.slice(0, 30)} (${format ?? 'any'})`, () => assert.equal(nearestRule(word, IDS, format), expected));
});
