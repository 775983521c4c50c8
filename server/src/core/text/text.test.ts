import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { applyEdits, areDisjoint } from './apply-edits.js';
import { LineIndex } from './line-index.js';
import { overlaps, span } from './span.js';

const text = fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\r', '\r\n', '\t', '😀', 'é', '\uFEFF'), maxLength: 60 });

describe('line index', () => {
  it('counts lines at \\n, \\r\\n and a lone \\r, characters in UTF-16', () => {
    const index = new LineIndex('a\r\nb\rc\n😀d');
    assert.equal(index.lineCount, 4);
    assert.deepEqual(index.positionAt(3), { line: 1, character: 0 });
    assert.deepEqual(index.positionAt(5), { line: 2, character: 0 });
    assert.deepEqual(index.positionAt(9), { line: 3, character: 2 });
    assert.equal(index.endOfLine(0), 1);
    assert.equal(index.endOfLine(1), 4);
  });

  it('draws what lies outside to the nearest place', () => {
    const index = new LineIndex('ab\ncd');
    assert.deepEqual(index.positionAt(99), { line: 1, character: 2 });
    assert.equal(index.offsetAt({ line: 0, character: 99 }), 2);
    assert.equal(index.offsetAt({ line: 9, character: 0 }), 5);
    assert.equal(index.offsetAt({ line: -1, character: 0 }), 0);
  });

  it('finds its way back from every offset', () => {
    fc.assert(
      fc.property(text, (t) => {
        const index = new LineIndex(t);
        for (let at = 0; at <= t.length; at++) {
          const position = index.positionAt(at);
          // The middle of \r\n and the break itself belong to the line before; the end of the line is as near as one gets.
          assert.equal(index.offsetAt(position), Math.min(at, index.endOfLine(position.line)));
        }
      }),
    );
  });
});

describe('edits', () => {
  it('all refer to the text as it was', () => {
    const edits = [
      { span: span(3, 3), newText: 'X' },
      { span: span(0, 1), newText: '' },
    ];
    assert.equal(applyEdits('abcd', edits), 'bcXd');
  });

  it('that overlap are a fault', () => {
    assert.throws(
      () =>
        applyEdits('abcd', [
          { span: span(0, 2), newText: '' },
          { span: span(1, 3), newText: '' },
        ]),
      RangeError,
    );
  });

  it('are disjoint exactly when no two touch the same text or place', () => {
    const edit = fc.tuple(fc.nat(9), fc.nat(3)).map(([start, length]) => ({ span: span(start, start + length), newText: 'x' }));
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 4 }), (edits) => {
        const clash = edits.some((a, i) =>
          edits.slice(i + 1).some((b) => {
            const inside = (at: number, s: { start: number; end: number }) => s.start < at && at < s.end;
            const same = a.span.start === b.span.start && a.span.end === b.span.end;
            return same || overlaps(a.span, b.span) || inside(a.span.start, b.span) || inside(b.span.start, a.span);
          }),
        );
        assert.equal(areDisjoint(edits), !clash);
      }),
    );
  });
});
