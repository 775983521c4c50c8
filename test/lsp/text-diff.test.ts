import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits, areDisjoint } from '../../server/src/core/text/apply-edits.js';
import { editsBetween } from '../../server/src/lsp/text-diff.js';

describe('edits between two texts', () => {
  it('touches only the lines that differ', () => {
    const edits = editsBetween('a\nb\nc\nd\n', 'a\nB\nc\nd\ne\n');
    assert.deepEqual(edits, [
      { span: { start: 2, end: 4 }, newText: 'B\n' },
      { span: { start: 8, end: 8 }, newText: 'e\n' },
    ]);
    assert.deepEqual(editsBetween('a', 'a'), []);
    assert.deepEqual(editsBetween('', 'a'), [{ span: { start: 0, end: 0 }, newText: 'a' }]);
  });

  it('gives up on texts that have nothing in common, in one edit', () => {
    const lines = (letter: string) => Array.from({ length: 1000 }, (_, i) => `${letter}${i}\n`).join('');
    assert.equal(editsBetween(lines('a'), lines('b')).length, 1);
  });

  it('leads from one text to the other, whatever they are', () => {
    const text = fc
      .array(fc.constantFrom('a\n', 'b\n', 'c\r\n', 'd\r', 'a', '\n', 'x\ny\n'), { maxLength: 20 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const edits = editsBetween(before, after);
        assert.ok(areDisjoint(edits));
        assert.equal(applyEdits(before, edits), after);
      }),
      { numRuns: 2000 },
    );
  });
});
