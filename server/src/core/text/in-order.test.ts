import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { firstBehind } from './in-order.js';

describe('firstBehind', () => {
  it('says what a walk from the start says', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { maxLength: 9 }), fc.integer({ min: -1, max: 10 }), (numbers, limit) => {
        const sorted = numbers.sort((a, b) => a - b);
        const walked = sorted.findIndex((number) => number > limit);
        assert.equal(
          firstBehind(sorted, limit, (number) => number),
          walked < 0 ? sorted.length : walked,
        );
      }),
    );
  });
});
