import * as assert from 'node:assert/strict';
import { fitsStars } from './stars.js';

describe('patterns with stars', () => {
  for (const [pattern, text] of [
    ['a', 'a'],
    ['*', ''],
    ['*', 'anything'],
    ['a*', 'a'],
    ['*.example.com', 'eu.example.com'],
    ['a*b*c', 'a-b-b-c'],
    ['a**c', 'abc'],
    ['*b*', 'abc'],
  ] as const)
    it(`"${pattern}" fits "${text}"`, () => assert.equal(fitsStars(pattern, text), true));
  for (const [pattern, text] of [
    ['a', 'ab'],
    ['a*a', 'a'],
    ['*.example.com', 'example.com'],
    ['a*b*c', 'acb'],
    ['a.c', 'abc'],
    ['ab*bc', 'abc'],
  ] as const)
    it(`"${pattern}" does not fit "${text}"`, () => assert.equal(fitsStars(pattern, text), false));
  it('takes no time for many stars', () => assert.equal(fitsStars(`${'*a'.repeat(5000)}*b`, 'a'.repeat(50_000)), false));
});
