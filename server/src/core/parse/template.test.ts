import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isTemplate, maskTemplate, PLACEHOLDER } from './template.js';

describe('isTemplate', () => {
  const yes: [string, string][] = [
    ['a plain value', 'name: {{ .Values.x }}\n'],
    ['a line of its own', 'a: 1\n{{- if .x }}\nb: 2\n{{- end }}\n'],
    ['a list item', 'a:\n- {{ .x }}\n'],
    ['within a plain value', 'name: web-{{ .x }}\n'],
    ['a key', '{{ .x }}: 1\n'],
    ['at the left of a block scalar', 'a: |\n{{ .x | indent 2 }}\n'],
    ['behind a block scalar', 'a: |\n  x\nb: {{ .x }}\n'],
    ['behind a quoted value', 'a: "x"\nb: {{ .x }}\n'],
    ['after an apostrophe in plain text', "a: it's\nb: {{ .x }}\n"],
    ['control text of another language', '{% if x %}\na: 1\n{% endif %}\n'],
    ['in a later document', 'a: 1\n---\nb: {{ .x }}\n'],
    ['in a document behind one with quoted text', 'a: "{{ x }}"\n---\nb: {{ .x }}\n'],
  ];
  for (const [name, text] of yes) it(`says yes to ${name}`, () => assert.ok(isTemplate(text)));

  const no: [string, string][] = [
    ['nothing of the kind', 'a: {b: {c: d}}\n'],
    ['double quotes', 'a: "{{ $labels.x }}"\n'],
    ['single quotes', "a: '{{ $labels.x }}'\n"],
    ['double quotes over lines', 'a: "x\n  {{ y }}\n  z"\nb: 1\n'],
    ['a comment', 'a: 1 # {{ x }}\n# {{ y }}\n'],
    ['a literal block', 'a: |\n  {{ x }}\n    {{ y }}\n\n  {{ z }}\nb: 1\n'],
    ['a folded block with indicators', 'a: >-2 # c\n   {{ x }}\nb: 1\n'],
    ['a block in a list', 'a:\n- |\n  {{ x }}\n- b: |\n    {{ y }}\n  c: 1\n'],
    ['escaped quotes', 'a: "\\"{{ x }}"\n'],
    ['doubled quotes', "a: 'it''s {{ x }}'\n"],
    ['flow in flow', 'a: { {b: 1}: 2 }\n'],
  ];
  for (const [name, text] of no) it(`says no to ${name}`, () => assert.ok(!isTemplate(text)));
});

describe('maskTemplate', () => {
  const cases: [string, string, string][] = [
    ['a value', 'a: {{ .x }}\n', 'a: xxxxxxxx\n'],
    ['a line', '  {{- if .x }}\nb: 1\n', '              \nb: 1\n'],
    ['a line with two actions', '{{ if a }}{{ b }}\n', '                 \n'],
    ['a line with a comment behind', '{{ end }} # c\n', '          # c\n'],
    ['strings that hold marks', 'a: {{ "}}" }}b\n', 'a: xxxxxxxxxxb\n'],
    ['raw strings', 'a: {{ `}}` }}b\n', 'a: xxxxxxxxxxb\n'],
    ['a comment of the template', '{{/* }} */}}\na: 1\n', '            \na: 1\n'],
    ['an action over lines', 'a:\n  {{- x\n    y }}\nb: 1\n', 'a:\n       \n        \nb: 1\n'],
    ['a value over lines', 'a: "{{ x\n y }}"\n', 'a: "xxxx\n     "\n'],
    ['one that is not closed', 'a: {{ .x\nb: 1\n', 'a: xxxxx\nb: 1\n'],
    ['a value above deeper lines', 'a: {{ x }}\n  b: 1\n', 'a:        \n  b: 1\n'],
    ['an item above deeper lines', '- a: {{ x }}\n  b: 1\n', '- a: xxxxxxx\n  b: 1\n'],
    ['another language', '{% if x %}\na: {{ y }}\n{# c #}\n', '          \na: xxxxxxx\n       \n'],
  ];
  for (const [name, text, expected] of cases) it(name, () => assert.equal(maskTemplate(text).text, expected));

  it('keeps length and line breaks of any text', () => {
    const piece = fc.constantFrom('{{', '}}', '{%', '%}', '{{/*', '*/', '"', '`', '\n', '\r\n', ' ', 'a: ', '- ', '#', 'x', '{#', '#}');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const text = pieces.join('');
        const masked = maskTemplate(text).text;
        assert.equal(masked.length, text.length);
        assert.equal(masked.replace(/[^\r\n]/g, ''), text.replace(/[^\r\n]/g, ''));
      }),
    );
  });

  it('knows placeholders of other tools', () => {
    for (const text of ['${VAR}', 'a-$(VAR)-b', '<%= x %>', '@@TAG@@', '{{ x }}']) assert.ok(PLACEHOLDER.test(text), text);
    for (const text of ['$VAR', '$5', 'a@b', '(x)', '$(echo hi)', '{x}', '$$']) assert.ok(!PLACEHOLDER.test(text), text);
  });
});
