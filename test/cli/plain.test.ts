import assert from 'node:assert/strict';
import fc from 'fast-check';
import { drawLine, harmless, widthOf } from '../../server/src/cli/report/plain.js';

/** Draws with the mark below, as the report does. */
function drawn(marked: string, width = 60): string {
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  const { text, before, marked: columns } = drawLine(marked.replace(/[«»]/g, ''), start, end, width);
  return `${text}\n${' '.repeat(before)}${'^'.repeat(columns)}`;
}

describe('drawing a line of code', () => {
  it('marks exactly the span', () => {
    assert.equal(drawn('FROM «node:latest» AS web'), 'FROM node:latest AS web\n     ^^^^^^^^^^^');
  });
  it('turns tabs into blanks up to the next stop', () => {
    assert.equal(drawn('a\t«RUN\tx»'), 'a   RUN x\n    ^^^^^');
  });
  it('counts wide characters as two columns and joined marks as none', () => {
    assert.equal(drawn('echo 日本 «x»'), 'echo 日本 x\n          ^');
    assert.equal(drawn('e\u0301 «🚢x»'), 'e\u0301 🚢x\n  ^^^');
  });
  it('shows an empty span as one mark, at the end of the line too', () => {
    assert.equal(drawn('FROM «»'), 'FROM \n     ^');
    assert.equal(drawn('«»'), '\n^');
  });
  it('cuts a long line around the mark', () => {
    const line = `${'a'.repeat(500)}«MARK»${'b'.repeat(500)}`;
    const [text = '', mark = ''] = drawn(line, 40).split('\n');
    assert.ok(text.startsWith('…a') && text.endsWith('b…') && widthOf(text) <= 40);
    assert.equal(text.slice(mark.indexOf('^'), mark.lastIndexOf('^') + 1), 'MARK');
  });
  it('cuts a mark that is too long itself', () => {
    const [text = '', mark = ''] = drawn(`x «${'m'.repeat(5000)}» y`, 40).split('\n');
    assert.ok(widthOf(text) <= 40 && mark.length <= 40 && text.endsWith('m…'));
  });
  it('lets no control character through', () => {
    assert.equal(drawn('RUN «\u001b[31mred\u0007»'), 'RUN ␛[31mred␇\n    ^^^^^^^^^');
    assert.equal(harmless('a\u202eb\r\n'), 'a\ufffdb␍␊');
  });
  it('keeps the mark inside what is drawn, whatever the line', function () {
    this.timeout(20_000);
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 20, max: 120 }),
        (line, a, b, width) => {
          const [start, end] = [a % (line.length + 1), b % (line.length + 1)].sort((x, y) => x - y) as [number, number];
          const { text, before, marked } = drawLine(line, start, end, width);
          assert.ok(widthOf(text) <= width + 1);
          assert.ok(before + marked <= Math.max(widthOf(text), before + 1));

          assert.doesNotMatch(text, /[\u0000-\u001f\u007f-\u009f]/);
        },
      ),
    );
  });
});
