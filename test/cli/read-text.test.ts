import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decode, encode } from '../../server/src/cli/read-text.js';

describe('bytes and text', () => {
  const cases: readonly (readonly [name: string, bytes: Buffer, text: string])[] = [
    ['UTF-8', Buffer.from('FROM é🚢\r\n'), 'FROM é🚢\r\n'],
    ['UTF-8 with a byte order mark', Buffer.from('\ufeffFROM a\n'), 'FROM a\n'],
    ['UTF-16 LE', Buffer.from('\ufeffFROM é🚢\n', 'utf16le'), 'FROM é🚢\n'],
    ['UTF-16 BE', Buffer.from('\ufeffFROM é🚢\n', 'utf16le').swap16(), 'FROM é🚢\n'],
    ['nothing', Buffer.alloc(0), ''],
    ['a byte order mark alone', Buffer.from('\ufeff'), ''],
  ];
  for (const [name, bytes, text] of cases) {
    it(`reads and writes back ${name}`, () => {
      const decoded = decode(bytes);
      assert.equal(decoded?.text, text);
      assert.ok(decoded.encoding.exact);
      assert.deepEqual(Buffer.from(encode(text, decoded.encoding)), bytes);
    });
  }

  it('reads other bytes as far as it can, and says that it cannot write them back', () => {
    const latin = decode(Buffer.from('# caf\xe9\nFROM a\n', 'latin1'));
    assert.equal(latin?.text, '# caf\ufffd\nFROM a\n');
    assert.equal(latin.encoding.exact, false);
    assert.equal(decode(Buffer.from([0xff, 0xfe, 0x41, 0x00, 0x00]))?.encoding.exact, false);
    assert.equal(decode(Buffer.from([0xff, 0xfe, 0x00, 0xd8]))?.encoding.exact, false);
  });

  it('tells binary content', () => {
    assert.equal(decode(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0])), undefined);
  });

  it('keeps every byte of whatever it calls exact', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.constantFrom([], [0xef, 0xbb, 0xbf], [0xff, 0xfe], [0xfe, 0xff]), (body, mark) => {
        const bytes = Buffer.concat([Uint8Array.from(mark), body]);
        const decoded = decode(bytes);
        if (decoded?.encoding.exact) assert.deepEqual(Buffer.from(encode(decoded.text, decoded.encoding)), bytes);
      }),
      { numRuns: 1000 },
    );
  });
});
