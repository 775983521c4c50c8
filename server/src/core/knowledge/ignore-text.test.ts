import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import { readIgnoreAnnotation, readIgnoreComment } from './ignore-text.js';

const comment = (text: string) => {
  const read = readIgnoreComment(text);
  return read && [read.scope, read.ids.map(({ value }) => value).join(' '), read.reason, read.until];
};
const annotation = (text: string) =>
  readIgnoreAnnotation(text).map((read) => [read.ids.map(({ value }) => value).join(' '), read.reason, read.until]);

describe('readIgnoreComment', () => {
  const cases: readonly [string, ReturnType<typeof comment>][] = [
    ['# seaworthy-ignore a/b: why', ['place', 'a/b', 'why', undefined]],
    ['#seaworthy-ignore a/b', ['place', 'a/b', undefined, undefined]],
    ['# seaworthy-ignore a/b, c/d:why: so', ['place', 'a/b c/d', 'why: so', undefined]],
    ['# seaworthy-ignore a/b ,c/d', ['place', 'a/b c/d', undefined, undefined]],
    ['# seaworthy-ignore a/b c/d', ['place', 'a/b c/d', undefined, undefined]],
    ['# seaworthy-ignore a/b -- why', ['place', 'a/b', 'why', undefined]],
    ['# seaworthy-ignore a/b node agent', ['place', 'a/b', 'node agent', undefined]],
    ['# seaworthy-ignore-stage a/b: x', ['stage', 'a/b', 'x', undefined]],
    ['# seaworthy-ignore-file a/b: x', ['file', 'a/b', 'x', undefined]],
    ['# seaworthy-ignore a/b: why until 2027-01-01', ['place', 'a/b', 'why until 2027-01-01', '2027-01-01']],
    ['# seaworthy-ignore a/b: why (until 2027-01-01).', ['place', 'a/b', 'why (until 2027-01-01).', '2027-01-01']],
    ['# seaworthy-ignore a/b: until 2027-01-01', ['place', 'a/b', undefined, '2027-01-01']],
    ['# seaworthy-ignore a/b until 2027-01-01', ['place', 'a/b', undefined, '2027-01-01']],
    ['# seaworthy-ignore a/b: until 2027-01-01 or later', ['place', 'a/b', 'until 2027-01-01 or later', undefined]],
    ['# seaworthy-ignore a/b:', ['place', 'a/b', undefined, undefined]],
    ['# seaworthy-ignore', ['place', '', undefined, undefined]],
    ['# seaworthy-ignore: why', ['place', '', 'why', undefined]],
    ['# seaworthy-ignore , ,', ['place', '', undefined, undefined]],
    ['# seaworthy-ignores a/b', undefined],
    ['# seaworthy-ignore-next a/b', undefined],
    ['## seaworthy-ignore a/b', undefined],
    ['# see seaworthy-ignore a/b', undefined],
    ['# Seaworthy-Ignore a/b', undefined],
  ];
  for (const [text, expected] of cases) it(text, () => assert.deepEqual(comment(text), expected));

  it('knows where each id stands', () => {
    const text = '#  seaworthy-ignore-file  a/b ,  c/d : why ';
    const read = readIgnoreComment(text) ?? assert.fail();
    assert.deepEqual(
      read.ids.map(({ span }) => text.slice(span.start, span.end)),
      ['a/b', 'c/d'],
    );
    assert.equal(text.slice(read.span.start, read.span.end), 'a/b ,  c/d : why');
  });
});

describe('readIgnoreAnnotation', () => {
  const cases: readonly [string, ReturnType<typeof annotation>][] = [
    ['a/b: why', [['a/b', 'why', undefined]]],
    [
      'a/b: why; c/d: so',
      [
        ['a/b', 'why', undefined],
        ['c/d', 'so', undefined],
      ],
    ],
    [
      'a/b; c/d;',
      [
        ['a/b', undefined, undefined],
        ['c/d', undefined, undefined],
      ],
    ],
    [
      'a/b: first; second part; c/d: so',
      [
        ['a/b', 'first; second part', undefined],
        ['c/d', 'so', undefined],
      ],
    ],
    [
      'a/b: why; host-pid: so',
      [
        ['a/b', 'why', undefined],
        ['host-pid', 'so', undefined],
      ],
    ],
    [
      'a/b, c/d: why until 2027-01-01; e/f: x',
      [
        ['a/b c/d', 'why until 2027-01-01', '2027-01-01'],
        ['e/f', 'x', undefined],
      ],
    ],
    [
      'a/b: why\nc/d: so\n',
      [
        ['a/b', 'why', undefined],
        ['c/d', 'so', undefined],
      ],
    ],
    ['', []],
    [' ; ;', []],
  ];
  for (const [text, expected] of cases) it(JSON.stringify(text), () => assert.deepEqual(annotation(text), expected));
});

describe('suppressions of any text', () => {
  it('are read without fail, with spans that hold what they say', () => {
    const text = fc.string({ unit: fc.constantFrom('a/b', 'x', ' ', ',', ':', ';', '-', '#', '\n', 'until 2027-01-01', '"') });
    fc.assert(
      fc.property(text, (tail) => {
        const line = `# seaworthy-ignore ${tail}`;
        for (const { value, span } of readIgnoreComment(line)?.ids ?? []) assert.equal(line.slice(span.start, span.end), value);
        for (const entry of readIgnoreAnnotation(tail))
          for (const { value, span } of entry.ids) assert.equal(tail.slice(span.start, span.end), value);
      }),
    );
  });
});
