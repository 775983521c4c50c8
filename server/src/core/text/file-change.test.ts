import * as assert from 'node:assert/strict';
import { appendix, mergeChanges } from './file-change.js';

describe('lines put at the end of a text', () => {
  const cases: readonly [string, string][] = [
    ['', 'a\nb\n'],
    ['x\n', 'x\na\nb\n'],
    ['x', 'x\na\nb'],
    ['x\r\ny\r\n', 'x\r\ny\r\na\r\nb\r\n'],
    ['x\r\ny', 'x\r\ny\r\na\r\nb'],
  ];
  for (const [before, after] of cases) it(JSON.stringify(before), () => assert.equal(before + appendix(before, ['a', 'b']), after));
});

it('changes of other files are one for each', () => {
  assert.deepEqual(
    mergeChanges([
      { kind: 'create', path: 'a', text: 'x\n' },
      { kind: 'append', path: 'b', lines: ['1'] },
      { kind: 'append', path: 'a', lines: ['y'] },
      { kind: 'append', path: 'b', lines: ['2'] },
      { kind: 'create', path: 'a', text: 'z' },
    ]),
    [
      { kind: 'create', path: 'a', text: 'x\ny\n' },
      { kind: 'append', path: 'b', lines: ['1', '2'] },
    ],
  );
});
