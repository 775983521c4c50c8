import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { editDistance, NameList, nearest, typingErrors } from './nearest.js';

describe('editDistance', () => {
  const cases: readonly [string, string, number][] = [
    ['', '', 0],
    ['host', 'host', 0],
    ['hsot', 'host', 1],
    ['hos', 'host', 1],
    ['hoost', 'host', 1],
    ['hest', 'host', 1],
    ['kitten', 'sitting', 3],
    ['', 'abc', 3],
  ];
  for (const [a, b, expected] of cases) it(`${a} -> ${b}`, () => assert.equal(editDistance(a, b, 9), expected));

  it('stops at the limit', () => assert.equal(editDistance('kitten', 'sitting', 1), 2));

  it('is the same both ways, and nothing only for equal words', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        const there = editDistance(a, b, 20);
        assert.equal(there, editDistance(b, a, 20));
        assert.equal(there === 0, a === b);
        for (const limit of [0, 1, 2]) assert.equal(editDistance(a, b, limit), Math.min(there, limit + 1));
      }),
    );
  });
});

describe('nearest', () => {
  const words = ['profile', 'failOn', 'rules', 'targets'];
  it('finds a slip', () => assert.equal(nearest('profil', words, 2), 'profile'));
  it('takes no notice of case and dashes', () => assert.equal(nearest('FAIL-ON', words, 0), 'failOn'));
  it('finds nothing far away', () => assert.equal(nearest('colour', words, 2), undefined));
  it('takes the first of equally near ones', () => assert.equal(nearest('ab', ['abc', 'abd'], 1), 'abc'));
  it('prefers the nearer one', () => assert.equal(nearest('abd', ['abc', 'abd'], 1), 'abd'));
  it('does not guess from nothing', () => assert.equal(nearest('-', ['a'], 3), undefined));
  it('allows longer words more slips', () =>
    assert.deepEqual([typingErrors('abc'), typingErrors('profile'), typingErrors('registries')], [1, 2, 3]));
});

describe('NameList', () => {
  it('says what nearest says', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'B', '_', 'c'), maxLength: 6 });
    fc.assert(
      fc.property(word, fc.array(word, { maxLength: 6 }), fc.nat(3), (wanted, names, limit) =>
        assert.equal(new NameList(names).nearest(wanted, limit), nearest(wanted, names, limit)),
      ),
    );
  });
  it('does not look at more names than anybody means', () => {
    const names = new NameList(Array.from({ length: 2000 }, (_, i) => `name${i}x`));
    assert.deepEqual([names.nearest('name7', 1), names.nearest('name1999x', 0)], ['name7x', undefined]);
  });
});
