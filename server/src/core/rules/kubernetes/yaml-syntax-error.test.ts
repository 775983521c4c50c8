import { ruleSuite } from '../../../../../test/kit/rule-suite.js';
import { HARDENED_SHOP } from '../../../../../test/kit/manifests.js';
import yamlSyntaxError from './yaml-syntax-error.js';

const HEAD = 'apiVersion: v1\nkind: Pod\n';

ruleSuite(yamlSyntaxError, ({ flags, passes, fixes, offersNoFix }) => {
  flags(
    'a tab as indentation',
    `${HEAD}metadata:\n«\t»name: a\n`,
    'A tab cannot indent YAML, so Kubernetes rejects this document: use blanks',
    {
      severity: 'error',
      safety: 'safe',
    },
  );
  flags('lines that are not aligned', `${HEAD}metadata:\n  name: a\n« »namespace: b\n`, /^Not indented like/);
  flags('an open quote', `${HEAD}metadata: {name: «"»a}\n`, /^This quote/);
  flags('an open bracket', `${HEAD}metadata: «{»name: a\n`, /^This bracket/);
  flags('a key without colon', `${HEAD}«hostPID»\nspec: {}\n`, /^A key without/);
  flags('a second colon', `${HEAD}metadata: «n»ame: a\n`, /^A second colon/);
  flags('a missing comma', `${HEAD}metadata: {name: «a labels: {b: c}»}\n`, /^A comma is missing/);
  flags('a comma too many', `${HEAD}metadata: {name: a,«,» labels: {}}\n`, /^A comma with nothing/);
  flags('an unknown anchor, each one', `${HEAD}metadata: «*a»\nspec: «*b»\n`, /^No anchor \*a/, /^No anchor \*b/);
  flags('an alias within its anchor', `${HEAD}spec: &s\n  a: «*s»\n`, /^The alias \*s/);
  flags('a reserved character', `${HEAD}metadata: {name: «@»a}\n`, /^No value can begin with @/);
  flags('an unknown escape', `${HEAD}metadata: {name: "«\\»d"}\n`, /^No such escape/);
  flags('what has no better name', `${HEAD}metadata: {name: "a" «b»}\n`);
  flags('text behind a quoted value', `${HEAD}name: "a" «b»\n`, /^Not readable/);
  flags('a comment in JSON', '{"apiVersion": "v1", «// c»\n"kind": "Pod"}', /^JSON has no comments/);
  flags('quotes in JSON', '{"apiVersion": «\'»v1\', "kind": "Pod"}', /^JSON wants double quotes/);
  flags('a value in JSON', '{"apiVersion": «v1», "kind": "Pod"}', /^Not a JSON value/);
  flags('depth', `${HEAD}spec: ${'['.repeat(200)}«[»${'['.repeat(50)}\n`, /^Nested deeper/);
  flags('only the first of what may be echoes', `${HEAD}a: «"»b\nc: d: e\nf: [\n`);
  flags('each document by itself', `${HEAD}---\nspec: «[»\n---\n${HEAD}---\nspec: «{»\n`);
  flags('a patch', `${HEAD}spec: «[»\n`, { completeness: 'partial' });
  passes('a whole file', HARDENED_SHOP);
  passes('a template', `${HEAD}metadata:\n  name: {{ x }}\nspec: [\n`, { completeness: 'template' });
  passes('tabs between brackets and in front of comments', `${HEAD}metadata: {\n\tname: a\n}\t# c\n`);
  passes('brackets that the decoder forgives', `${HEAD}spec:\n  containers: [\n  {name: a}\n]\n`);
  passes('duplicate keys', `${HEAD}kind: Pod\n`);
  passes('an empty document', '---\n# c\n---\n');
  passes('template text in quotes', `${HEAD}metadata: {name: "{{ x }}"}\n`);
  passes('tabs in text', `${HEAD}data:\n  a: |\n    x:\n    \ty\n`);
  fixes(
    'each tab of a document',
    'Indent with blanks',
    `${HEAD}metadata:\n\tname: a\n\tlabels:\n\t\tb: c\n`,
    `${HEAD}metadata:\n  name: a\n  labels:\n    b: c\n`,
  );
  fixes('with CRLF', 'Indent with blanks', 'kind: Pod\r\nmetadata:\r\n\tname: a\r\n', 'kind: Pod\r\nmetadata:\r\n  name: a\r\n');
  fixes('in the width that fits', 'Indent with blanks', 'a:\n    b: 1\n\tc: 2\n', 'a:\n    b: 1\n    c: 2\n');
  flags('a tab that may mean two things', 'a:\n    b:\n«\t»c: 1\n', { safety: 'unsafe' });
  offersNoFix('where another mistake stays', `${HEAD}metadata:\n\tname: "a\n`);
});
