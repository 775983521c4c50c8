import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { expand } from './variables.js';
import type { Known } from './variables.js';

const VALUES: Readonly<Record<string, string>> = { A: 'one', B: 'two', E: '', P: 'registry.io/team/app:1.2.3', S: 'a*b*c' };
const lookup = (name: string): Known =>
  name === 'ARCH' ? { kind: 'unknown' } : name in VALUES ? { kind: 'set', value: VALUES[name] ?? '' } : { kind: 'unset' };
const put = (text: string, escape = '\\') => expand(text, { escape, lookup });

describe('variables in Dockerfile text', () => {
  const known: [text: string, value: string][] = [
    ['plain', 'plain'],
    ['$A', 'one'],
    ['${A}', 'one'],
    ['$A$B', 'onetwo'],
    ['x$A-${B}y', 'xone-twoy'],
    ['$A.tar', 'one.tar'],
    ['$', '$'],
    ['a$ b', 'a$ b'],
    ['${A:-x}', 'one'],
    ['${U:-x}', 'x'],
    ['${E:-x}', 'x'],
    ['${E-x}', ''],
    ['${U-x}', 'x'],
    ['${A:+x}', 'x'],
    ['${A+x}', 'x'],
    ['${U:+x}', ''],
    ['${U+x}', ''],
    ['${E:+x}', ''],
    ['${E+x}', 'x'],
    ['${A:?no}', 'one'],
    ['${A?no}', 'one'],
    ['${E?no}', ''],
    ['${U:-${B}}', 'two'],
    ['${U:-${V:-deep}}', 'deep'],
    ['${U:-"x y"}', 'x y'],
    ['${U:-$A}', 'one'],
    ['${P#*/}', 'team/app:1.2.3'],
    ['${P##*/}', 'app:1.2.3'],
    ['${P%.*}', 'registry.io/team/app:1.2'],
    ['${P%%:*}', 'registry.io/team/app'],
    ['${P%%nothing}', 'registry.io/team/app:1.2.3'],
    ['${P#?egistry}', '.io/team/app:1.2.3'],
    ['${S#a\\*}', 'b*c'],
    ['${P/team/x}', 'registry.io/x/app:1.2.3'],
    ['${P//./-}', 'registry-io/team/app:1-2-3'],
    ['${P/./-}', 'registry-io/team/app:1.2.3'],
    ['${P//\\//_}', 'registry.io_team_app:1.2.3'],
    ['${P//[a-z]/x}', 'registry.io/team/app:1.2.3'],
    ['"$A b"', 'one b'],
    ["'$A b'", '$A b'],
    ['"it\'s $A"', "it's one"],
    ['\\$A', '$A'],
    ['"\\$A"', '$A'],
    ['"\\x"', '\\x'],
    ['a\\ b', 'a b'],
    ['a\\', 'a'],
    ['${ARCH+set}', 'set'],
  ];
  for (const [text, value] of known) it(`puts them into ${text}`, () => assert.equal(put(text).value, value));

  const unknown: [text: string, rest: string][] = [
    ['x$U', 'x$U'],
    ['${U}/$A', '${U}/one'],
    ['$ARCH', '$ARCH'],
    ['${ARCH:-amd64}', '${ARCH:-amd64}'],
    ['${U:-$V}', '${U:-$V}'],
    ['${U#x}', '${U#x}'],
    ['${U:?no}', '${U:?no}'],
    ['${P#\\x}', '${P#\\x}'],
  ];
  for (const [text, rest] of unknown) {
    it(`leaves ${text} open`, () => {
      const result = put(text);
      assert.equal(result.value, undefined);
      assert.equal(result.text, rest);
      assert.equal(result.error, undefined);
    });
  }

  it('does not need the word of a default that is not taken', () => assert.equal(put('${A:-$U}').value, 'one'));

  for (const text of [
    '${A',
    '${',
    '${}',
    '${:x}',
    '${{A}}',
    '${A[0]}',
    '${A^^}',
    '"a',
    "'a",
    '${A:-"x}',
    '${A/b}',
    '${E:?no}',
    '${'.repeat(200),
  ]) {
    it(`says that ${text.slice(0, 20)} cannot be read`, () => assert.notEqual(put(text).error, undefined));
  }

  it('follows the escape directive', () => assert.equal(put('`$A C:\\x', '`').value, '$A C:\\x'));
  it('keeps quotes where they mean nothing', () => assert.equal(expand('"$A"', { escape: '\\', lookup, quotes: false }).value, '"one"'));
  it('lists what is used, with its place and operator', () => {
    assert.deepEqual(put('$A-${B:-${C}}${P%%.*}').uses, [
      { name: 'A', start: 0, end: 2, operator: '' },
      { name: 'B', start: 3, end: 13, operator: ':-' },
      { name: 'C', start: 8, end: 12, operator: '' },
      { name: 'P', start: 13, end: 21, operator: '%%' },
    ]);
  });

  it('never throws', () => {
    const piece = fc.constantFrom('$', '{', '}', ':', '-', '+', '?', '#', '%', '/', '"', "'", '\\', 'A', 'U', '*', ' ', '${A', '${P##*');
    fc.assert(fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => void put(pieces.join(''))));
  });

  it('stops where values grow without end', () => {
    const value = 'a'.repeat(60_000);
    const result = expand('$A${A:-b}', { escape: '\\', lookup: () => ({ kind: 'set', value }) });
    assert.deepEqual([result.value, result.text, result.error], [undefined, '$A${A:-b}', 'too much text']);
  });

  it('takes no time for a hostile pattern', () => {
    const value = 'a'.repeat(5000);
    assert.equal(expand('${X##*a*a*a*a*b}', { escape: '\\', lookup: () => ({ kind: 'set', value }) }).value, undefined);
  });
});
