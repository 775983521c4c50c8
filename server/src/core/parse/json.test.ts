import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readYaml } from '../model/yaml/read-yaml.js';
import { toPlain } from '../model/yaml/plain-data.js';
import { parseJson } from './json.js';

const problems = (text: string): string[] =>
  parseJson(text).problems.map(({ code, reason, span }) => `${reason ?? code} ${JSON.stringify(text.slice(span.start, span.end))}`);

describe('parseJson', () => {
  const cases: [string, string, string[]][] = [
    ['nothing wrong', '{"a": [1, -2.5e3, true, null, "x\\u0041\\n"]}\n', []],
    ['tabs and a byte order mark', '\uFEFF{\n\t"a":\t1\r\n}', []],
    ['a document behind a marker', '---\n{"a": 1}\n', []],
    ['nothing at all', '', []],
    ['a line comment', '{"a": 1} // c\n', ['json-comment "// c"']],
    ['a block comment', '{/* c */"a": 1}', ['json-comment "/* c */"']],
    ['a YAML comment', '# c\n{"a": 1}', ['json-comment "# c"']],
    ['a comma too many', '{"a": [1,], }', ['extra-comma ","', 'extra-comma ","']],
    ['two commas', '[1,,2]', ['extra-comma ","']],
    ['a missing comma', '{"a": 1\n"b": 2}', ['missing-comma "\\""']],
    ['a missing colon', '{"a" 1}', ['missing-colon "\\"a\\""', 'missing-comma "1"', 'json-quotes "1"', 'missing-colon "1"']],
    ['a missing value', '{"a": , "b": 1}', ['json-value ":"']],
    ['single quotes', "{'a': 1}", ['json-quotes "\'"']],
    ['a bare name', '{a: 1}', ['json-quotes "a"']],
    ['a bare word', '{"a": yes}', ['json-value "yes"']],
    ['numbers that are none', '[01, +1, .5, 0x1]', ['json-value "01"', 'json-value "+1"', 'json-value ".5"', 'json-value "0x1"']],
    ['an open string', '{"a": "x\n}', ['unclosed-quote "\\""']],
    ['an unknown escape', '["\\q", "\\u12"]', ['bad-escape "\\\\q"', 'bad-escape "\\\\u"']],
    ['an open brace', '{"a": [1}', ['unclosed-bracket "["']],
    ['text behind the end', '{"a": 1} {', ['unexpected "{"']],
    ['duplicate members', '{"a": 1, "b": {"a": 1, "a": 2}, "a": 3}', ['duplicate-key "\\"a\\""', 'duplicate-key "\\"a\\""']],
  ];
  for (const [name, text, expected] of cases) it(name, () => assert.deepEqual(problems(text), expected));

  it('stops at depth', () => {
    const tree = parseJson('['.repeat(100_000));
    assert.deepEqual(
      tree.problems.map((problem) => problem.code),
      ['too-deep'],
    );
    assert.equal(tree.root, undefined);
  });

  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json({ depthSize: 'medium' }), fc.nat({ max: 4 }), (json, indent) => {
        const value: unknown = JSON.parse(json);
        const document = readYaml(JSON.stringify(value, null, indent), { json: true, template: false });
        assert.deepEqual(document.problems, []);
        // Zero has one sign here, and JSON has no place for the other.
        assert.equal(JSON.stringify(toPlain(document)), JSON.stringify(value));
      }),
    );
  });
});
