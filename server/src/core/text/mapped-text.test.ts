import * as assert from 'node:assert/strict';
import { MappedText } from './mapped-text.js';

describe('a mapped text', () => {
  const source = 'ab--cd\\"ef';
  const mapped = MappedText.builder().add('ab', 0).add('cd', 4).addEscaped('"', 6, 2).add('ef', 8).build(0);
  const at = (start: number, end: number): string => {
    const span = mapped.span(start, end);
    return source.slice(span.start, span.end);
  };

  it('joins its pieces', () => assert.equal(mapped.text, 'abcd"ef'));
  it('finds each character', () =>
    assert.deepEqual(
      [0, 1, 2, 3, 4, 5, 6].map((i) => mapped.toSource(i)),
      [0, 1, 4, 5, 6, 8, 9],
    ));
  it('ends a span behind its last character, not in front of the next', () => assert.equal(at(0, 2), 'ab'));
  it('spans what lies between', () => assert.equal(at(1, 3), 'b--c'));
  it('spans a whole escape', () => assert.equal(at(4, 5), '\\"'));
  it('gives an empty span a place', () => assert.deepEqual(mapped.span(2, 2), { start: 4, end: 4 }));
  it('ends behind its last character', () => assert.equal(mapped.toSource(7), 10));
  it('slices', () => {
    const slice = mapped.slice(3, 6);
    assert.equal(slice.text, 'd"e');
    assert.deepEqual(
      [0, 1, 2, 3].map((i) => slice.toSource(i)),
      [5, 6, 8, 9],
    );
  });
  it('slices to nothing', () => assert.deepEqual(mapped.slice(7, 7).span(0, 0), { start: 10, end: 10 }));
  it('can be empty', () => assert.deepEqual(MappedText.builder().build(3).span(0, 0), { start: 3, end: 3 }));
  it('takes another mapped text in', () => {
    const joined = MappedText.builder().addMapped(mapped.slice(3, 5)).add('a', 0).build(0);
    assert.equal(joined.text, 'd"a');
    assert.deepEqual(
      [0, 1, 2].map((i) => joined.toSource(i)),
      [5, 6, 0],
    );
  });
});
