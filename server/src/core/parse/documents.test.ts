import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cutDocuments } from './documents.js';

const cut = (text: string): string[] => cutDocuments(text).map((chunk) => chunk.text);

describe('cutDocuments', () => {
  const cases: [string, string, string[]][] = [
    ['nothing', '', ['']],
    ['one document', 'a: 1\n', ['a: 1\n']],
    ['a marker in front of the first one', '---\na: 1\n', ['---\na: 1\n']],
    ['comments and directives in front of it', '# c\n%YAML 1.1\n\n---\na: 1\n', ['# c\n%YAML 1.1\n\n---\na: 1\n']],
    ['two', 'a: 1\n---\nb: 1\n', ['a: 1\n', '---\nb: 1\n']],
    ['markers with blanks and comments', '--- # x\na: 1\n---  \n# only\n---\nb: 1', ['--- # x\na: 1\n', '---  \n# only\n', '---\nb: 1']],
    ['a value on the marker line', '--- a\n--- b\n', ['--- a\n', '--- b\n']],
    ['an end mark', 'a: 1\n...\nb: 2\n', ['a: 1\n...\n', 'b: 2\n']],
    ['an end mark before a marker', 'a: 1\n...\n---\nb: 2\n', ['a: 1\n...\n', '---\nb: 2\n']],
    ['an end mark at the end', 'a: 1\n...\n\n', ['a: 1\n...\n\n']],
    ['directives between', 'a: 1\n...\n%YAML 1.2\n---\nb: 2\n', ['a: 1\n...\n', '%YAML 1.2\n---\nb: 2\n']],
    ['indented dashes are text', 'a: |\n  ---\n  x\nb: 1\n', ['a: |\n  ---\n  x\nb: 1\n']],
    ['longer dashes are text', '-----BEGIN\n----\n---x\n', ['-----BEGIN\n----\n---x\n']],
    ['CRLF', 'a: 1\r\n---\r\nb: 1\r\n', ['a: 1\r\n', '---\r\nb: 1\r\n']],
    ['lone CR', 'a: 1\r---\rb: 1\r', ['a: 1\r', '---\rb: 1\r']],
    ['a byte order mark', '\uFEFF---\na: 1\n---\nb: 1\n', ['\uFEFF---\na: 1\n', '---\nb: 1\n']],
    ['an open quote does not reach the next one', 'a: "x\n---\nb: 1\n', ['a: "x\n', '---\nb: 1\n']],
    ['a template line in front', '{{- if .x }}\n---\na: 1\n{{- end }}\n', ['{{- if .x }}\n', '---\na: 1\n{{- end }}\n']],
    [
      'markers of all kinds, and text that looks like one',
      '--- # first\na: |\n  cat <<EOF\n  ---\n  EOF\n---   \n# only a comment\n--- \nb: 1\n...\n',
      ['--- # first\na: |\n  cat <<EOF\n  ---\n  EOF\n', '---   \n# only a comment\n', '--- \nb: 1\n...\n'],
    ],
    ['JSON', '{\n  "a": 1\n}\n', ['{\n  "a": 1\n}\n']],
    ['JSON objects one after the other', '{\n"a": 1\n}\n\n{\n"b": 1\n}\n', ['{\n"a": 1\n}\n\n', '{\n"b": 1\n}\n']],
  ];
  for (const [name, text, expected] of cases) it(name, () => assert.deepEqual(cut(text), expected));

  it('leaves no gap on any text', () => {
    const piece = fc.constantFrom('---', '...', '\n', '\r\n', '\r', ' ', '#', '%', 'a: 1', '\uFEFF', '{', '}', '-', '"');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        const chunks = cutDocuments(text);
        assert.equal(chunks.map((chunk) => chunk.text).join(''), text);
        let at = 0;
        for (const chunk of chunks) {
          assert.equal(chunk.base, at);
          at += chunk.text.length;
        }
        assert.ok(chunks.length > 0);
      }),
    );
  });

  it('looks at each character a bounded number of times', () => {
    const text = `${'a: 1\n...\n'.repeat(20_000)}${'---\nb: 1\n'.repeat(20_000)}`;
    assert.equal(cutDocuments(text).length, 40_000);
  });
});
